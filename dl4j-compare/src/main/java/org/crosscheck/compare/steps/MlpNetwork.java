package org.crosscheck.compare.steps;

import org.crosscheck.compare.homework.NamedTensors;

/** An engine's network of part 2 with the parameters of a case: what is asked of it besides the case's answers. */
public interface MlpNetwork {

    /** The shape of W1, b1, W2 or b2 in the homework's layout (2a and 2b). */
    int[] shape(NamedTensors given, String parameter);

    /** The number of scalar parameters, n_theta (2e). */
    long parameterCount(NamedTensors given);
}
