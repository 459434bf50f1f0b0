package org.crosscheck.compare.steps;

import java.util.List;
import org.crosscheck.compare.homework.WindowQuestion;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Window;
import org.crosscheck.reference.Window.Division;

/** An engine's convolution layers of any geometry, for the configurations of 3c to 3e. */
public interface Layers {

    /**
     * 1 if a window takes a square input to a square output, 0 if it leads elsewhere, -1 if the layer is refused: a window
     * that does not fit, or with exact division a stride that does not divide.
     */
    int outcome(Window window, int input, int output, Division division);

    /** The windows that a search finds for a question; an engine that only runs layers has none of its own. */
    default List<Window> windows(WindowQuestion question, Division division) {
        return question.windows(division);
    }

    /** (filters, height, width) of the output of a layer that is run on one image; the stride must divide. */
    int[] outputShape(Geometry geometry);

    /** The output of a layer on images (n, channels, height, width) with these weights. */
    Tensor forward(Geometry geometry, Division division, Tensor images, Tensor weights, Tensor bias);
}
