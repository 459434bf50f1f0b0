package org.crosscheck.compare.checks;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;
import org.crosscheck.compare.grade.mistakes.HonestBounds;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFactory;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.oracle.SineCnnOracle;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.steps.SineCnnSteps;
import org.crosscheck.reference.Tensor;

/**
 * What the checks of one case compare: the answers of each engine, computed when first asked for, and kept. Many checks may
 * ask at once; whoever asks second waits for the first.
 */
public final class Evidence {

    private final Case given;
    private final Function<String, Engine> engines;
    private final ConcurrentMap<String, FutureTask<NamedTensors>> answers = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, FutureTask<NamedTensors>> known = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, FutureTask<NamedTensors>> inputs = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, FutureTask<NamedTensors>> errors = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, FutureTask<Tensor>> derivatives = new ConcurrentHashMap<>();

    /** Evidence from the engines that {@link Engines} knows. */
    public Evidence(Case given) {
        this(given, Engines::of);
    }

    /** Evidence from given engines, by name: for tests that plant a fault in one. */
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
        return once(answers, engine, () -> engines.apply(engine).solve(given));
    }

    /** Not by computeIfAbsent of the map: it may be asked for many things at once, some of which need others. */
    private static <T> T once(ConcurrentMap<String, FutureTask<T>> kept, String key, Supplier<T> computation) {
        FutureTask<T> mine = new FutureTask<>(computation::get);
        FutureTask<T> first = kept.putIfAbsent(key, mine);
        if (first == null) {
            mine.run();
        }
        return Verification.result(first == null ? mine : first);
    }

    /** The answers that have been asked for so far, by engine: a report shows these and starts no engine. */
    public Map<String, NamedTensors> computed() {
        Map<String, NamedTensors> computed = new HashMap<>();
        answers.forEach((engine, answer) -> {
            try {
                if (answer.isDone()) {
                    computed.put(engine, Verification.result(answer));
                }
            } catch (RuntimeException failed) {
                return; // the checks that asked for these answers say so
            }
        });
        return computed;
    }

    /** Starts the oracle in the background while others start up; whoever asks for its answers waits for them. */
    public static void startOracle(List<Evidence> evidence) {
        Thread thread = new Thread(
                () -> {
                    evidence.forEach(one -> one.answers(Engines.ORACLE));
                    evidence.stream().filter(one -> one.given.has(Group.CNN)).forEach(Evidence::exactWithSine);
                },
                Engines.ORACLE);
        thread.setDaemon(true);
        // A failure is not lost: the check that asks for the answers meets it again.
        thread.setUncaughtExceptionHandler((ignored, failure) -> {});
        thread.start();
    }

    /** The arrays of the case and an engine's answers; where it has none, the reference's. */
    public NamedTensors known(String engine) {
        return once(known, engine, () -> given.values()
                .with(answers(Engines.REFERENCE))
                .with(answers(engine)));
    }

    /** The arrays of the case, and an engine's answers: what its steps were given. */
    NamedTensors inputs(String engine) {
        return once(inputs, engine, () -> given.values().with(answers(engine)));
    }

    /** An engine, for what it shows besides its answers. */
    Engine engine(String name) {
        return engines.apply(name);
    }

    /** What the bounds need to know about an engine. */
    public Engine.Arithmetic arithmetic(String engine) {
        return engines.apply(engine).arithmetic();
    }

    /** The precision of an engine's answers. */
    Precision precision(String engine) {
        return engines.apply(engine).precision(given);
    }

    /** Why an engine has no answer: a comparison that it has lost. */
    Agreement missing(String engine, String quantity) {
        int[] shape = Quantities.shape(Quantities.of(quantity), given.sizes());
        return Agreement.missing(shape, engines.apply(engine).excuse(given, quantity));
    }

    /** What the oracle makes of the demo's network around the CNN of the case. */
    NamedTensors exactWithSine() {
        return once(answers, Engines.ORACLE + " with sine", () -> SineCnnOracle.solve(given));
    }

    /** The chained bounds of an engine's answers for that network. */
    NamedTensors errorsWithSine(String engine) {
        return once(
                errors,
                engine + " with sine",
                () -> SineCnnSteps.errors(
                        CaseFactory.sineCnn(given.values()), arithmetic(engine).kappa()));
    }

    /** The chained bounds of an engine's answers, starting from the case's arrays, which are exact. */
    public NamedTensors errors(String engine) {
        return once(errors, engine, () -> {
            Precision precision = precision(engine);
            return arithmetic(engine).loss() == Engine.Loss.UNKNOWN
                    ? HonestBounds.errors(known(engine), HonestBounds.rounded(given.values(), precision), precision)
                    : Chain.errors(known(engine), given.values().keys(), arithmetic(engine));
        });
    }

    /** The same if the chain starts at some of the engine's answers, which are then exact by definition. */
    public NamedTensors errorsFrom(String engine, List<String> start) {
        return Chain.errors(known(engine), start(start), arithmetic(engine));
    }

    /** The keys where a chain starts: the arrays of the case, and some others. */
    Set<String> start(List<String> more) {
        Set<String> exact = new HashSet<>(given.values().keys());
        exact.addAll(more);
        return exact;
    }

    /** The replays that several engines are compared with, computed once. */
    Tensor derivative(String name, Supplier<Tensor> computation) {
        return once(derivatives, name, computation);
    }
}
