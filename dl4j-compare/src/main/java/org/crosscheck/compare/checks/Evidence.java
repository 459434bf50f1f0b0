package org.crosscheck.compare.checks;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.oracle.Oracle;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.steps.ReferenceEngine;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Tensor;

/** What the checks of one case compare: the answers of each engine, computed when first asked for, and kept. */
public final class Evidence {

    /** The judge. */
    static final String ORACLE = "oracle";

    private static final String REFERENCE = "reference";

    private final Case given;
    private final Function<String, Engine> engines;
    private final Map<String, NamedTensors> answers = new ConcurrentHashMap<>();
    private final Map<String, NamedTensors> errors = new ConcurrentHashMap<>();
    private final Map<String, Tensor> derivatives = new ConcurrentHashMap<>();

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

    /** The same engines on another case. */
    public Evidence on(Case other) {
        return new Evidence(other, engines);
    }

    /** An engine's answers. */
    public NamedTensors answers(String engine) {
        return answers.computeIfAbsent(engine, name -> engines.apply(name).solve(given));
    }

    /** The answers that have been asked for so far, by engine: a report shows them, and starts no engine for that. */
    public Map<String, NamedTensors> computed() {
        return Map.copyOf(answers);
    }

    /** Lets the oracle begin in the background, while others start up; whoever asks for its answers waits for them. */
    public static void startOracle(List<Evidence> evidence) {
        Thread thread = new Thread(() -> evidence.forEach(one -> one.answers(ORACLE)), ORACLE);
        thread.setDaemon(true);
        // A failure is not lost: it comes again to the check that asks.
        thread.setUncaughtExceptionHandler((ignored, failure) -> {});
        thread.start();
    }

    /** The arrays of the case and an engine's answers; what it does not show is the reference's. */
    public NamedTensors known(String engine) {
        return given.values().with(answers(REFERENCE)).with(answers(engine));
    }

    /** What an engine's bounds need to know of it. */
    public Engine.Arithmetic arithmetic(String engine) {
        return engines.apply(engine).arithmetic();
    }

    /**
     * A step replayed by one side from the inputs that the other used, against what that other made of them. The left
     * side is the reference or the oracle. On disagreement the oracle judges.
     */
    public Agreement local(String quantity, String left, String right) {
        Engine.Arithmetic theirs = arithmetic(right);
        Step step = Chain.step(quantity, theirs);
        NamedTensors inputs = given.values().with(answers(right));
        String undefined = undefined(step, inputs);
        if (undefined != null) {
            return Agreement.undefined(answers(right).get(quantity).shape(), undefined);
        }
        Tensor theirError = step.rounding().bound(new Bounded.All(inputs, NamedTensors.NONE), theirs.kappa());
        Tensor found = answers(right).get(quantity);
        if (left.equals(ORACLE)) {
            Tensor exact = Oracle.replay(step, inputs, given.sizes());
            return compareWithOracle(quantity, exact, found, theirError);
        }
        Tensor replayed = step.replay().apply(inputs);
        Tensor ourError =
                step.rounding().bound(new Bounded.All(inputs, NamedTensors.NONE), ReferenceEngine.ARITHMETIC.kappa());
        Agreement agreement = Agreement.compare(
                replayed, found, Bounds.add(ourError, theirError), Chain.naturalScale(quantity, given.values()));
        boolean judgeable = agreement.worst() >= 0 && !step.inputs().isEmpty();
        return !judgeable
                ? agreement
                : judge(
                        agreement,
                        step,
                        inputs,
                        ourError.values()[agreement.worst()],
                        theirError.values()[agreement.worst()]);
    }

    /** The oracle's answer, of the whole chain from the case's arrays, against an engine's. */
    public Agreement chained(String quantity, String engine) {
        return compareWithOracle(
                quantity,
                answers(ORACLE).get(quantity),
                answers(engine).get(quantity),
                errors(engine).get(quantity));
    }

    /** The chained bounds of an engine's answers, starting from the case's arrays, which are exact. */
    public NamedTensors errors(String engine) {
        NamedTensors known = errors.get(engine);
        if (known == null) {
            known = Chain.errors(known(engine), given.values().keys(), arithmetic(engine));
            errors.put(engine, known);
        }
        return known;
    }

    /** The same if some of the engine's answers are where the chain starts, and so exact by definition. */
    public NamedTensors errorsFrom(String engine, List<String> start) {
        return Chain.errors(known(engine), start(start), arithmetic(engine));
    }

    /** The keys where a chain starts: the arrays of the case, and some more. */
    Set<String> start(List<String> more) {
        Set<String> exact = new HashSet<>(given.values().keys());
        exact.addAll(more);
        return exact;
    }

    /** What several engines are held against, computed once. */
    Tensor derivative(String name, Supplier<Tensor> computation) {
        return derivatives.computeIfAbsent(name, key -> computation.get());
    }

    private Agreement compareWithOracle(String quantity, Tensor exact, Tensor found, Tensor error) {
        Tensor rounding = Bounds.map(exact, x -> Oracle.ROUNDING * Math.abs(x) + Bounds.ETA);
        Agreement agreement = Agreement.compare(
                exact, found, Bounds.add(error, rounding), Chain.naturalScale(quantity, given.values()));
        return agreement.judged(agreement.left(), agreement.verdict() == Verdict.DISAGREE ? "right" : null);
    }

    /** Why a step cannot be replayed from these inputs; null if it can. */
    private static String undefined(Step step, NamedTensors inputs) {
        for (String key : step.inputs()) {
            for (double value : inputs.vector(key)) {
                if (!Double.isFinite(value)) {
                    return "its own " + key + " is not finite";
                }
                if (step.quantity().equals("L") && key.equals("os") && value == 0) {
                    return "it takes -log of probabilities, of which one has underflowed to 0";
                }
            }
        }
        return null;
    }

    private Agreement judge(Agreement agreement, Step step, NamedTensors inputs, double ourError, double theirError) {
        double exact = Oracle.element(step, inputs, agreement.worst());
        double rounding = Oracle.ROUNDING * Math.abs(exact) + Bounds.ETA;
        boolean weHold = Math.abs(agreement.left() - exact) <= ourError + rounding;
        boolean theyHold = Math.abs(agreement.right() - exact) <= theirError + rounding;
        String guilty = null;
        if (agreement.verdict() == Verdict.DISAGREE && weHold != theyHold) {
            guilty = weHold ? "right" : "left";
        }
        return agreement.judged(exact, guilty);
    }
}
