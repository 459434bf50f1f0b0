package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.RelationChain;
import org.crosscheck.compare.written.Prover.Step;
import org.crosscheck.compare.written.Prover.Truth;

/** Compares two sides on all instances and for all values of their free indices: the first place where they differ refutes. */
final class Comparison {

    private final Balls balls;
    private final World.Budget budget;

    Comparison(Balls balls, World.Budget budget) {
        this.balls = balls;
        this.budget = budget;
    }

    /** Compares two neighbouring sides on all instances, for all values of the free indices. */
    Step compare(RelationChain chain, Typing typing, int i, List<World<Ball>> where, Truth kind) {
        Tally tally = new Tally();
        String sign = chain.signs().get(i);
        Map<String, Dim> used = used(chain, typing, i);
        for (World<Ball> world : where) {
            for (Map<String, Integer> assignment : Prover.assignments(used, world.instance)) {
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
}
