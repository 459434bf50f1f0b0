package org.crosscheck.compare.checks;

import java.util.List;
import java.util.Random;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.Quantities.Gradient;
import org.crosscheck.compare.homework.Quantities.Group;
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
 * steps that they transpose; by dual numbers in 106 bits along seeded random directions, so nothing of any backward
 * pass is trusted. All of them are one statement, &lt;v, J u&gt; = &lt;J^T v, u&gt;: J u is the change of an output
 * along a direction u of its input, v a cotangent of the output, J^T v the gradient that is checked.
 */
final class GradientChecks {

    private static final String DUAL = "dual numbers";

    private GradientChecks() {}

    /**
     * A gradient against the derivative, along a random direction u, of what it is declared to be the gradient of: the
     * risk (parameters), each example's loss (hidden quantities and x), or sum(upstream * conv3) (CNN). Where the
     * output is not the risk, the function starts from the engine's own quantities, so that only what is behind them
     * counts.
     */
    static Check gradient(String quantity, String engine) {
        Gradient of = Quantities.of(quantity).gradient();
        return new Check(quantity, Kind.GRADIENT, DUAL, engine, Checks.group(quantity), evidence -> {
            boolean ofRisk = of.output().equals("R");
            boolean ofLayers = of.output().equals("conv3");
            NamedTensors values = ofRisk ? evidence.given().values() : evidence.known(engine);
            List<String> start = ofLayers ? List.of("pool2", "conv1", of.variable()) : List.of(of.variable());
            NamedTensors errors = ofRisk ? evidence.errors(engine) : evidence.errorsFrom(engine, start);
            Tensor u = direction(quantity, values.get(of.variable()));
            Tensor change = ofRisk
                    ? evidence.derivative(quantity, () -> change(evidence, values, of.output(), of.variable(), u))
                    : change(evidence, values, of.output(), of.variable(), u);
            Tensor cotangent = ofLayers ? values.get("upstream") : null;
            return transposed(change, cotangent, evidence.answers(engine).get(quantity), errors.get(quantity), u, 1);
        });
    }

    /**
     * Questions 2i, 2k, 2m, 2o, 2p and 3a: the dot test of one backward step of the reference, with a random cotangent
     * v in place of the gradient that it gets in the chain.
     *
     * @param quantity the gradient that the step computes
     * @param cotangent the gradient that it receives
     * @param output the forward quantity that the cotangent belongs to
     * @param times how often the step's result must be taken: "n" where it is a mean over n examples, else ""
     */
    static Check dotTest(String quantity, String cotangent, String output, String times) {
        String input = Quantities.of(quantity).gradient().variable();
        return new Check(
                "dot test " + quantity, Kind.IDENTITY, DUAL, Engines.REFERENCE, Checks.group(quantity), evidence -> {
                    NamedTensors values = evidence.known(Engines.REFERENCE);
                    Tensor u = direction(quantity, values.get(input));
                    Tensor v = direction(cotangent + quantity, values.get(output));
                    Step step = Chain.step(quantity, ReferenceEngine.ARITHMETIC);
                    NamedTensors inputs = values.with(cotangent, v);
                    Tensor error = step.rounding()
                            .bound(new Bounded.All(inputs, NamedTensors.NONE), ReferenceEngine.ARITHMETIC.kappa());
                    double count =
                            times.isEmpty() ? 1 : evidence.given().sizes().get(times);
                    Tensor change = change(evidence, values, output, input, u);
                    Tensor product = evidence.engine(Engines.REFERENCE).replay(step, inputs);
                    return transposed(change, v, product, error, u, count);
                });
    }

    /** Questions 1a, 1b, 1g, 1h and 1l: an answer against the derivative of its function along a direction. */
    static Check function(String quantity, String function) {
        return function(quantity, function, null);
    }

    /** Question 1m: the O(n) product J^T v against &lt;v, J u&gt;. */
    static Check vectorJacobian(String quantity, String function) {
        return function(quantity, function, "v");
    }

    private static Check function(String quantity, String function, String cotangent) {
        boolean elementwise = Quantities.of(quantity).shape().get(0).equals("k");
        return new Check(quantity, Kind.GRADIENT, DUAL, Engines.REFERENCE, Group.FUNCTIONS, evidence -> {
            NamedTensors given = evidence.given().values();
            Tensor answer = evidence.answers(Engines.REFERENCE).get(quantity);
            Tensor error = evidence.errors(Engines.REFERENCE).get(quantity);
            Tensor at = given.get(elementwise ? "t" : "x");
            Tensor u = elementwise ? at.map(t -> 1) : direction(quantity, at);
            // The norms have one number, all other functions one for each element.
            int[] shape = function.contains("norm") ? new int[0] : at.shape();
            Tensor change = Directional.ofFunction(function, at, u, shape);
            return transposed(change, cotangent == null ? null : given.get(cotangent), answer, error, u, 1);
        });
    }

    private static Tensor change(Evidence evidence, NamedTensors values, String output, String input, Tensor u) {
        return Directional.derivative(values, evidence.given().sizes(), output, input, u);
    }

    /**
     * &lt;v, J u&gt; against times &lt;J^T v, u&gt;, in all; without a cotangent, for each element of the output by
     * itself: then the gradient has a row for each, and u is the same for all of them or has a row for each, too.
     */
    private static Agreement transposed(
            Tensor change, Tensor cotangent, Tensor gradient, Tensor error, Tensor u, double times) {
        if (cotangent == null) {
            Tensor found = Directional.dots(gradient, u, change.shape());
            return compare(change, found, Directional.dots(error, u.map(Math::abs), change.shape()));
        }
        double found = times * Directional.dot(gradient, u);
        double spread = times * Directional.dot(error, u.map(Math::abs));
        double rounding = Bounds.U * Directional.dot(change.map(Math::abs), cotangent.map(Math::abs));
        double ofTimes = times == 1 ? 0 : Bounds.U * Math.abs(found);
        return compare(
                Tensor.scalar(Directional.dot(change, cotangent)),
                Tensor.scalar(found),
                Tensor.scalar(spread + rounding + ofTimes));
    }

    /**
     * Both sides are rounded once to double; the scale of a directional derivative is 1, as is that of its direction.
     */
    private static Agreement compare(Tensor exact, Tensor found, Tensor bound) {
        Tensor rounding =
                exact.map(x -> Bounds.U * Math.abs(x) + Bounds.ETA).plus(found.map(x -> Bounds.U * Math.abs(x)));
        Tensor all = bound.plus(rounding).map(Bounds::rounded);
        Agreement agreement = Agreement.compare(exact, found, all, 1);
        return agreement.judged(agreement.left(), agreement.verdict() == Verdict.DISAGREE ? "right" : null);
    }

    /** Elements of magnitude 1/2 to 1 and of either sign, always the same for a name. */
    private static Tensor direction(String name, Tensor like) {
        Random random = new Random(name.hashCode());
        return like.map(ignored -> (0.5 + 0.5 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1));
    }
}
