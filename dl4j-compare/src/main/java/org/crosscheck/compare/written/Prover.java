package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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
                return compare(chain, typing, i, where, Truth.HOLDS);
            }
            if (!l.isScalar() && !r.isScalar() && l.transposed().unify(r)) {
                Step turned = compare(chain, typing, i, where, Truth.TRANSPOSED);
                return turned.truth() == Truth.TRANSPOSED
                        ? new Step(
                                Truth.TRANSPOSED,
                                () -> Typer.named(right, r) + ", but " + Typer.named(left, l),
                                "dimension")
                        : misfit(left, l, right, r);
            }
            if (l.isScalar() != r.isScalar() && sign.equals("=")) {
                Step element = compare(chain, typing, i, where, Truth.ELEMENT);
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

    /** Compares two neighbouring sides on all instances, for all values of the free indices. */
    private Step compare(RelationChain chain, Typing typing, int i, List<World<Ball>> where, Truth kind) {
        Tally tally = new Tally();
        String sign = chain.signs().get(i);
        Map<String, Dim> used = used(chain, typing, i);
        for (World<Ball> world : where) {
            for (Map<String, Integer> assignment : assignments(used, world.instance)) {
                Step failed = point(chain, typing, i, world, assignment, kind, tally);
                if (failed != null) {
                    return failed;
                }
            }
        }
        if (sign.equals("≠")) {
            return tally.different
                    ? new Step(Truth.HOLDS, "", "")
                    : new Step(Truth.FAILS, "both sides are the same", "");
        }
        if (tally.holes > 0 && tally.decided > 0) {
            return new Step(Truth.FAILS, "nothing is said for " + tally.hole, "cases");
        }
        if (tally.decided == 0 && tally.outside > 0) {
            return new Step(Truth.FAILS, "one side is not defined: it is the logarithm of a negative number", "");
        }
        return tally.decided > 0 && tally.wide == 0
                ? new Step(kind, "", "")
                : new Step(Truth.UNDECIDED, "it is not defined, or known too badly, on all instances", "");
    }

    private static final class Tally {
        private int decided;
        private int wide;
        private int holes;
        private int outside;
        private String hole = "";
        private boolean different;
    }

    /** The free indices of two sides and of the conditions. */
    private static Map<String, Dim> used(RelationChain chain, Typing typing, int i) {
        Map<String, Dim> used = new TreeMap<>();
        List<Expr> parts =
                new ArrayList<>(List.of(chain.sides().get(i), chain.sides().get(i + 1)));
        parts.add(new Expr.Indicator(chain.where()));
        List<Expr> all = new ArrayList<>();
        parts.forEach(part -> all.addAll(Expr.all(part)));
        typing.free.forEach((name, dim) -> {
            if (all.contains(new Sym(name)) && dim.name() != null) {
                used.put(name, dim);
            }
        });
        return used;
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

    private Step point(
            RelationChain chain,
            Typing typing,
            int i,
            World<Ball> world,
            Map<String, Integer> assignment,
            Truth kind,
            Tally tally) {
        Evaluator<Ball> evaluator = new Evaluator<>(world, typing, assignment);
        Value<Ball> left;
        Value<Ball> right;
        try {
            if (!evaluator.holds(chain.where())) {
                return null;
            }
            budget.hole = false;
            balls.outside();
            left = evaluator.eval(chain.sides().get(i));
            right = evaluator.eval(chain.sides().get(i + 1));
        } catch (Evaluator.OutOfRange e) {
            return null;
        }
        if (kind == Truth.TRANSPOSED) {
            right = right.transposed();
        }
        if (kind == Truth.ELEMENT) {
            int position = assignment.isEmpty() ? 0 : -1;
            List<Integer> values = new ArrayList<>(assignment.values());
            Value<Ball> whole = left.isScalar() ? right : left;
            if (values.size() == 1 && values.get(0) <= whole.size() && (whole.rows() == 1 || whole.columns() == 1)) {
                position = values.get(0) - 1;
            }
            if (position < 0 || assignment.isEmpty()) {
                return new Step(Truth.MISFIT, "", "dimension");
            }
            Value<Ball> one = Value.scalar(whole.elements().get(position));
            left = left.isScalar() ? left : one;
            right = right.isScalar() ? right : one;
        }
        boolean hole = budget.hole;
        return judge(chain.signs().get(i), left, right, world, assignment, hole, tally);
    }

    private Step judge(
            String sign,
            Value<Ball> left,
            Value<Ball> right,
            World<Ball> world,
            Map<String, Integer> assignment,
            boolean hole,
            Tally tally) {
        boolean outside = balls.outside();
        int size = Math.max(left.size(), right.size());
        for (int e = 0; e < size; e++) {
            Ball l = left.isScalar() ? left.get() : left.elements().get(e);
            Ball r = right.isScalar() ? right.get() : right.elements().get(e);
            if (l == null || r == null) {
                continue;
            }
            if (!l.defined() || !r.defined()) {
                if (hole) {
                    tally.holes++;
                    tally.hole = place(world, assignment);
                }
                tally.outside += outside && l.defined() != r.defined() ? 1 : 0;
                continue;
            }
            boolean apart = sign.equals("≈") ? far(l, r) : l.apart(r);
            tally.different |= apart;
            boolean order = "<>≤≥".contains(sign);
            if (order) {
                int compared = balls.sign(balls.subtract(l, r));
                boolean holds =
                        switch (sign) {
                            case "<" -> compared == -1;
                            case ">" -> compared == 1;
                            case "≤" -> compared != 1;
                            default -> compared != -1;
                        };
                if (compared == SignedNumbers.UNKNOWN && (sign.equals("<") || sign.equals(">"))) {
                    tally.wide++;
                } else if (!holds) {
                    return failed(l, r, world, assignment, left, e);
                }
                tally.decided++;
            } else if (apart && !sign.equals("≠")) {
                return failed(l, r, world, assignment, left, e);
            } else if (apart || sign.equals("≈") || (l.tiny() && r.tiny())) {
                tally.decided++;
            } else {
                tally.wide++;
            }
        }
        return null;
    }

    /** Whether an approximate value is none: it is off by more than a thousandth. */
    private static boolean far(Ball l, Ball r) {
        double distance = Math.abs(l.mid().subtract(r.mid()).doubleValue());
        return distance > 5e-3 * Math.max(1e-3, Math.abs(l.mid().doubleValue()));
    }

    private static Step failed(
            Ball l, Ball r, World<Ball> world, Map<String, Integer> assignment, Value<Ball> left, int element) {
        return new Step(
                Truth.FAILS, () -> counterExample(l, r, world, assignment, left.size() > 1 ? element + 1 : 0), "");
    }

    private static String counterExample(
            Ball l, Ball r, World<Ball> world, Map<String, Integer> assignment, int element) {
        String which = element > 0 ? ", element " + element : "";
        String place = place(world, assignment);
        return (place.isEmpty() ? "" : "for " + place + which + " ") + "the left side is " + number(l)
                + " and the right " + number(r);
    }

    private static String place(World<Ball> world, Map<String, Integer> assignment) {
        StringBuilder place = new StringBuilder(world.instance.text());
        assignment.forEach((name, value) -> place.append(place.length() == 0 ? "" : ", ")
                .append(name)
                .append(" = ")
                .append(value));
        return place.toString();
    }

    static String number(Ball ball) {
        double value = ball.mid().doubleValue();
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return String.valueOf((long) value);
        }
        return String.format(Locale.ROOT, "%.6g", value);
    }

    /** An expression's value on one instance. */
    Value<Ball> value(Expr e, Typing typing, World<Ball> world, Map<String, Integer> assignment) {
        return new Evaluator<>(world, typing, assignment).eval(e);
    }
}
