package org.crosscheck.compare.checks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.reference.Tensor;

/** What the catalogue's questions are checked with, quantity by quantity and witness by witness. */
public final class Checks {

    private Checks() {}

    /** The sides that are held against the reference, besides the oracle: witnesses independent of each other. */
    public static final List<String> WITNESSES = List.of("detailed", "dl4j", "samediff");

    /** One step of a quantity, replayed by the left side from the inputs that the right side used. */
    static Check local(String quantity, String left, String right) {
        return new Check(
                quantity, Kind.LOCAL, left, right, group(quantity), evidence -> evidence.local(quantity, left, right));
    }

    /** A quantity computed by the oracle and by an engine, both from the case's arrays. */
    static Check chained(String quantity, String right) {
        return new Check(
                quantity,
                Kind.CHAINED,
                Evidence.ORACLE,
                right,
                group(quantity),
                evidence -> evidence.chained(quantity, right));
    }

    /** The checks of quantities against every witness. */
    static List<Check> quantities(String... quantities) {
        List<Check> checks = new ArrayList<>();
        for (String quantity : quantities) {
            checks.add(local(quantity, Evidence.ORACLE, "reference"));
            checks.add(chained(quantity, "reference"));
            for (String witness : WITNESSES) {
                checks.addAll(against(witness, quantity));
            }
        }
        return checks;
    }

    /** The checks of quantities against one witness. */
    static List<Check> against(String witness, String... quantities) {
        List<Check> checks = new ArrayList<>();
        for (String quantity : quantities) {
            checks.add(local(quantity, "reference", witness));
            checks.add(chained(quantity, witness));
        }
        return checks;
    }

    /** The checks of quantities against all witnesses but the element-wise form, which has a question of its own. */
    static List<Check> matrixForm(String... quantities) {
        List<Check> checks = new ArrayList<>();
        for (String quantity : quantities) {
            checks.add(local(quantity, Evidence.ORACLE, "reference"));
            checks.add(chained(quantity, "reference"));
            checks.addAll(against("dl4j", quantity));
            checks.addAll(against("samediff", quantity));
        }
        return checks;
    }

    /** Gradients against derivatives by dual numbers, those of every engine that has a backward pass of its own. */
    static List<Check> gradients(String... quantities) {
        List<Check> checks = new ArrayList<>();
        for (String quantity : quantities) {
            for (String engine : List.of("reference", "detailed", "dl4j", "samediff")) {
                checks.add(GradientChecks.gradient(quantity, engine));
            }
        }
        return checks;
    }

    /** The dimensions that the homework gives quantities against those of the arrays of the reference and of DL4J. */
    static List<Check> dimensions(String... quantities) {
        List<Check> checks = new ArrayList<>();
        for (String quantity : quantities) {
            for (String engine : List.of("reference", "dl4j")) {
                checks.add(new Check("shape " + quantity, Kind.SHAPE, "homework", engine, group(quantity), evidence -> {
                    Quantities.Quantity declared = Quantities.find(quantity).orElseThrow();
                    Tensor left =
                            whole(Quantities.shape(declared, evidence.given().sizes()));
                    Tensor right = whole(evidence.answers(engine).get(quantity).shape());
                    return Agreement.compare(left, right, Bounds.exact(left));
                }));
            }
        }
        return checks;
    }

    private static Tensor whole(int[] shape) {
        return Tensor.vector(Arrays.stream(shape).asDoubleStream().toArray());
    }

    private static Quantities.Group group(String quantity) {
        return Quantities.find(quantity).orElseThrow().group();
    }

    /** Lists of checks as one. */
    static List<Check> checks(List<Check> first, List<Check> second, Check... more) {
        return Stream.of(first, second, List.of(more)).flatMap(List::stream).toList();
    }
}
