package org.crosscheck.compare.checks;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.reference.Tensor;

/** Makes a case smaller while it keeps some property: by dropping examples, hidden neurons, inputs, classes, images. */
public final class Shrinking {

    private static final List<String> LETTERS = List.of("n", "dh", "d", "m", "images", "k", "p");

    /** The most trials that are made, since each of them runs an engine. */
    private static final int TRIALS = 200;

    private final Predicate<Case> property;
    private int trials;

    private Shrinking(Predicate<Case> property) {
        this.property = property;
    }

    /** The smallest case found that still has the property; the case itself if no smaller one has. */
    public static Case shrink(Case start, Predicate<Case> property) {
        return new Shrinking(property).shrink(start);
    }

    private Case shrink(Case start) {
        Case smallest = start;
        boolean progress = true;
        while (progress) {
            progress = false;
            for (String letter : LETTERS) {
                Case smaller = alongLetter(smallest, letter);
                progress |= !smaller.sizes().equals(smallest.sizes());
                smallest = smaller;
            }
        }
        return smallest;
    }

    /** Drops blocks of indices, first half of them, then smaller blocks, as delta debugging does. */
    private Case alongLetter(Case from, String letter) {
        Case smallest = from;
        int block = (from.sizes().getOrDefault(letter, 1) + 1) / 2;
        while (block >= 1) {
            int start = 0;
            while (start < smallest.sizes().getOrDefault(letter, 1)
                    && smallest.sizes().getOrDefault(letter, 1) > 1) {
                Case candidate = without(smallest, letter, start, start + block);
                if (candidate != null && trials < TRIALS && holds(candidate)) {
                    smallest = candidate;
                } else {
                    start += block;
                }
            }
            block /= 2;
        }
        return smallest;
    }

    private boolean holds(Case candidate) {
        trials++;
        return property.test(candidate);
    }

    /** The case without the indices from, ..., to - 1 of a letter; null if it would be empty or lose a label's class. */
    private static Case without(Case given, String letter, int from, int to) {
        int size = given.sizes().get(letter);
        int[] keep = IntStream.range(0, size).filter(i -> i < from || i >= to).toArray();
        if (keep.length == 0) {
            return null;
        }
        Map<String, Tensor> arrays = new HashMap<>(given.values().tensors());
        for (Quantities.Quantity quantity : Quantities.CASE) {
            int axis = quantity.shape().indexOf(letter);
            if (axis >= 0 && arrays.containsKey(quantity.key())) {
                arrays.put(quantity.key(), take(arrays.get(quantity.key()), axis, keep));
            }
        }
        if (letter.equals("m")) {
            double[] y = arrays.get("y").values().clone();
            for (int e = 0; e < y.length; e++) {
                int kept = Arrays.binarySearch(keep, (int) y[e] - 1);
                if (kept < 0) {
                    return null;
                }
                y[e] = kept + 1;
            }
            arrays.put("y", Tensor.vector(y));
        }
        try {
            return Case.of(given.name(), new NamedTensors(arrays));
        } catch (InputException e) {
            throw new IllegalStateException("a part of a case is not a case", e);
        }
    }

    /** The slices of a tensor at the kept indices of an axis. */
    private static Tensor take(Tensor tensor, int axis, int[] keep) {
        int[] shape = tensor.shape().clone();
        shape[axis] = keep.length;
        Tensor taken = Tensor.zeros(shape);
        for (int i = 0; i < taken.values().length; i++) {
            int[] index = taken.index(i);
            index[axis] = keep[index[axis]];
            taken.values()[i] = tensor.at(index);
        }
        return taken;
    }
}
