package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Mul;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Expr.Times;
import org.crosscheck.compare.latex.RelationChain;

/** Names that a student defines on the way: they are replaced by what they stand for. */
final class Definitions {

    /** A definition: of a name, of its elements, or of a function of one argument. */
    private record Definition(List<String> indices, String parameter, Expr body) {}

    private static final String BAR = "\\bar{";

    private final Theory theory;
    /** Of what a bar means the derivative; null where it is not said to. */
    private Expr bar;

    private final Map<String, Definition> known = new LinkedHashMap<>();

    Definitions(Theory theory) {
        this.theory = theory;
    }

    /** Takes note of a chain that defines a name; false if it does not. */
    boolean define(RelationChain chain) {
        if (chain.signs().isEmpty()
                || (!chain.signs().get(0).equals("=") && !chain.signs().get(0).equals("≔"))) {
            return false;
        }
        Expr left = chain.sides().get(0);
        Expr right = chain.sides().get(1);
        for (int i = 1; i < chain.signs().size() && isNew(right); i++) { // a = b = ..., both new
            if (!chain.signs().get(i).equals("=")) {
                return false;
            }
            define(new RelationChain(
                    chain.sides().subList(i, chain.sides().size()),
                    chain.signs().subList(i, chain.signs().size()),
                    chain.where()));
            right = chain.sides().get(i + 1);
        }
        String name = null;
        List<String> indices = new ArrayList<>();
        String parameter = null;
        if (left instanceof Sym sym) {
            name = sym.name();
        } else if (left instanceof Elem elem
                && elem.of() instanceof Sym sym
                && elem.indices().stream().allMatch(Sym.class::isInstance)) {
            name = sym.name();
            elem.indices().forEach(index -> indices.add(((Sym) index).name()));
        } else if (left instanceof Mul mul
                && mul.times() == Times.BESIDE
                && mul.left() instanceof Sym f
                && mul.right() instanceof Sym x) {
            name = f.name();
            parameter = x.name();
        }
        if (parameter == null && right instanceof Expr.Call f && f.arguments().equals(List.of(new Sym("z")))) {
            parameter = "z"; // \psi = \cos
        }
        String defined = name;
        Expr body = right;
        boolean index = name != null && name.matches("[a-z]'?") && isLetter(right);
        if (right instanceof Expr.Deriv deriv
                && deriv.by() instanceof Sym any
                && left.equals(new Sym(BAR + any.name() + "}"))) {
            bar = deriv.of(); // \bar v = dL/dv for every v
            return true;
        }
        if (name == null
                || index
                || Updates.minimised(right) != null
                || theory.shape(name) != null
                || known.containsKey(name)
                || Expr.all(body).stream()
                        .anyMatch(e -> e instanceof Sym sym && sym.name().equals(defined))) {
            return false;
        }
        known.put(name, new Definition(indices, parameter, body));
        return true;
    }

    private static boolean isLetter(Expr e) {
        return e instanceof Expr.Num
                || (e instanceof Sym sym
                        && sym.name().matches("[i-z]'?")
                        && !sym.name().equals("x"));
    }

    private boolean isNew(Expr e) {
        return e instanceof Sym sym
                && theory.shape(sym.name()) == null
                && !known.containsKey(sym.name())
                && sym.name().length() > 1;
    }

    /** A chain with the defined names replaced. */
    RelationChain apply(RelationChain chain) {
        if (known.isEmpty() && bar == null) {
            return chain;
        }
        return new RelationChain(
                chain.sides().stream().map(side -> replace(side, 0)).toList(),
                chain.signs(),
                Expr.map(chain.where(), side -> replace(side, 0)));
    }

    private Expr replace(Expr e, int depth) {
        if (depth > 40) {
            throw new Unclear("names that are defined by each other");
        }
        if (e instanceof Mul mul && mul.times() == Times.BESIDE && mul.left() instanceof Sym f) {
            Definition definition = known.get(f.name());
            if (definition != null && definition.parameter() != null) {
                Expr body = Expr.replace(
                        definition.body(), new Sym(definition.parameter()), replace(mul.right(), depth + 1));
                return replace(body, depth + 1);
            }
        }
        boolean applied = e instanceof Mul mul
                && mul.times() == Times.BESIDE
                && mul.left() instanceof Mul inner
                && inner.right() instanceof Sym f
                && known.containsKey(f.name())
                && known.get(f.name()).parameter() != null;
        if (applied) { // V g(x)
            Mul outer = (Mul) e;
            Mul inner = (Mul) outer.left();
            return new Mul(
                    inner.times(),
                    replace(inner.left(), depth + 1),
                    replace(new Mul(Times.BESIDE, inner.right(), outer.right()), depth + 1));
        }
        if (e instanceof Elem elem && elem.of() instanceof Sym sym) {
            Definition definition = known.get(sym.name());
            if (definition != null
                    && definition.indices().size() == elem.indices().size()
                    && !definition.indices().isEmpty()) {
                Expr body = definition.body();
                for (int i = 0; i < elem.indices().size(); i++) {
                    body = Expr.replace(
                            body,
                            new Sym(definition.indices().get(i)),
                            elem.indices().get(i));
                }
                return replace(body, depth + 1);
            }
        }
        if (e instanceof Sym sym && bar != null && sym.name().startsWith(BAR)) {
            return new Expr.Deriv(
                    bar, Questions.expr(sym.name().replace(BAR, "").replaceFirst("\\}", ""), theory));
        }
        if (e instanceof Sym sym) {
            Definition definition = known.get(sym.name());
            boolean plain = definition != null && definition.indices().isEmpty() && definition.parameter() == null;
            return plain ? replace(definition.body(), depth + 1) : e;
        }
        Expr replaced = Expr.map(e, part -> replace(part, depth + 1 > 39 ? 39 : depth));
        return replaced.equals(e) ? e : replaced;
    }
}
