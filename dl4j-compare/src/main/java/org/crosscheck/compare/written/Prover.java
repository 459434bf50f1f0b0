package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.crosscheck.compare.latex.Choices;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Num;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Printer;
import org.crosscheck.compare.latex.RelationChain;

/** Decides whether the relations of a chain hold: refuted by a counter-example, or confirmed on every instance and index. */
final class Prover {

    /** What is known of one relation. */
    enum Truth {
        HOLDS,
        FAILS,
        /** The types do not fit. */
        MISFIT,
        /** It holds with one side transposed. */
        TRANSPOSED,
        /** It holds for each element, but one side is the whole. */
        ELEMENT,
        /** Numbers known too badly, or not defined anywhere. */
        UNDECIDED,
        /** One side is not understood. */
        UNCLEAR
    }

    /**
     * One relation judged.
     *
     * @param said the counter-example, or what does not fit
     * @param kind of a misfit: dimension or index
     */
    record Step(Truth truth, Supplier<String> said, String kind) {

        Step(Truth truth, String why, String kind) {
            this(truth, () -> why, kind);
        }

        String why() {
            return said.get();
        }
    }

    /**
     * A chain in one of its readings, judged.
     *
     * @param shapes of the sides, null where one is not understood
     */
    record Proof(RelationChain chain, Typing typing, List<Shape> shapes, List<Step> steps) {
        boolean holds() {
            return steps.stream().allMatch(step -> step.truth() == Truth.HOLDS);
        }

        long count(Truth truth) {
            return steps.stream().filter(step -> step.truth() == truth).count();
        }
    }

    private static final int MOST_TYPINGS = 24;
    private static final long STEPS = 400_000;

    private final Balls balls = new Balls();
    private final World.Budget budget = new World.Budget(STEPS);
    private final Comparison comparison = new Comparison(balls, budget);
    private final Map<Theory, List<World<Ball>>> worlds = new HashMap<>();
    private final Map<List<Object>, World<Double>> quick = new HashMap<>();
    private final Doubles doubles = new Doubles();

    /** Begins a new answer: it may use all the time again. */
    void begin() {
        budget.refill(STEPS);
    }

    int sign(Ball ball) {
        return balls.sign(ball);
    }

    List<World<Ball>> worlds(Theory theory) {
        return worlds.computeIfAbsent(theory, t -> t.instances().stream()
                .map(instance -> World.of(t, instance, balls, budget))
                .toList());
    }

    /** The same in plain doubles, for a first look. */
    World<Double> quick(Theory theory, Instance instance) {
        return quick.computeIfAbsent(
                List.of(theory, instance.seed()), t -> World.of(theory, instance, doubles, budget));
    }

    World<Ball> world(Theory theory, Instance instance, Map<String, Value<Ball>> given) {
        return World.of(theory, instance, balls, budget, given);
    }

    /** A chain in each way in which its products can be meant, judged; the ways with the fewest misfits only. */
    List<Proof> prove(RelationChain chain, Theory theory, List<World<Ball>> where) {
        List<Proof> proofs = new ArrayList<>();
        Set<List<Object>> seen = new LinkedHashSet<>();
        Choices choices = new Choices();
        int count = 0;
        do {
            Proof proof = prove(chain, theory, where, choices);
            if (seen.add(List.of(proof.steps().stream().map(Step::truth).toList(), proof.typing().remarks))) {
                proofs.add(proof);
            }
        } while (choices.next() && ++count < MOST_TYPINGS);
        long fewest = proofs.stream().mapToLong(Prover::misfits).min().orElse(0);
        return proofs.stream().filter(proof -> misfits(proof) == fewest).toList();
    }

    private static long misfits(Proof proof) {
        return 4 * proof.count(Truth.UNCLEAR)
                + 2 * proof.count(Truth.MISFIT)
                + proof.count(Truth.TRANSPOSED)
                + proof.count(Truth.ELEMENT);
    }

    /** A chain in its most usual way. */
    Proof first(RelationChain chain, Theory theory, List<World<Ball>> where, Choices choices) {
        return prove(chain, theory, where, choices);
    }

    private Proof prove(RelationChain chain, Theory theory, List<World<Ball>> where, Choices choices) {
        Typer typer = new Typer(theory, choices);
        List<Shape> shapes = new ArrayList<>();
        List<RuntimeException> faults = new ArrayList<>();
        for (Expr side : chain.sides()) {
            Shape shape = null;
            RuntimeException fault = null;
            try {
                shape = typer.type(side);
            } catch (Misfit | Unclear e) {
                fault = e;
            }
            shapes.add(shape);
            faults.add(fault);
        }
        try {
            typer.type(new Expr.Indicator(chain.where()));
        } catch (Misfit | Unclear e) {
            return broken(
                    chain,
                    typer.typing,
                    shapes,
                    new Step(Truth.UNCLEAR, "the condition is not understood: " + e.getMessage(), ""));
        }
        for (String variable : typer.typing.variables.keySet()) {
            long sides = chain.sides().stream()
                    .filter(side -> Expr.all(side).contains(new Sym(variable)))
                    .count();
            if (sides < 2) {
                return broken(
                        chain,
                        typer.typing,
                        shapes,
                        new Step(
                                Truth.UNCLEAR,
                                "it is not said what " + Printer.unicode(new Sym(variable)) + " is",
                                ""));
            }
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < chain.signs().size(); i++) {
            steps.add(step(chain, typer.typing, shapes, faults, i, where));
        }
        return new Proof(chain, typer.typing, shapes, steps);
    }

    private static Proof broken(RelationChain chain, Typing typing, List<Shape> shapes, Step step) {
        List<Step> steps = new ArrayList<>();
        chain.signs().forEach(sign -> steps.add(step));
        return new Proof(chain, typing, shapes, steps);
    }

    private Step step(
            RelationChain chain,
            Typing typing,
            List<Shape> shapes,
            List<RuntimeException> faults,
            int i,
            List<World<Ball>> where) {
        for (int side = i; side <= i + 1; side++) {
            RuntimeException fault = faults.get(side);
            if (fault instanceof Unclear) {
                return new Step(Truth.UNCLEAR, fault::getMessage, "");
            }
            if (fault instanceof Misfit misfit) {
                return new Step(Truth.MISFIT, misfit::getMessage, misfit.kind());
            }
        }
        Expr left = chain.sides().get(i);
        Expr right = chain.sides().get(i + 1);
        Shape l = shapes.get(i);
        Shape r = shapes.get(i + 1);
        String sign = chain.signs().get(i);
        try {
            boolean constant = isNumber(left) || isNumber(right);
            boolean same = (l.isScalar() == r.isScalar() && l.unify(r)) || (constant && (l.isScalar() || r.isScalar()));
            if (same) {
                return comparison.compare(chain, typing, i, where, Truth.HOLDS);
            }
            if (!l.isScalar() && !r.isScalar() && l.transposed().unify(r)) {
                Step turned = comparison.compare(chain, typing, i, where, Truth.TRANSPOSED);
                return turned.truth() == Truth.TRANSPOSED
                        ? new Step(
                                Truth.TRANSPOSED,
                                () -> Typer.named(right, r) + ", but " + Typer.named(left, l),
                                "dimension")
                        : misfit(left, l, right, r);
            }
            if (l.isScalar() != r.isScalar() && sign.equals("=")) {
                Step element = comparison.compare(chain, typing, i, where, Truth.ELEMENT);
                if (element.truth() == Truth.ELEMENT) {
                    return element;
                }
            }
            return misfit(left, l, right, r);
        } catch (Unclear e) {
            return new Step(Truth.UNCLEAR, e::getMessage, "");
        } catch (Misfit e) {
            return new Step(Truth.MISFIT, e::getMessage, e.kind());
        }
    }

    static boolean isNumber(Expr e) {
        return e instanceof Num || (e instanceof Expr.Neg neg && neg.of() instanceof Num);
    }

    private static Step misfit(Expr left, Shape l, Expr right, Shape r) {
        return new Step(Truth.MISFIT, () -> Typer.named(left, l) + ", but " + Typer.named(right, r), "dimension");
    }

    /** The indices whose dimension is known. */
    static Map<String, Dim> known(Map<String, Dim> free) {
        Map<String, Dim> known = new TreeMap<>(free);
        known.values().removeIf(dim -> dim.name() == null);
        return known;
    }

    static List<Map<String, Integer>> assignments(Map<String, Dim> indices, Instance instance) {
        List<Map<String, Integer>> all = new ArrayList<>(List.of(Map.of()));
        for (Map.Entry<String, Dim> index : indices.entrySet()) {
            List<Map<String, Integer>> more = new ArrayList<>();
            int size = instance.size(index.getValue());
            for (Map<String, Integer> assignment : all) {
                for (int value = 1; value <= size; value++) {
                    Map<String, Integer> next = new LinkedHashMap<>(assignment);
                    next.put(index.getKey(), value);
                    more.add(next);
                }
            }
            all = more;
            if (all.size() > 2000) {
                throw new Unclear("too many free indices");
            }
        }
        return all;
    }

    /** An expression's value on one instance. */
    Value<Ball> value(Expr e, Typing typing, World<Ball> world, Map<String, Integer> assignment) {
        return new Evaluator<>(world, typing, assignment).eval(e);
    }
}
