package org.crosscheck.reference;

import org.crosscheck.reference.matrix.MlpMatrix;

/** Either form of part 2. */
enum MlpForm {
    DETAILED(MlpDetailed::forward, MlpDetailed::backward),
    MATRIX(MlpMatrix::forward, MatrixForm::backward);

    private interface Forward {
        MlpForward of(Theta theta, double[][] x, int[] y);
    }

    private interface Backward {
        MlpBackward of(Theta theta, double[][] x, int[] y, MlpForward forward);
    }

    @SuppressWarnings("ImmutableEnumChecker") // references to static methods
    private final Forward forward;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Backward backward;

    MlpForm(Forward forward, Backward backward) {
        this.forward = forward;
        this.backward = backward;
    }

    MlpForward forward(Theta theta, double[][] x, int[] y) {
        return forward.of(theta, x, y);
    }

    MlpBackward backward(Theta theta, double[][] x, int[] y, MlpForward forward) {
        return backward.of(theta, x, y, forward);
    }
}
