package org.crosscheck.compare.checks;

import java.util.Random;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.oracle.Directional;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.ReferenceEngine;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Tensor;

/**
 * Checks of gradients against the functions that they are the gradients of, and of backward steps against the forward
 * steps that they transpose; by dual numbers in 106 bits along seeded random directions, so nothing of any backward pass
 * is trusted.
 */
final class GradientChecks {

    private static final String DUAL = "dual numbers";

    private GradientChecks() {}

    /**
     * A gradient along a random direction u against the derivative of the risk (parameters), of each example's loss
     * (hidden quantities and x) or of sum(upstream * conv3) (CNN) along u.
     */
    static Check gradient(String quantity, String engine) {
        Quantities.Group group = Quantities.find(quantity).orElseThrow().group();
        return new Check(quantity, Kind.GRADIENT, DUAL, engine, group, evidence -> {
            if (group == Quantities.Group.CNN) {
                return ofCnn(evidence, quantity, engine);
            }
            return Quantities.find(quantity).orElseThrow().shape().get(0).equals("n")
                    ? ofLosses(evidence, quantity, engine)
                    : ofRisk(evidence, quantity, engine);
        });
    }

    /** The quantity that a gradient is taken with respect to. */
    static String variable(String gradient) {
        return gradient.equals("grad_x") ? "X" : gradient.substring("grad_".length());
    }

    private static Agreement ofRisk(Evidence evidence, String quantity, String engine) {
        NamedTensors values = evidence.given().values();
        Tensor u = direction(quantity, values.get(variable(quantity)));
        Tensor exact = evidence.derivative(
                quantity, () -> Directional.derivative(values, evidence.given().sizes(), "R", variable(quantity), u));
        Tensor gradient = evidence.answers(engine).get(quantity);
        Tensor error = evidence.errors(engine).get(quantity);
        return compare(exact, Tensor.scalar(Directional.dot(gradient, u)), Tensor.scalar(spread(error, u)));
    }

    /** Started from the engine's own hidden quantity, so that only what is behind it counts. */
    private static Agreement ofLosses(Evidence evidence, String quantity, String engine) {
        NamedTensors values = evidence.known(engine);
        String input = variable(quantity);
        Tensor u = direction(quantity, values.get(input));
        Tensor exact = Directional.derivative(values, evidence.given().sizes(), "L", input, u);
        Tensor gradient = evidence.answers(engine).get(quantity);
        Tensor error = evidence.errorsFrom(engine, java.util.List.of(input)).get(quantity);
        Tensor bound = Directional.rowDots(error, Bounds.abs(u));
        return compare(exact, Directional.rowDots(gradient, u), bound);
    }

    private static Agreement ofCnn(Evidence evidence, String quantity, String engine) {
        NamedTensors values = evidence.known(engine);
        String input = variable(quantity);
        Tensor u = direction(quantity, values.get(input));
        Tensor change = Directional.derivative(values, evidence.given().sizes(), "conv3", input, u);
        Tensor upstream = values.get("upstream");
        Tensor gradient = evidence.answers(engine).get(quantity);
        Tensor error = evidence.errorsFrom(engine, java.util.List.of("pool2", "conv1", input))
                .get(quantity);
        double rounding = Bounds.U * Directional.dot(Bounds.abs(change), Bounds.abs(upstream));
        return compare(
                Tensor.scalar(Directional.dot(change, upstream)),
                Tensor.scalar(Directional.dot(gradient, u)),
                Tensor.scalar(spread(error, u) + rounding));
    }

    /**
     * The dot test &lt;v, J u&gt; = &lt;J^T v, u&gt; of one backward step of the reference with a random cotangent v in
     * place of the gradient that it gets in the chain.
     *
     * @param quantity the gradient that the step computes
     * @param cotangent the gradient that it gets
     * @param output the forward quantity that the cotangent belongs to
     * @param times how often the step's result must be taken: n where it is a mean over n examples
     */
    static Check dotTest(String quantity, String cotangent, String output, String times) {
        Quantities.Group group = Quantities.find(quantity).orElseThrow().group();
        return new Check("dot test " + quantity, Kind.IDENTITY, DUAL, "reference", group, evidence -> {
            NamedTensors values = evidence.known("reference");
            String input = variable(quantity);
            Tensor u = direction(quantity, values.get(input));
            Tensor v = direction(cotangent + quantity, values.get(output));
            Tensor change = Directional.derivative(values, evidence.given().sizes(), output, input, u);
            Step step = Chain.step(quantity, ReferenceEngine.ARITHMETIC);
            NamedTensors inputs = values.with(cotangent, v);
            Tensor product = step.replay().apply(inputs);
            Tensor error = step.rounding()
                    .bound(new Bounded.All(inputs, NamedTensors.NONE), ReferenceEngine.ARITHMETIC.kappa());
            double count = times.isEmpty() ? 1 : evidence.given().sizes().get(times);
            double rounding = Bounds.U * Directional.dot(Bounds.abs(change), Bounds.abs(v));
            double right = count * Directional.dot(product, u);
            return compare(
                    Tensor.scalar(Directional.dot(change, v)),
                    Tensor.scalar(right),
                    Tensor.scalar(count * spread(error, u) + rounding + Bounds.U * Math.abs(right)));
        });
    }

    /** The derivative of a function of part 1, element by element or along a direction. */
    static Check function(String quantity, String function) {
        String argument = Quantities.find(quantity).orElseThrow().shape().get(0).equals("k") ? "t" : "x";
        return new Check(quantity, Kind.GRADIENT, DUAL, "reference", Quantities.Group.FUNCTIONS, evidence -> {
            Tensor at = evidence.given().values().get(argument);
            Tensor answer = evidence.answers("reference").get(quantity);
            Tensor error = evidence.errors("reference").get(quantity);
            if (argument.equals("t")) {
                Tensor ones = Bounds.map(at, t -> 1);
                return compare(Directional.ofFunction(function, argument, at, ones, at.shape()), answer, error);
            }
            Tensor u = direction(quantity, at);
            if (answer.shape().length == 1) {
                Tensor change = Directional.ofFunction(function, argument, at, u);
                return compare(change, Tensor.scalar(Directional.dot(answer, u)), Tensor.scalar(spread(error, u)));
            }
            Tensor change = Directional.ofFunction(function, argument, at, u, at.shape());
            Tensor rows = repeated(u, at.values().length);
            return compare(change, Directional.rowDots(answer, rows), Directional.rowDots(error, Bounds.abs(rows)));
        });
    }

    /** 1m: &lt;v, J u&gt; by dual numbers against &lt;J^T v, u&gt; by the O(n) product. */
    static Check vectorJacobian(String quantity, String function) {
        return new Check(quantity, Kind.GRADIENT, DUAL, "reference", Quantities.Group.FUNCTIONS, evidence -> {
            Tensor x = evidence.given().values().get("x");
            Tensor v = evidence.given().values().get("v");
            Tensor u = direction(quantity, x);
            String argument = function.equals("sigmoid") ? "t" : "x";
            Tensor change = Directional.ofFunction(function, argument, x, u, x.shape());
            Tensor error = evidence.errors("reference").get(quantity);
            double rounding = Bounds.U * Directional.dot(Bounds.abs(change), Bounds.abs(v));
            return compare(
                    Tensor.scalar(Directional.dot(change, v)),
                    Tensor.scalar(Directional.dot(evidence.answers("reference").get(quantity), u)),
                    Tensor.scalar(spread(error, u) + rounding));
        });
    }

    /** Both sides rounded once to double; the scale of a directional derivative is 1, as its direction's is. */
    private static Agreement compare(Tensor exact, Tensor found, Tensor bound) {
        Tensor rounding = Bounds.add(
                Bounds.map(exact, x -> Bounds.U * Math.abs(x) + Bounds.ETA),
                Bounds.map(found, x -> Bounds.U * Math.abs(x)));
        Tensor all = Bounds.map(Bounds.add(bound, rounding), Bounds::rounded);
        Agreement agreement = Agreement.compare(exact, found, all, 1);
        return agreement.judged(agreement.left(), agreement.verdict() == Verdict.DISAGREE ? "right" : null);
    }

    private static double spread(Tensor error, Tensor u) {
        return Directional.dot(error, Bounds.abs(u));
    }

    /** Elements of magnitude 1/2 to 1 and either sign, the same for the same name. */
    private static Tensor direction(String name, Tensor like) {
        Random random = new Random(name.hashCode());
        return Bounds.map(like, ignored -> (0.5 + 0.5 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1));
    }

    private static Tensor repeated(Tensor row, int times) {
        double[][] rows = new double[times][];
        java.util.Arrays.fill(rows, row.values());
        return Tensor.matrix(rows);
    }
}
