package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which output, weight and input meet, on a case small enough to write down, and the shapes. */
class GeometryTest {

    private static List<String> taps(Geometry geometry, int n) {
        List<String> taps = new ArrayList<>();
        geometry.forEachTap(n, (output, weight, input) -> taps.add(output + " " + weight + " " + input));
        return taps;
    }

    /** Input 0..2, a zero on either side, windows of two elements 2 apart: (-1, 1), (0, 2), (1, 3). */
    @Test
    void tapsOfOneRowSkipThePadding() {
        Geometry geometry = new Geometry(1, 1, new WindowAxis(1, 1, 1, 0, 1), new WindowAxis(3, 2, 1, 1, 2));
        assertThat(taps(geometry, 1)).containsExactly("0 1 1", "1 0 0", "1 1 2", "2 0 1");
    }

    /** Two images of two channels, two filters, one pixel each: out[n, f] takes w[f, c] x[n, c]. */
    @Test
    void tapsOfSinglePixelsPairFiltersWithChannelsAndImages() {
        Geometry geometry = Geometry.square(2, 1, 1, 2, 1, 1, 0, 1);
        assertThat(taps(geometry, 2))
                .containsExactly("0 0 0", "0 1 1", "1 2 0", "1 3 1", "2 0 2", "2 1 3", "3 2 2", "3 3 3");
    }

    /** A 2 x 3 image under a 1 x 2 window: two windows in each row. */
    @Test
    void tapsOfAPlaneRunRowByRow() {
        Geometry geometry = new Geometry(1, 1, new WindowAxis(2, 1, 1, 0, 1), new WindowAxis(3, 2, 1, 0, 1));
        assertThat(taps(geometry, 1))
                .containsExactly("0 0 0", "0 1 1", "1 0 1", "1 1 2", "2 0 3", "2 1 4", "3 0 4", "3 1 5");
    }

    @Test
    void shapesHoldImagesChannelsHeightAndWidthInThisOrder() {
        Geometry geometry = new Geometry(3, 4, new WindowAxis(5, 2, 1, 0, 1), new WindowAxis(7, 3, 2, 1, 1));
        assertThat(geometry.inputShape(6)).containsExactly(6, 3, 5, 7);
        assertThat(geometry.weightShape()).containsExactly(4, 3, 2, 3);
        assertThat(geometry.outputShape(6)).containsExactly(6, 4, 4, 4);
        assertThat(geometry.outputSize()).isEqualTo(64);
        assertThat(geometry.weights()).isEqualTo(72);
    }

    @Test
    void squareUsesTheWindowAlongBothAxes() {
        assertThat(Geometry.square(1, 8, 9, 2, 3, 2, 1, 2))
                .isEqualTo(new Geometry(1, 2, new WindowAxis(8, 3, 2, 1, 2), new WindowAxis(9, 3, 2, 1, 2)));
    }

    @Test
    void channelsAndFiltersAreAtLeastOne() {
        assertThatThrownBy(() -> Geometry.square(0, 8, 9, 2, 3, 2, 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("channels 0 < 1");
        assertThatThrownBy(() -> Geometry.square(1, 8, 9, 0, 3, 2, 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("filters 0 < 1");
    }
}
