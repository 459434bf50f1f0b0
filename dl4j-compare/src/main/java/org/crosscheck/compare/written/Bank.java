package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.grade.diagnosis.Diagnosis;
import org.crosscheck.compare.grade.diagnosis.ReferenceAnswers;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.grade.mistakes.Inputs;
import org.crosscheck.compare.grade.mistakes.KnownMistakes;
import org.crosscheck.compare.grade.mistakes.Mistake;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.reference.Tensor;

/** Asks the bank of known mistakes, which marks arrays, what explains the array that a formula gives. */
final class Bank {

    private final Map<String, Inputs> inputs = new HashMap<>();

    /**
     * The mistake that gives these numbers.
     *
     * @param quantity the key of the array
     * @param found its numbers, for each world one array
     */
    List<Finding> explain(String quantity, List<World<Ball>> worlds, List<double[]> found) {
        List<Finding> findings = new ArrayList<>();
        for (Mistake mistake : KnownMistakes.of(quantity)) {
            boolean all = true;
            for (int i = 0; i < worlds.size() && all; i++) {
                Bounded wrong = mistake.formula().apply(inputs(quantity, worlds.get(i)));
                all = wrong != null && same(wrong, found.get(i));
            }
            if (all) {
                findings.add(mistake.finding());
            }
        }
        return findings;
    }

    private static boolean same(Bounded wrong, double[] found) {
        double[] values = wrong.value().values();
        if (values.length != found.length) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            if (!(Math.abs(values[i] - found[i]) <= 2 * wrong.errorAt(i) + 0x1p-50 * Math.abs(found[i]))) {
                return false;
            }
        }
        return true;
    }

    private Inputs inputs(String quantity, World<Ball> world) {
        boolean dataset = quantity.equals("R");
        return inputs.computeIfAbsent(world.instance.seed() + (dataset ? " dataset" : ""), key -> {
            try {
                Case given =
                        Case.of("instance", world.theory.hasClasses() ? network(world, dataset) : functions(world));
                return Diagnosis.right(new ReferenceAnswers(given), Precision.DOUBLE);
            } catch (InputException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static NamedTensors network(World<Ball> world, boolean dataset) {
        NamedTensors values = NamedTensors.NONE;
        int d = world.get("x").size();
        int examples = dataset ? world.instance.size(world.theory.dim("n")) : 1;
        double[] x = new double[examples * d];
        double[] y = new double[examples];
        for (int e = 0; e < examples; e++) {
            World<Ball> own = dataset ? world.example(e + 1) : world;
            System.arraycopy(numbers(own.get("x")), 0, x, e * d, d);
            y[e] = own.label();
        }
        values = values.with("X", new Tensor(new int[] {examples, d}, x)).with("y", Tensor.vector(y));
        for (String name : List.of("W1", "b1", "W2", "b2")) {
            Value<Ball> value = world.get(name);
            int[] shape = value.columns() == 1 ? new int[] {value.rows()} : new int[] {value.rows(), value.columns()};
            values = values.with(name, new Tensor(shape, numbers(value)));
        }
        return values;
    }

    /** Part 1: x and v of vectors; a number is a list of one. */
    private static NamedTensors functions(World<Ball> world) {
        double[] x = numbers(world.get("x"));
        double[] v = world.instance.numbers("v", x.length);
        return NamedTensors.NONE
                .with("t", Tensor.vector(x))
                .with("x", Tensor.vector(x))
                .with("v", Tensor.vector(v));
    }

    static double[] numbers(Value<Ball> value) {
        return value.elements().stream().mapToDouble(b -> b.mid().doubleValue()).toArray();
    }
}
