package org.crosscheck.compare;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Theta;

/** What the checks of one case compare: the answers of each engine, computed when first asked for, and kept. */
public final class Evidence {

    private final Case given;
    private final Function<String, Engine> engines;
    private final Map<String, Values> answers = new HashMap<>();
    private final Map<String, Values> errors = new HashMap<>();

    /** Evidence from the engines that {@link Engines} knows. */
    public Evidence(Case given) {
        this(given, Engines::of);
    }

    /** Evidence from engines by name, for tests that plant a fault in one. */
    public Evidence(Case given, Function<String, Engine> engines) {
        this.given = given;
        this.engines = engines;
    }

    public Case given() {
        return given;
    }

    /** An engine's answers. */
    public Values answers(String engine) {
        return answers.computeIfAbsent(engine, name -> engines.apply(name).solve(given));
    }

    /** A step replayed by the reference from the inputs of an engine, against what that engine made of them. */
    public Agreement local(String quantity, String engine) {
        Engine.Arithmetic theirs = engines.apply(engine).arithmetic();
        Step step = step(quantity, theirs);
        Values inputs = given.values().with(answers(engine));
        Bounded.All exact = new Bounded.All(inputs, Values.NONE);
        Tensor replayed = step.replay().apply(inputs);
        Tensor bound = Bounds.add(
                step.rounding().bound(exact, ReferenceEngine.ARITHMETIC.kappa()),
                step.rounding().bound(exact, theirs.kappa()));
        return Agreement.compare(replayed, answers(engine).get(quantity), bound, naturalScale(quantity));
    }

    /** The reference's answer against an engine's, both from the case's arrays. */
    public Agreement chained(String quantity, String engine) {
        Tensor bound =
                Bounds.add(errors("reference").get(quantity), errors(engine).get(quantity));
        return Agreement.compare(
                answers("reference").get(quantity), answers(engine).get(quantity), bound, naturalScale(quantity));
    }

    /** The chained bounds of an engine's answers. */
    private Values errors(String engine) {
        Values known = errors.get(engine);
        if (known == null) {
            // An engine that does not show an intermediate is bounded at the reference's.
            Values values = given.values().with(answers("reference")).with(answers(engine));
            known = Chain.errors(
                    values, given.values().keys(), engines.apply(engine).arithmetic());
            errors.put(engine, known);
        }
        return known;
    }

    /** How far the reference's and an engine's gradients of the parameters may be apart. */
    public Theta gradientSpread(String engine) {
        Values spread = Values.NONE;
        for (String parameter : List.of("W1", "b1", "W2", "b2")) {
            String key = "grad_" + parameter;
            spread = spread.with(
                    parameter,
                    Bounds.add(errors("reference").get(key), errors(engine).get(key)));
        }
        return spread.theta();
    }

    /** How far two computations of a quantity may be apart that both start from the same values of some others. */
    public Tensor sharedStart(String quantity, List<String> shared) {
        Values values = given.values().with(answers("reference"));
        Set<String> exact = new HashSet<>(given.values().keys());
        exact.addAll(shared);
        Tensor error = Chain.errors(values, exact, ReferenceEngine.ARITHMETIC).get(quantity);
        return Bounds.add(error, error);
    }

    private static Step step(String quantity, Engine.Arithmetic arithmetic) {
        return Chain.steps(arithmetic).stream()
                .filter(step -> step.quantity().equals(quantity))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no step computes '" + quantity + "'"));
    }

    /** Probabilities, their logarithms and their differences are of order 1 even where all happen to be tiny. */
    private static double naturalScale(String quantity) {
        return switch (quantity) {
            case "os", "L", "R", "grad_oa", "q1l" -> 1;
            default -> 0;
        };
    }
}
