package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.latex.Choices;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Deriv;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Printer;
import org.crosscheck.compare.latex.RelationChain;
import org.crosscheck.compare.written.Prover.Truth;
import org.crosscheck.compare.written.Slips.Slip;

/** Looks for the one mistake that explains a false equality: one of the bank's, or a single change that makes it true. */
final class Explainer {

    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("sign", "a sign"),
            Map.entry("transpose", "a transpose"),
            Map.entry("factor", "a factor, missing or too much,"),
            Map.entry("term", "a term, missing or too much,"),
            Map.entry("order", "the order"),
            Map.entry("product", "the kind of a product"),
            Map.entry("name", "a name, taken for another,"),
            Map.entry("function", "a function"),
            Map.entry("index", "an index"),
            Map.entry("number", "a number"),
            Map.entry("sum", "a sum, its index or its end,"),
            Map.entry("condition", "a condition"),
            Map.entry("power", "a power"));

    /**
     * What explains it.
     *
     * @param ids of findings
     * @param text for a person, without the right answer
     * @param corrected the equality with the one change that makes it true, in LaTeX; empty if none is known
     */
    record Explanation(List<String> ids, String text, Supplier<String> corrected) {
        static final Explanation NONE = new Explanation(List.of(), "", () -> "");
    }

    private final Prover prover;
    private final Bank bank = new Bank();

    Explainer(Prover prover) {
        this.prover = prover;
    }

    /** What explains that two neighbours of a chain are not equal. */
    Explanation explain(
            RelationChain chain, int step, Typing typing, Theory theory, List<World<Ball>> worlds, String quantity) {
        Explanation known = quantity == null ? Explanation.NONE : known(chain, step, typing, worlds, quantity);
        return known.ids().isEmpty()
                ? slip(chain, step, theory, worlds)
                : new Explanation(known.ids(), known.text(), () -> {
                    prover.begin();
                    return slip(chain, step, theory, worlds).corrected().get();
                });
    }

    private Explanation known(RelationChain chain, int step, Typing typing, List<World<Ball>> worlds, String quantity) {
        if (typing.shapes.get(chain.sides().get(step + 1)) == null) {
            return Explanation.NONE; // its dimensions do not fit
        }
        try {
            List<double[]> found = new ArrayList<>();
            for (World<Ball> world : worlds) {
                found.add(array(chain.sides().get(0), chain.sides().get(step + 1), typing, world));
            }
            List<Finding> findings = bank.explain(quantity, worlds, found);
            return findings.isEmpty()
                    ? Explanation.NONE
                    : new Explanation(
                            findings.stream().map(Finding::id).toList(),
                            findings.get(0).found(),
                            () -> "");
        } catch (Unclear | Misfit | Evaluator.OutOfRange e) {
            return Explanation.NONE; // it gives no array
        }
    }

    /** The numbers of a side, in the order of the elements of the quantity whose formula it is. */
    private double[] array(Expr target, Expr side, Typing typing, World<Ball> world) {
        List<Expr> indices = indices(Canonical.of(target));
        if (indices.isEmpty()) {
            Value<Ball> value = prover.value(side, typing, world, Map.of());
            if (value.elements().stream().anyMatch(java.util.Objects::isNull)) {
                throw new Unclear("elements that are not written out");
            }
            return Bank.numbers(value);
        }
        List<Double> numbers = new ArrayList<>();
        collect(indices, 0, Map.of(), side, typing, world, numbers);
        return numbers.stream().mapToDouble(x -> x).toArray();
    }

    private void collect(
            List<Expr> indices,
            int at,
            Map<String, Integer> assigned,
            Expr side,
            Typing typing,
            World<Ball> world,
            List<Double> numbers) {
        if (at == indices.size()) {
            numbers.add(prover.value(side, typing, world, assigned).get().mid().doubleValue());
            return;
        }
        if (!(indices.get(at) instanceof Sym sym) || typing.free.get(sym.name()) == null) {
            throw new Unclear("no whole array");
        }
        int size = world.instance.size(typing.free.get(sym.name()));
        for (int i = 1; i <= size; i++) {
            Map<String, Integer> more = new TreeMap<>(assigned);
            more.put(sym.name(), i);
            collect(indices, at + 1, more, side, typing, world, numbers);
        }
    }

    private static List<Expr> indices(Expr target) {
        if (target instanceof Elem elem) {
            return elem.indices();
        }
        return target instanceof Deriv deriv && deriv.by() instanceof Elem elem ? elem.indices() : List.of();
    }

    /** The single change that makes an equality true. */
    private Explanation slip(RelationChain chain, int step, Theory theory, List<World<Ball>> worlds) {
        Set<String> tried = new LinkedHashSet<>();
        Expr left = chain.sides().get(step);
        Expr right = chain.sides().get(step + 1);
        int budget = 900;
        List<Expr> missing = missing(theory);
        for (Slip slip : Slips.of(right, missing, theory)) {
            if (!tried.add(slip.result().toString()) || --budget < 0) {
                continue;
            }
            RelationChain changed = new RelationChain(List.of(left, slip.result()), List.of("="), chain.where());
            if (holds(changed, theory, worlds)) {
                String what = KINDS.get(slip.kind());
                return new Explanation(
                        List.of("slip." + slip.kind()),
                        "One change would make it true: " + what + " at " + Printer.unicode(slip.place()) + ".",
                        changed::latex);
            }
        }
        return Explanation.NONE;
    }

    private boolean holds(RelationChain chain, Theory theory, List<World<Ball>> worlds) {
        try {
            if (!looksTrue(chain, theory, worlds.get(worlds.size() > 1 ? 1 : 0).instance)) {
                return false;
            }
            return prover.first(chain, theory, worlds, new Choices()).steps().stream()
                    .allMatch(s -> s.truth() == Truth.HOLDS);
        } catch (Unclear | Misfit | Evaluator.OutOfRange e) {
            return false;
        }
    }

    /** A first look in plain doubles: most changes do not come near. */
    private boolean looksTrue(RelationChain chain, Theory theory, Instance instance) {
        Typer typer = new Typer(theory, new Choices());
        Shape left = typer.type(chain.sides().get(0));
        Shape right = typer.type(chain.sides().get(1));
        if (left.isScalar() != right.isScalar() || !left.unify(right)) {
            return false;
        }
        World<Double> world = prover.quick(theory, instance);
        for (Map<String, Integer> assignment : Prover.assignments(Prover.known(typer.typing.free), instance)) {
            Evaluator<Double> evaluator = new Evaluator<>(world, typer.typing, assignment);
            if (!chain.where().isEmpty() && !evaluator.holds(chain.where())) {
                continue;
            }
            Value<Double> l = evaluator.eval(chain.sides().get(0));
            Value<Double> r = evaluator.eval(chain.sides().get(1));
            for (int i = 0; i < l.size(); i++) {
                Double x = l.elements().get(i);
                Double y = r.elements().get(i);
                boolean far = x != null && y != null && Math.abs(x - y) > 1e-6 * Math.max(1e-3, Math.abs(x));
                if (far) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What a factor or term may be that somebody forgets. */
    private static List<Expr> missing(Theory theory) {
        List<String> latex =
                switch (theory.scope()) {
                    case NETWORK ->
                        List.of(
                                "\\cos(h^a)",
                                "x^T",
                                "(h^s)^T",
                                "b^{(1)}",
                                "b^{(2)}",
                                "(W^{(1)})^T",
                                "(W^{(2)})^T",
                                "\\mathrm{onehot}(y)",
                                "\\frac{1}{n}",
                                "2",
                                "\\frac{\\partial L}{\\partial o^a}",
                                "\\frac{\\partial L}{\\partial h^s}",
                                "\\frac{\\partial L}{\\partial h^a}",
                                "\\frac{\\partial L}{\\partial o^a_k}",
                                "\\frac{\\partial L}{\\partial h^s_j}",
                                "\\frac{\\partial L}{\\partial h^a_j}",
                                "W^{(2)}_{kj}",
                                "W^{(1)}_{ji}",
                                "\\theta",
                                "o^a_y",
                                "h^s_j",
                                "x_j",
                                "x_i",
                                "x_k",
                                "b^{(1)}_j",
                                "b^{(2)}_k",
                                "\\cos(h^a_j)",
                                "\\mathbf{1}_{k=y}",
                                "\\eta",
                                "1",
                                "d_h",
                                "m");
                    case NUMBERS ->
                        List.of(
                                "2",
                                "\\frac{1}{2}",
                                "1",
                                "x",
                                "\\sigma(x)",
                                "e^{x}",
                                "e^{-x}",
                                "\\mathbf{1}_{x>0}",
                                "\\mathbf{1}_{x<0}",
                                "\\sigma(-x)");
                    default ->
                        List.of(
                                "2",
                                "1",
                                "S(x)",
                                "S(x)_i",
                                "S(x)_j",
                                "\\frac{1}{2}",
                                "\\mathbf{1}_{i=j}",
                                "e^{c}",
                                "e^{x_i}",
                                "x",
                                "1-y",
                                "x_i",
                                "x_j",
                                "\\mathbf{1}_{x<0}",
                                "\\mathbf{1}_{x>0}");
                };
        return latex.stream().map(l -> Questions.expr(l, theory)).toList();
    }
}
