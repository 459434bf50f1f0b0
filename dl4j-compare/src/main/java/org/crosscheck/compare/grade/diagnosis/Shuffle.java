package org.crosscheck.compare.grade.diagnosis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.reference.Tensor;

/** Examples in another order than the case has them, and the case in that order. */
public final class Shuffle {

    private Shuffle() {}

    /** Which right row each row is, within a bound of each element; null if some row is none or two are the same. */
    static int[] order(Tensor found, Tensor right, Tensor bound) {
        int n = found.shape()[0];
        int[] order = new int[n];
        boolean[] used = new boolean[n];
        for (int row = 0; row < n; row++) {
            order[row] = -1;
            for (int tried = 0; tried < n && order[row] < 0; tried++) {
                int candidate = (row + tried) % n; // its own place first
                order[row] = !used[candidate] && isRow(found, row, right, candidate, bound) ? candidate : -1;
            }
            if (order[row] < 0) {
                return null;
            }
            used[order[row]] = true;
        }
        return order;
    }

    private static boolean isRow(Tensor found, int row, Tensor right, int candidate, Tensor bound) {
        int width = found.values().length / found.shape()[0];
        for (int i = 0; i < width; i++) {
            double difference = found.values()[row * width + i] - right.values()[candidate * width + i];
            if (!(Math.abs(difference) <= bound.values()[candidate * width + i])) {
                return false;
            }
        }
        return true;
    }

    /** The arrays of the case that have a row for each example, in the order that an array of answers has; empty if it has none. */
    public static Map<String, Tensor> given(ReferenceAnswers key, String item, Tensor found, Tensor tolerance) {
        int[] order = order(found, key.answer(item), tolerance.map(bound -> 2 * bound));
        Map<String, Tensor> given = new HashMap<>();
        if (order != null) {
            boolean cnn = Quantities.find(item).orElseThrow().group() == Group.CNN;
            for (String array : cnn ? List.of("images", "upstream") : List.of("X", "y")) {
                given.put(array, ordered(key.given().values().get(array), order));
            }
        }
        return given;
    }

    private static Tensor ordered(Tensor x, int[] order) {
        Tensor ordered = Tensor.zeros(x.shape());
        int width = x.values().length / order.length;
        for (int row = 0; row < order.length; row++) {
            System.arraycopy(x.values(), order[row] * width, ordered.values(), row * width, width);
        }
        return ordered;
    }
}
