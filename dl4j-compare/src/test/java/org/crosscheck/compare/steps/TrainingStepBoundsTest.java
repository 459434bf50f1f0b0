package org.crosscheck.compare.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.training.SineCnn;
import org.junit.jupiter.api.Test;

/** The steps of the demo's CNN, and the bounds of one step of training. */
class TrainingStepBoundsTest {

    private static final double KAPPA = 4;

    private static NamedTensors cnn(int n) {
        Random random = new Random(3);
        Tensor images = Tensor.zeros(Cnn.CONV1.inputShape(n));
        for (int i = 0; i < images.values().length; i++) {
            images.values()[i] = random.nextDouble();
        }
        Tensor y = Tensor.zeros(n);
        for (int e = 0; e < n; e++) {
            y.values()[e] = 1 + random.nextInt(10);
        }
        return Model.CNN.start(5, 1024, 0, 10, 1).with("images", images).with("y", y);
    }

    private static SineCnn network(NamedTensors given) {
        return SineCnn.of(SineCnn.NAMES.stream().map(given::get).toList());
    }

    /** The steps' gradient is that of the reference's own SineCnn, within the steps' own bounds. */
    @Test
    void theStepsOfTheCnnAreTheReferences() {
        NamedTensors given = cnn(2);
        NamedTensors known = given;
        for (Step step : SineCnnSteps.STEPS) {
            known = known.with(step.quantity(), step.replay().apply(known));
        }
        NamedTensors errors = Chain.errors(SineCnnSteps.STEPS, known, given.keys(), KAPPA);
        SineCnn network = network(given);
        Tensor images = given.get("images");
        List<Tensor> gradient = network.gradient(images, given.integers("y"), network.forward(images))
                .tensors();
        for (int i = 0; i < gradient.size(); i++) {
            String key = "grad_" + SineCnn.NAMES.get(i);
            Tensor bound = errors.get(key).map(error -> 2 * error);
            Agreement agreement = Agreement.compare(known.get(key), gradient.get(i), bound);
            assertThat(agreement.agrees()).as(key + ": " + agreement).isTrue();
        }
    }

    /**
     * R^ changes along a weight as its gradient says, by central differences. Their truncation grows with h^2, so that of
     * h is about a third of what the difference of 2 h differs by; their rounding is that of two R^ over 2 h. R^ errs by
     * at most twice as much as an element of o^a does (its derivatives sum to 0 and their magnitudes to at most 2), and
     * by the rounding of the softmax's ten terms.
     */
    @Test
    void theGradientOfTheCnnIsTheSlopeOfItsRisk() {
        NamedTensors given = cnn(2);
        NamedTensors known = given;
        for (Step step : SineCnnSteps.STEPS) {
            known = known.with(step.quantity(), step.replay().apply(known));
        }
        NamedTensors errors = Chain.errors(SineCnnSteps.STEPS, known, given.keys(), KAPPA);
        double largest = Arrays.stream(known.vector("oa")).map(Math::abs).max().orElseThrow();
        double ofOa = Arrays.stream(errors.vector("oa")).max().orElseThrow();
        double rounding = 2 * ofOa + Bounds.gamma(30) * (2 * largest + Math.log(10));
        double h = 1e-4;
        for (String name : SineCnn.NAMES) {
            int at = given.vector(name).length / 2;
            double slope = slope(given, name, at, h);
            double truncation = Math.abs(slope(given, name, at, 2 * h) - slope);
            double gradient = known.vector("grad_" + name)[at];
            double bound = truncation + 2 * rounding / h + errors.vector("grad_" + name)[at];
            assertThat(Math.abs(slope - gradient)).as(name).isLessThanOrEqualTo(bound);
            assertThat(bound).as("what the bound can tell of " + name).isLessThan(1e-3 * Math.abs(gradient));
        }
    }

    private static double slope(NamedTensors given, String name, int at, double h) {
        return (risk(given, name, at, h) - risk(given, name, at, -h)) / (2 * h);
    }

    private static double risk(NamedTensors given, String name, int at, double h) {
        Tensor tensor = given.get(name);
        double[] moved = tensor.values().clone();
        moved[at] += h;
        NamedTensors there = given.with(name, new Tensor(tensor.shape(), moved));
        return network(there).forward(there.get("images")).risk(there.integers("y"));
    }

    /** Without a learning rate and momentum only w + 0 is rounded: twice gamma(8) |w|, for two engines. */
    @Test
    void withoutMovementTheBoundIsThatOfTheWeightAlone() {
        NamedTensors given = cnn(1);
        TrainingStepBounds bounds =
                TrainingStepBounds.of(given, given.only(SineCnn.NAMES), new TrainingStepBounds.Rule(0, 0, 0.1), KAPPA);
        double w = Math.abs(given.vector("W")[7]);
        double expected = 2 * (Bounds.gamma(8) * w + 8 * Bounds.ETA);
        assertThat(bounds.weights().vector("W")[7]).isBetween(expected, expected * (1 + 1e-11));
        assertThat(bounds.velocity().vector("W")[7]).isLessThan(1e-320);
    }

    /** Every part of the rule widens the bound: the learning rate, momentum, and decay of weights but not of biases. */
    @Test
    void theBoundGrowsWithEveryPartOfTheRule() {
        NamedTensors given = cnn(2);
        NamedTensors velocity = given.only(SineCnn.NAMES);
        TrainingStepBounds plain =
                TrainingStepBounds.of(given, velocity, new TrainingStepBounds.Rule(0.1, 0, 0), KAPPA);
        TrainingStepBounds faster =
                TrainingStepBounds.of(given, velocity, new TrainingStepBounds.Rule(0.2, 0, 0), KAPPA);
        TrainingStepBounds momentum =
                TrainingStepBounds.of(given, velocity, new TrainingStepBounds.Rule(0.1, 0.9, 0), KAPPA);
        TrainingStepBounds decay =
                TrainingStepBounds.of(given, velocity, new TrainingStepBounds.Rule(0.1, 0, 0.5), KAPPA);
        assertThat(faster.weights().vector("W")[7])
                .isGreaterThan(plain.weights().vector("W")[7]);
        assertThat(momentum.weights().vector("W")[7])
                .isGreaterThan(plain.weights().vector("W")[7]);
        assertThat(decay.weights().vector("W")[7]).isGreaterThan(plain.weights().vector("W")[7]);
        assertThat(decay.weights().vector("b")).isEqualTo(plain.weights().vector("b"));
    }

    /** Of every parameter, with momentum and decay: E_w and E_v as they are written above them, twice for two engines. */
    @Test
    void theBoundsAreTheirFormulas() {
        NamedTensors given = cnn(2);
        NamedTensors velocity = given.only(SineCnn.NAMES);
        for (String name : SineCnn.NAMES) {
            velocity = velocity.with(name, given.get(name).map(w -> 0.25 - w));
        }
        double eta = 0.1;
        double momentum = 0.9;
        TrainingStepBounds bounds =
                TrainingStepBounds.of(given, velocity, new TrainingStepBounds.Rule(eta, momentum, 0.5), KAPPA);
        NamedTensors known = given;
        for (Step step : SineCnnSteps.STEPS) {
            known = known.with(step.quantity(), step.replay().apply(known));
        }
        NamedTensors errors = Chain.errors(SineCnnSteps.STEPS, known, given.keys(), KAPPA);
        for (String name : SineCnn.NAMES) {
            double decay = given.get(name).shape().length > 1 ? 0.5 : 0;
            double[] ofWeights = bounds.weights().vector(name);
            double[] ofVelocity = bounds.velocity().vector(name);
            for (int i = 0; i < ofWeights.length; i++) {
                double w = Math.abs(given.vector(name)[i]);
                double v = Math.abs(velocity.vector(name)[i]);
                double g = Math.abs(known.vector("grad_" + name)[i]);
                double error = errors.vector("grad_" + name)[i];
                double moved = momentum * v + eta * (g + error + decay * w);
                double forVelocity = 2 * (eta * error + Bounds.gamma(8) * moved);
                double forWeights = 2
                        * ((1 + momentum) * eta * error
                                + Bounds.gamma(8) * (w + momentum * v + (1 + momentum) * moved));
                String what = name + "[" + i + "]";
                assertThat(ofVelocity[i]).as(what).isBetween(forVelocity * (1 - 1e-14), forVelocity * (1 + 1e-11));
                assertThat(ofWeights[i]).as(what).isBetween(forWeights * (1 - 1e-14), forWeights * (1 + 1e-11));
            }
        }
    }

    /** Two engines are apart by twice the bound of one, and the bound is that of o^s from the inputs on. */
    @Test
    void theProbabilitiesOfTwoEngines() {
        NamedTensors given = cnn(2);
        NamedTensors known = given;
        for (Step step : SineCnnSteps.STEPS) {
            known = known.with(step.quantity(), step.replay().apply(known));
        }
        double[] one =
                Chain.errors(SineCnnSteps.STEPS, known, given.keys(), KAPPA).vector("os");
        double[] two = TrainingStepBounds.ofProbabilities(given, KAPPA).values();
        assertThat(two).hasSize(20);
        for (int i = 0; i < two.length; i++) {
            assertThat(two[i]).isBetween(2 * one[i], 2 * one[i] * (1 + 1e-11));
        }
    }
}
