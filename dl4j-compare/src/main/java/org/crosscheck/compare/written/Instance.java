package org.crosscheck.compare.written;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Numbers for the letters of a question: all dimensions are different, all numbers are short, and any letter has the same
 * number whenever it is asked for.
 *
 * @param seed of its numbers
 * @param sizes of the dimensions, by letter
 * @param fixed numbers that are not drawn, by letter
 */
record Instance(int seed, Map<String, Integer> sizes, Map<String, double[]> fixed) {

    /** Of the network: none of the sizes is that of another. */
    static final List<Instance> NETWORKS = List.of(
            new Instance(1, Map.of("d", 2, "d_h", 4, "m", 3, "n", 5), Map.of()),
            new Instance(2, Map.of("d", 5, "d_h", 2, "m", 4, "n", 3), Map.of()));

    /** Of the functions of vectors. */
    static final List<Instance> VECTORS =
            List.of(new Instance(3, Map.of("n", 3), Map.of()), new Instance(4, Map.of("n", 4), Map.of()));

    /** Of the functions of numbers: on both sides of 0, and 0 itself. */
    static final List<Instance> NUMBERS =
            List.of(point(-2.75), point(1.375), point(-0.40625), point(0.5625), point(3.125), point(0));

    private static Instance point(double x) {
        return new Instance((int) (x * 64), Map.of(), Map.of("x", new double[] {x}));
    }

    /** The size of a dimension: a letter's or the number itself. */
    int size(Dim dim) {
        String name = dim.name();
        if (name == null) {
            throw new Unclear("a dimension that cannot be found out");
        }
        if (name.equals("n_theta")) {
            int hidden = sizes.get("d_h");
            return hidden * (sizes.get("d") + 1) + sizes.get("m") * (hidden + 1);
        }
        Integer size = sizes.get(name);
        return size != null ? size : Integer.parseInt(name);
    }

    /** Numbers for a letter. */
    double[] numbers(String name, int count) {
        double[] known = fixed.get(name);
        if (known != null) {
            return known;
        }
        Random random = new Random(seed * 7919L + name.hashCode());
        random.nextDouble();
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            double x = Math.rint((random.nextDouble() * 3 - 1.5) * 1024) / 1024;
            numbers[i] = x == 0 ? 0.25 : x;
            if (fixed.containsKey("x") && sizes.isEmpty()) { // any other letter has both signs, too
                numbers[i] = Math.copySign(numbers[i], fixed.get("x")[0]);
            }
        }
        return numbers;
    }

    /** The class of an example; 0 is the one that the question speaks of. */
    int label(int example) {
        int classes = sizes.get("m");
        return (seed * 3 + example * 5 + (example * example) / 2) % classes + 1;
    }

    /** The same with numbers for some letters, and with their sizes. */
    Instance with(Map<String, double[]> numbers, Map<String, Integer> otherSizes) {
        Map<String, double[]> both = new HashMap<>(fixed);
        both.putAll(numbers);
        Map<String, Integer> allSizes = new HashMap<>(sizes);
        allSizes.putAll(otherSizes);
        return new Instance(seed, allSizes, both);
    }

    /** In words: d = 2, d_h = 4. */
    String text() {
        StringBuilder text = new StringBuilder();
        sizes.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(e -> text.append(
                        text.length() == 0 ? "" : ", ")
                .append(e.getKey())
                .append(" = ")
                .append(e.getValue()));
        fixed.forEach((name, numbers) -> {
            if (numbers.length == 1) {
                text.append(text.length() == 0 ? "" : ", ")
                        .append(name)
                        .append(" = ")
                        .append(numbers[0]);
            }
        });
        return text.toString();
    }
}
