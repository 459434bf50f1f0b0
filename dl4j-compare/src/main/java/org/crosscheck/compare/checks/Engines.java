package org.crosscheck.compare.checks;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.crosscheck.compare.dl4j.Dl4jEngine;
import org.crosscheck.compare.dl4j.Dl4jNetworkEngine;
import org.crosscheck.compare.dl4j.SameDiffEngine;
import org.crosscheck.compare.oracle.Oracle;
import org.crosscheck.compare.steps.DetailedEngine;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.steps.ReferenceEngine;
import org.crosscheck.compare.steps.TrainerEngine;

/**
 * The registry of engines: their names, and what each can do for the catalogue, the commands and the reports. An engine's
 * classes, and ND4J with them, are loaded when it is first asked for.
 */
public final class Engines {

    /** The one that all others are held against. */
    public static final String REFERENCE = "reference";

    /** The judge. */
    public static final String ORACLE = "oracle";

    /** The quantities that a framework's network shows to its user: outputs, loss and gradients of parameters and inputs. */
    private static final Set<String> ENDS =
            Set.of("hs", "os", "L", "R", "grad_W2", "grad_b2", "grad_W1", "grad_b1", "grad_x");

    /** The quantities that a step of training shows. */
    private static final Set<String> TRAINED = Set.of("os", "L", "R", "grad_W2", "grad_b2", "grad_W1", "grad_b1");

    /** How an engine computes: element by element, as the homework's sums over indices, or in matrix form. */
    public enum Form {
        ELEMENTS,
        MATRIX
    }

    /**
     * An engine.
     *
     * @param name in commands and reports
     * @param form how it computes
     * @param stepwise whether it shows every quantity, so that each of its steps can be replayed from the very inputs that it
     *     used; otherwise only ends are seen, and compared over the whole way
     * @param answers which quantities it computes
     * @param supplier makes it
     */
    public record Entry(
            String name, Form form, boolean stepwise, Predicate<String> answers, Supplier<Engine> supplier) {}

    /** Every engine. */
    public static final List<Entry> ALL = List.of(
            stepwise(REFERENCE, Form.MATRIX, () -> new ReferenceEngine()),
            stepwise("detailed", Form.ELEMENTS, () -> new DetailedEngine()),
            stepwise("dl4j", Form.MATRIX, () -> new Dl4jEngine()),
            stepwise("samediff", Form.MATRIX, () -> new SameDiffEngine()),
            new Entry("trainer", Form.MATRIX, false, TRAINED::contains, () -> new TrainerEngine()),
            new Entry("dl4j-network", Form.MATRIX, false, ENDS::contains, () -> new Dl4jNetworkEngine()),
            stepwise(ORACLE, Form.ELEMENTS, () -> new Oracle()));

    private Engines() {}

    private static Entry stepwise(String name, Form form, Supplier<Engine> supplier) {
        return new Entry(name, form, true, any -> true, supplier);
    }

    /** The names, as {@code solve --engine} takes them. */
    public static List<String> names() {
        return ALL.stream().map(Entry::name).toList();
    }

    /** Those that are held against the reference and judged by the oracle: independent of both, and of each other. */
    public static Stream<Entry> witnesses() {
        return ALL.stream().filter(entry -> !Set.of(REFERENCE, ORACLE).contains(entry.name()));
    }

    /** The engine of a name; throws {@link IllegalArgumentException} if there is none. */
    public static Engine of(String name) {
        return ALL.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no engine '" + name + "'"))
                .supplier()
                .get();
    }
}
