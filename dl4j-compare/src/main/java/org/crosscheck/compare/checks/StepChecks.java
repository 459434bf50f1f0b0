package org.crosscheck.compare.checks;

import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.oracle.Oracle;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.steps.ReferenceEngine;
import org.crosscheck.compare.steps.SineCnnSteps;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Tensor;

/** The two comparisons of a quantity: of its step alone, and of the whole way to it. On disagreement the oracle judges. */
public final class StepChecks {

    private StepChecks() {}

    /**
     * A step replayed by one side from the inputs that the other used, against what that other made of them.
     *
     * @param left the reference or the oracle
     */
    public static Agreement local(Evidence evidence, String quantity, String left, String right) {
        Engine.Arithmetic theirs = evidence.arithmetic(right);
        if (theirs.loss() == Engine.Loss.UNKNOWN) {
            return ProgramChecks.local(evidence, quantity, right);
        }
        Step step = Chain.step(quantity, theirs);
        NamedTensors given = evidence.given().values();
        NamedTensors inputs = evidence.inputs(right);
        Tensor found = evidence.answers(right).get(quantity);
        String undefined = undefined(step, inputs);
        if (undefined != null) {
            return Agreement.undefined(found.shape(), undefined);
        }
        Tensor theirError = bound(step, inputs, theirs);
        if (left.equals(Engines.ORACLE)) {
            Tensor exact = Oracle.replay(step, inputs, evidence.given().sizes());
            return againstOracle(Quantities.naturalScale(quantity, given), exact, found, theirError);
        }
        Tensor ourError = bound(step, inputs, ReferenceEngine.ARITHMETIC);
        Agreement agreement = Agreement.compare(
                evidence.engine(Engines.REFERENCE).replay(step, inputs),
                found,
                ourError.plus(theirError),
                Quantities.naturalScale(quantity, given));
        boolean judgeable = agreement.worst() >= 0 && !step.inputs().isEmpty();
        return judgeable ? judge(agreement, step, inputs, ourError, theirError) : agreement;
    }

    /** The oracle's answer, of the whole chain from the case's arrays, against an engine's. */
    public static Agreement chained(Evidence evidence, String quantity, String engine) {
        return againstOracle(
                Quantities.naturalScale(quantity, evidence.given().values()),
                evidence.answers(Engines.ORACLE).get(quantity),
                evidence.answers(engine).get(quantity),
                evidence.errors(engine).get(quantity),
                evidence.precision(engine));
    }

    /** The same for a quantity of the demo's network around the case's CNN. */
    static Agreement chainedWithSine(Evidence evidence, String quantity, String engine) {
        String key = SineCnnSteps.PREFIX + quantity;
        NamedTensors given = evidence.given().values();
        return againstOracle(
                Quantities.find(quantity)
                        .map(known -> Quantities.naturalScale(quantity, given))
                        .orElse(0.0),
                evidence.exactWithSine().get(key),
                evidence.answers(engine).get(key),
                evidence.errorsWithSine(engine).get(quantity));
    }

    static Tensor bound(Step step, NamedTensors inputs, Engine.Arithmetic arithmetic) {
        return step.rounding().bound(new Bounded.All(inputs, NamedTensors.NONE), arithmetic.kappa());
    }

    private static Agreement againstOracle(double naturalScale, Tensor exact, Tensor found, Tensor error) {
        return againstOracle(naturalScale, exact, found, error, Precision.DOUBLE);
    }

    private static Agreement againstOracle(
            double naturalScale, Tensor exact, Tensor found, Tensor error, Precision precision) {
        Tensor rounding = exact.map(StepChecks::roundingOfOracle);
        Agreement agreement = Agreement.compare(exact, found, error.plus(rounding), naturalScale, precision);
        return agreement.judged(agreement.left(), agreement.verdict() == Verdict.DISAGREE ? "right" : null);
    }

    private static double roundingOfOracle(double exact) {
        return Oracle.ROUNDING * Math.abs(exact) + Bounds.ETA;
    }

    /** Why a step cannot be replayed from these inputs; null if it can. */
    static String undefined(Step step, NamedTensors inputs) {
        for (String key : step.inputs()) {
            for (double value : inputs.vector(key)) {
                if (!Double.isFinite(value)) {
                    return "its own " + key + " is not finite";
                }
                if (step.quantity().equals("L") && key.equals("os") && value == 0) {
                    return "it takes -log of probabilities, of which one has underflowed to 0";
                }
            }
        }
        return null;
    }

    /** Who is outside an own bound of the exact value of the worst element. */
    static Agreement judge(Agreement agreement, Step step, NamedTensors inputs, Tensor ourError, Tensor theirError) {
        int worst = agreement.worst();
        double exact = Oracle.element(step, inputs, worst);
        boolean weHold = Math.abs(agreement.left() - exact) <= ourError.values()[worst] + roundingOfOracle(exact);
        boolean theyHold = Math.abs(agreement.right() - exact) <= theirError.values()[worst] + roundingOfOracle(exact);
        String guilty = null;
        if (agreement.verdict() == Verdict.DISAGREE && weHold != theyHold) {
            guilty = weHold ? "right" : "left";
        }
        return agreement.judged(exact, guilty);
    }
}
