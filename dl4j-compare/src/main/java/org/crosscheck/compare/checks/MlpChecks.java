package org.crosscheck.compare.checks;

import static org.crosscheck.compare.checks.Checks.checks;
import static org.crosscheck.compare.checks.Checks.dimensions;
import static org.crosscheck.compare.checks.Checks.elements;
import static org.crosscheck.compare.checks.Checks.gradients;
import static org.crosscheck.compare.checks.Checks.matrixForm;
import static org.crosscheck.compare.checks.Checks.quantities;
import static org.crosscheck.compare.checks.GradientChecks.dotTest;

import java.util.List;
import java.util.stream.IntStream;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.oracle.Directional;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.MlpNetwork;
import org.crosscheck.compare.steps.ReferenceEngine;
import org.crosscheck.reference.MlpDetailed;
import org.crosscheck.reference.Network;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Theta;
import org.crosscheck.reference.matrix.MlpMatrix;

/** Part 2 of the catalogue, questions 2a to 2p: the MLP, forward and backward. */
final class MlpChecks {

    static final List<Question> QUESTIONS = List.of(
            Question.of("2a", checks(quantities("ha", "hs"), dimensions("ha", "hs"), List.of(shapes("W1", "b1")))),
            Question.of("2b", checks(quantities("oa"), dimensions("oa"), List.of(shapes("W2", "b2")))),
            Question.of("2c", checks(quantities("os"), List.of(sumsToOne()))),
            Question.of("2d", quantities("L")),
            Question.of("2e", checks(quantities("R"), List.of(parameterCount()))),
            Question.of("2f", List.of(gradientStep("dl4j-network"), gradientStep("trainer"), decrease())),
            Question.of("2g", checks(quantities("grad_oa"), gradients("grad_oa"))),
            Question.of("2h", elements("grad_W2", "grad_b2")),
            Question.of(
                    "2i",
                    matrices(
                            List.of(dotTest("grad_W2", "grad_oa", "oa", "n"), dotTest("grad_b2", "grad_oa", "oa", "n")),
                            "grad_W2",
                            "grad_b2")),
            Question.of("2j", elements("grad_hs")),
            Question.of("2k", matrices(List.of(dotTest("grad_hs", "grad_oa", "oa", "")), "grad_hs")),
            Question.of("2l", elements("grad_ha")),
            Question.of("2m", matrices(List.of(dotTest("grad_ha", "grad_hs", "hs", "")), "grad_ha")),
            Question.of("2n", elements("grad_W1", "grad_b1")),
            Question.of(
                    "2o",
                    matrices(
                            List.of(dotTest("grad_W1", "grad_ha", "ha", "n"), dotTest("grad_b1", "grad_ha", "ha", "n")),
                            "grad_W1",
                            "grad_b1")),
            Question.of(
                    "2p",
                    checks(
                            quantities("grad_x"),
                            gradients("grad_x"),
                            List.of(
                                    dotTest("grad_x", "grad_ha", "ha", ""),
                                    forwardPass("reference"),
                                    forwardPass("dl4j")))));

    private MlpChecks() {}

    /** The checks of gradients in matrix form. */
    private static List<Check> matrices(List<Check> dotTests, String... quantities) {
        return checks(matrixForm(quantities), dimensions(quantities), gradients(quantities), dotTests);
    }

    /** Questions 2a and 2b: the shapes of a weight matrix and its bias in DL4J's layer, in the homework's layout. */
    private static Check shapes(String w, String b) {
        return new Check("shapes " + w + " " + b, Kind.SHAPE, "homework", "dl4j", Group.MLP, evidence -> {
            NamedTensors given = evidence.given().values();
            MlpNetwork network = evidence.engine("dl4j").network();
            return whole(
                    joined(given.get(w).shape(), given.get(b).shape()),
                    joined(network.shape(given, w), network.shape(given, b)));
        });
    }

    private static Tensor joined(int[] w, int[] b) {
        return Tensor.vector(IntStream.concat(IntStream.of(w), IntStream.of(b))
                .asDoubleStream()
                .toArray());
    }

    /** Question 2c: each row of o^s is positive and sums to 1: n terms of relative error r each, summed. */
    private static Check sumsToOne() {
        return new Check("sum of o^s", Kind.IDENTITY, "1", "reference", Group.MLP, evidence -> {
            Tensor os = evidence.answers("reference").get("os");
            Tensor oa = evidence.answers("reference").get("oa");
            Tensor error = Bounds.softmax(new Bounded(oa, null), os, ReferenceEngine.ARITHMETIC.kappa());
            int n = os.shape()[0];
            double[] sums = new double[n];
            double[] bounds = new double[n];
            double[] ones = new double[n];
            int classes = os.shape()[1];
            for (int i = 0; i < os.values().length; i++) {
                int e = i / classes;
                ones[e] = 1;
                // A negative probability makes the sum infinite or NaN, so that the check fails.
                sums[e] += os.values()[i] >= 0 ? os.values()[i] : Double.NaN;
                bounds[e] += Bounds.rounded(error.values()[i] + Bounds.gamma(classes) * os.values()[i]);
            }
            return Agreement.compare(Tensor.vector(ones), Tensor.vector(sums), Tensor.vector(bounds));
        });
    }

    /** Question 2e. */
    private static Check parameterCount() {
        return new Check("n_theta", Kind.SHAPE, "reference", "dl4j", Group.MLP, evidence -> {
            NamedTensors given = evidence.given().values();
            long count = evidence.engine("dl4j").network().parameterCount(given);
            return whole(Tensor.scalar((double) given.theta().size()), Tensor.scalar((double) count));
        });
    }

    /**
     * Question 2f: one step theta - eta grad R^ with eta = 1/8 by an engine's own updater, against the step from its
     * own gradients: three roundings of eta grad at most, and one of the difference, on either side.
     */
    private static Check gradientStep(String engine) {
        return new Check("step of theta", Kind.LOCAL, "reference", engine, Group.MLP, evidence -> {
            double eta = 0.125;
            NamedTensors given = evidence.given().values();
            Theta gradient = gradient(evidence.answers(engine));
            Tensor left = flat(given.theta().step(eta, gradient));
            Tensor right = flat(evidence.engine(engine).descend(given, eta));
            double[] bound = new double[left.values().length];
            double[] step = flat(gradient).values();
            for (int i = 0; i < bound.length; i++) {
                double rounding = 3 * eta * Math.abs(step[i]) + Math.abs(left.values()[i]);
                // A product that underflows may lose half of eta at each rounding.
                bound[i] = Bounds.rounded(2 * Bounds.U * rounding + 3 * Bounds.ETA);
            }
            return Agreement.compare(left, right, new Tensor(left.shape(), bound));
        });
    }

    /**
     * Question 2f: a small enough step along the negative gradient lowers the risk by at least half of eta |grad R^|^2,
     * what the first order promises; tried for eta = 1, 1/2, ... while that is more than rounding may hide. Where the
     * gradient is so flat that it never is, the risk must stay.
     */
    private static Check decrease() {
        return new Check("R^ after a step", Kind.IDENTITY, "Armijo's limit", "reference", Group.MLP, evidence -> {
            NamedTensors given = evidence.given().values();
            NamedTensors answers = evidence.answers("reference");
            Theta gradient = gradient(answers);
            double squared = Directional.dot(flat(gradient), flat(gradient));
            double risk = answers.vector("R")[0];
            double noise = 2 * evidence.errors("reference").vector("R")[0];
            double eta = 1;
            double after = riskAfter(given, gradient, eta);
            while (!(after <= risk - eta * squared / 2) && eta * squared / 4 > noise) {
                eta /= 2;
                after = riskAfter(given, gradient, eta);
            }
            double limit = risk - eta * squared / 2;
            if (squared / 4 <= noise) {
                // So flat that nothing is promised: the risk must stay the same.
                return Agreement.compare(
                        Tensor.scalar(Math.min(after, risk)), Tensor.scalar(after), Tensor.scalar(noise + squared), 1);
            }
            // Where even the last promise is lost in the rounding, nothing is decided unless the risk rises beyond
            // that.
            boolean decided = after <= limit || after > risk + noise;
            return Agreement.compare(
                    Tensor.scalar(Math.min(after, limit)),
                    Tensor.scalar(after),
                    Tensor.scalar(decided ? 0 : Double.POSITIVE_INFINITY),
                    1);
        });
    }

    private static double riskAfter(NamedTensors given, Theta gradient, double eta) {
        Theta moved = given.theta().step(eta, gradient);
        return MlpMatrix.forward(moved, given.rows("X"), given.integers("y")).risk();
    }

    /** Question 2p: the gradient with respect to x as the forward pass of another network, against a backward pass. */
    private static Check forwardPass(String engine) {
        return new Check("grad_x forward", Kind.IDENTITY, "other network", engine, Group.MLP, evidence -> {
            NamedTensors known = evidence.known(engine);
            Theta theta = known.theta();
            double[][] os = known.rows("os");
            double[][] ha = known.rows("ha");
            int[] y = known.integers("y");
            double[][] gradX = new double[y.length][];
            for (int e = 0; e < y.length; e++) {
                gradX[e] = Network.inputGradient(theta, ha[e]).forward(MlpDetailed.gradOa(os[e], y[e]));
            }
            List<String> shared = List.of("os", "ha");
            NamedTensors theirs = evidence.errorsFrom(engine, shared);
            NamedTensors ours = Chain.errors(known, evidence.start(shared), ReferenceEngine.ARITHMETIC);
            Tensor bound = theirs.get("grad_x").plus(ours.get("grad_x"));
            return Agreement.compare(
                    Tensor.matrix(gradX), evidence.answers(engine).get("grad_x"), bound);
        });
    }

    private static Theta gradient(NamedTensors answers) {
        return new Theta(
                answers.rows("grad_W1"), answers.vector("grad_b1"), answers.rows("grad_W2"), answers.vector("grad_b2"));
    }

    private static Tensor flat(Theta theta) {
        double[] all = new double[Math.toIntExact(theta.size())];
        int at = 0;
        for (double[] part : List.of(
                Tensor.matrix(theta.w1()).values(),
                theta.b1(),
                Tensor.matrix(theta.w2()).values(),
                theta.b2())) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return Tensor.vector(all);
    }

    private static Agreement whole(Tensor left, Tensor right) {
        return Agreement.compare(left, right, Bounds.exact(left));
    }
}
