package org.crosscheck.compare.steps;

import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Theta;

/** A program that computes the answers to a case. */
public interface Engine {

    /** The error in ulps allowed to the elementary functions of a vectorised library, such as ND4J's and NumPy's. */
    double VECTORISED = 4;

    /** The name in commands and reports. */
    String name();

    /** What is known about the engine's rounding. */
    Arithmetic arithmetic();

    /** Every quantity that this engine can compute from the groups of the case. */
    NamedTensors solve(Case given);

    /** Why {@link #solve} has left out a quantity that follows from the groups of the case. */
    default String excuse(Case given, String quantity) {
        return "not answered";
    }

    /** The precision that its answers to a case are in. */
    default Precision precision(Case given) {
        return Precision.DOUBLE;
    }

    /** One step from anybody's inputs, as this engine computes it. */
    default Tensor replay(Step step, NamedTensors inputs) {
        throw lacks("steps");
    }

    /** The parameters after one step of its own gradient descent on the whole case, theta - eta grad R^ (2f). */
    default Theta descend(NamedTensors given, double eta) {
        throw lacks("gradient descent");
    }

    /** Its functions of part 1. */
    default BasicFunctions functions() {
        throw lacks("functions");
    }

    /** Its network of part 2. */
    default MlpNetwork network() {
        throw lacks("network");
    }

    /** Its layers of part 3. */
    default Layers layers() {
        throw lacks("layers");
    }

    private UnsupportedOperationException lacks(String what) {
        return new UnsupportedOperationException(name() + " shows no " + what + " of its own");
    }

    /**
     * What the bounds need to know about an engine.
     *
     * @param kappa the error of its elementary functions (exp, log, sin, cos) in ulps
     * @param loss how it computes L
     */
    record Arithmetic(double kappa, Loss loss) {}

    /** How an engine computes L (2d). */
    enum Loss {
        FROM_LOGITS,
        /** As -log o^s_y. */
        FROM_PROBABILITIES,
        /** In one of the two ways, and nobody knows which. */
        UNKNOWN
    }
}
