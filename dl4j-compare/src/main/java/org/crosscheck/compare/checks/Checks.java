package org.crosscheck.compare.checks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.checks.Engines.Entry;
import org.crosscheck.compare.checks.Engines.Form;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.reference.Tensor;

/**
 * What the catalogue's questions are checked with, quantity by quantity, for every engine of the registry that computes
 * it.
 */
final class Checks {

    private Checks() {}

    /** The step of one quantity, replayed by the left side from the inputs that the right side used. */
    private static Check local(String quantity, String left, String right) {
        return new Check(
                quantity,
                Kind.LOCAL,
                left,
                right,
                group(quantity),
                evidence -> StepChecks.local(evidence, quantity, left, right));
    }

    /** A quantity computed by the oracle and by an engine, both from the case's arrays. */
    private static Check chained(String quantity, String right) {
        return new Check(
                quantity,
                Kind.CHAINED,
                Engines.ORACLE,
                right,
                group(quantity),
                evidence -> StepChecks.chained(evidence, quantity, right));
    }

    /**
     * Questions 1a, 1b, 1f to 1h, 1m, 2a to 2e, 2g, 2p and 3a: the checks of quantities: the reference against the
     * oracle, and every witness against both.
     */
    static List<Check> quantities(String... quantities) {
        return all(entry -> true, quantities);
    }

    /** Questions 1l, 2i, 2k, 2m and 2o: the same without the element-wise form, which has a question of its own. */
    static List<Check> matrixForm(String... quantities) {
        return all(entry -> entry.form() == Form.MATRIX, quantities);
    }

    /** Questions 1k, 2h, 2j, 2l and 2n: the checks of quantities for questions that ask for them element by element. */
    static List<Check> elements(String... quantities) {
        return Stream.of(quantities)
                .flatMap(quantity -> witnesses(quantity, entry -> entry.form() == Form.ELEMENTS))
                .toList();
    }

    private static List<Check> all(Predicate<Entry> which, String... quantities) {
        return Stream.of(quantities)
                .flatMap(quantity -> Stream.concat(
                        Stream.of(
                                local(quantity, Engines.ORACLE, Engines.REFERENCE),
                                chained(quantity, Engines.REFERENCE)),
                        witnesses(quantity, which)))
                .toList();
    }

    private static Stream<Check> witnesses(String quantity, Predicate<Entry> which) {
        return Engines.witnesses()
                .filter(which)
                .filter(entry -> entry.answers().test(quantity))
                .flatMap(entry -> entry.stepwise()
                        ? Stream.of(local(quantity, Engines.REFERENCE, entry.name()), chained(quantity, entry.name()))
                        : Stream.of(chained(quantity, entry.name())));
    }

    /**
     * Questions 2g, 2i, 2k, 2m, 2o, 2p and 3a: gradients against derivatives by dual numbers, those of every engine
     * that shows a backward pass.
     */
    static List<Check> gradients(String... quantities) {
        return stepwise(entry -> true, GradientChecks::gradient, quantities);
    }

    /**
     * Questions 2a, 2b, 2i, 2k, 2m and 2o: the dimensions that the homework gives quantities against those of every
     * matrix form's arrays.
     */
    static List<Check> dimensions(String... quantities) {
        return stepwise(entry -> entry.form() == Form.MATRIX, Checks::dimensions, quantities);
    }

    private static Check dimensions(String quantity, String engine) {
        return new Check("shape " + quantity, Kind.SHAPE, "homework", engine, group(quantity), evidence -> {
            Quantities.Quantity declared = Quantities.of(quantity);
            Tensor left = whole(Quantities.shape(declared, evidence.given().sizes()));
            Tensor right = whole(evidence.answers(engine).get(quantity).shape());
            return Agreement.compare(left, right, Bounds.exact(left));
        });
    }

    @FunctionalInterface
    private interface OfEngine {
        Check check(String quantity, String engine);
    }

    private static List<Check> stepwise(Predicate<Entry> which, OfEngine check, String... quantities) {
        List<Check> checks = new ArrayList<>();
        for (String quantity : quantities) {
            Engines.ALL.stream()
                    .filter(entry -> entry.stepwise() && which.test(entry))
                    .filter(entry -> !entry.name().equals(Engines.ORACLE))
                    .forEach(entry -> checks.add(check.check(quantity, entry.name())));
        }
        return checks;
    }

    private static Tensor whole(int[] shape) {
        return Tensor.vector(Arrays.stream(shape).asDoubleStream().toArray());
    }

    static Group group(String quantity) {
        return Quantities.of(quantity).group();
    }

    /** Lists of checks as one. */
    @SafeVarargs
    static List<Check> checks(List<Check>... lists) {
        List<Check> all = new ArrayList<>();
        for (List<Check> list : lists) {
            all.addAll(list);
        }
        return List.copyOf(all);
    }
}
