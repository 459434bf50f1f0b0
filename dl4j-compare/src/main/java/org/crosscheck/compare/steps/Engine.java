package org.crosscheck.compare.steps;

import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;

/** Somebody who computes the answers of a case. */
public interface Engine {

    /** The error in ulps that is allowed to the elementary functions of a vectorised library, ND4J's and NumPy's. */
    double VECTORISED = 4;

    /** The name in commands and reports. */
    String name();

    /** What is known of the engine's rounding. */
    Arithmetic arithmetic();

    /** Every quantity that this engine can compute from the groups of the case. */
    NamedTensors solve(Case given);

    /**
     * What the bounds must know of an engine.
     *
     * @param kappa the error of its elementary functions (exp, log, sin, cos) in ulps
     * @param lossFromProbabilities whether it computes L as -log o^s_y rather than from the logits
     */
    record Arithmetic(double kappa, boolean lossFromProbabilities) {}
}
