package org.crosscheck.compare.homework;

import java.util.Map;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.text.InputException;

/**
 * A case: the arrays that all sides are given, their shapes checked against each other, all numbers finite and the
 * classes y in 1..m.
 *
 * @param name what reports call it
 * @param values the arrays, keys as in {@link Quantities#CASE}
 * @param sizes the letters of the shapes (n, d, dh, m, images, k, p) bound to numbers
 */
public record Case(String name, NamedTensors values, Map<String, Integer> sizes) {

    /** Checks the arrays; throws {@link InputException} that names the first that does not fit. */
    public static Case of(String name, NamedTensors values) throws InputException {
        Map<String, Integer> sizes = Quantities.bind(name, values.shapes());
        if (sizes.isEmpty()) {
            throw new InputException(name, "arrays", "at least one group (MLP, CNN or functions)", "none");
        }
        for (String key : values.keys()) {
            requireFinite(name, key, values);
        }
        if (values.has("y")) {
            requireClasses(name, values.vector("y"), sizes.get("m"));
        }
        return new Case(name, values, Map.copyOf(sizes));
    }

    /** Whether the case has the arrays of a group; the shapes of part 3 need none. */
    public boolean has(Group group) {
        return group == Group.SHAPES
                || Quantities.CASE.stream()
                        .anyMatch(quantity -> quantity.group() == group && values.has(quantity.key()));
    }

    private static void requireFinite(String name, String key, NamedTensors values) throws InputException {
        double[] numbers = values.vector(key);
        for (int i = 0; i < numbers.length; i++) {
            if (!Double.isFinite(numbers[i])) {
                String place = key + java.util.Arrays.toString(values.get(key).index(i));
                throw new InputException(name, place, "a finite number", String.valueOf(numbers[i]));
            }
        }
    }

    private static void requireClasses(String name, double[] y, int m) throws InputException {
        for (int i = 0; i < y.length; i++) {
            if (!(y[i] == Math.rint(y[i]) && 1 <= y[i] && y[i] <= m)) {
                throw new InputException(name, "y[" + i + "]", "a class in 1.." + m, String.valueOf(y[i]));
            }
        }
    }
}
