package org.crosscheck.compare.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFactory;
import org.crosscheck.compare.homework.CaseFactory.Plan;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.reference.Tensor;

/** Seeded data that the tests of this module share. */
public final class TestCases {

    private TestCases() {}

    /** Uniform in [-1, 1), and never 0 for all practical purposes. */
    public static Tensor tensor(SplittableRandom random, int... shape) {
        return map(Tensor.zeros(shape), zero -> random.nextDouble(-1, 1));
    }

    /** A tensor whose elements are consecutive integers from the given one, so that each element tells its index. */
    public static Tensor coded(int from, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.values().length; i++) {
            tensor.values()[i] = from + i;
        }
        return tensor;
    }

    public static Tensor map(Tensor tensor, DoubleUnaryOperator function) {
        double[] values = tensor.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = function.applyAsDouble(values[i]);
        }
        return new Tensor(tensor.shape(), values);
    }

    /** The tensor with one element replaced. */
    public static Tensor with(Tensor tensor, int position, double value) {
        double[] values = tensor.values().clone();
        values[position] = value;
        return new Tensor(tensor.shape(), values);
    }

    /** An MLP case with random numbers everywhere, biases too. */
    public static Case mlp(long seed, int d, int dh, int m, int n) {
        SplittableRandom random = new SplittableRandom(seed);
        return of(
                "seed " + seed + ", d " + d + ", dh " + dh + ", m " + m + ", n " + n,
                NamedTensors.NONE
                        .with("X", tensor(random, n, d))
                        .with("y", map(Tensor.zeros(n), zero -> 1 + random.nextInt(m)))
                        .with("W1", tensor(random, dh, d))
                        .with("b1", tensor(random, dh))
                        .with("W2", tensor(random, m, dh))
                        .with("b2", tensor(random, m)));
    }

    /** A case with all groups; the MLP's four dimensions differ. */
    public static Case small(long seed) {
        try {
            return of(
                    "small",
                    CaseFactory.make(new Plan(seed, 5, 4, 3, 7, 2, Set.of(Group.MLP, Group.CNN, Group.FUNCTIONS))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A case from arrays that are known to fit. */
    public static Case of(String name, NamedTensors values) {
        try {
            return Case.of(name, values);
        } catch (InputException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The embedded cases, as verify has them. */
    static List<Case> embedded() {
        return CaseFiles.EMBEDDED.stream().map(TestCases::embedded).toList();
    }

    private static Case embedded(String name) {
        try {
            return CaseFiles.embedded(name);
        } catch (IOException | InputException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An engine like another but with answers of its own. */
    public static Engine engine(Engine like, Function<Case, NamedTensors> answers) {
        return new EngineAround(like) {
            @Override
            public NamedTensors solve(Case given) {
                return answers.apply(given);
            }
        };
    }
}
