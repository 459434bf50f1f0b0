package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The meaning of a formula: what is computed from what. Letters have become quantities, scripts have become indices,
 * transposes and powers. Products keep the sign that they were written with, since what it means depends on the types.
 */
public sealed interface Expr {

    /** A number, as it is written in decimals. */
    record Num(String digits) implements Expr {
        public static final Num ZERO = new Num("0");
        public static final Num ONE = new Num("1");
    }

    /** A quantity by its name: {@code W1}, {@code ha}, or the letter of something that is not the homework's. */
    record Sym(String name) implements Expr {}

    /** An element of a vector, matrix or derivative. */
    record Elem(Expr of, List<Expr> indices) implements Expr {
        public Elem {
            indices = List.copyOf(indices);
        }
    }

    /** All along one axis of a matrix, {@code W_{k,:}}: an index of {@link Elem}. */
    record All() implements Expr {}

    record Neg(Expr of) implements Expr {}

    record Add(Expr left, Expr right) implements Expr {}

    record Sub(Expr left, Expr right) implements Expr {}

    /** How a product is written. */
    enum Times {
        BESIDE,
        DOT,
        CROSS,
        STAR,
        ELEMENTWISE,
        OUTER,
        /** In angle brackets: a number, whether the two are rows or columns. */
        INNER
    }

    record Mul(Times times, Expr left, Expr right) implements Expr {}

    record Div(Expr over, Expr under) implements Expr {}

    record Pow(Expr base, Expr exponent) implements Expr {}

    record Transpose(Expr of) implements Expr {}

    /** A function applied, such as {@code sin}, {@code softmax}, {@code norm1}. */
    record Call(String function, List<Expr> arguments) implements Expr {
        public Call {
            arguments = List.copyOf(arguments);
        }

        public Call(String function, Expr argument) {
            this(function, List.of(argument));
        }

        public Expr argument() {
            return arguments.get(0);
        }
    }

    /** A quantity of one example of the dataset, {@code x^{(i)}}, {@code L(x^{(i)}, y^{(i)})}. */
    record At(Expr of, Expr example) implements Expr {}

    /**
     * A sum.
     *
     * @param index the letter
     * @param to its last value, or null where none is given
     * @param where what else the index must fulfil
     */
    record Sum(String index, Expr to, List<Relation> where, Expr body) implements Expr {
        public Sum {
            where = List.copyOf(where);
        }
    }

    /** A derivative of something by a quantity or an element of it. */
    record Deriv(Expr of, Expr by) implements Expr {}

    record Matrix(List<List<Expr>> rows) implements Expr {
        public Matrix {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** {@code \vdots} and the like, inside a matrix. */
    record Dots() implements Expr {}

    /** 1 where all conditions hold, else 0. */
    record Indicator(List<Relation> where) implements Expr {
        public Indicator {
            where = List.copyOf(where);
        }
    }

    /** Values by cases; no condition is: otherwise. */
    record Cases(List<Case> cases) implements Expr {
        public Cases {
            cases = List.copyOf(cases);
        }
    }

    record Case(Expr value, List<Relation> where) {
        public Case {
            where = List.copyOf(where);
        }
    }

    /** A set or a tuple. */
    record Group(List<Expr> members) implements Expr {
        public Group {
            members = List.copyOf(members);
        }
    }

    /** Two sides and the sign between them: {@code = ≠ < > ≤ ≥ ∈ ← ≔}. */
    record Relation(Expr left, String sign, Expr right) {}

    /** The parts of an expression, without those in conditions. */
    static List<Expr> parts(Expr e) {
        List<Expr> parts = new ArrayList<>();
        map(e, part -> {
            parts.add(part);
            return part;
        });
        return parts;
    }

    /** The same expression with each part replaced; conditions are mapped, too. */
    static Expr map(Expr e, UnaryOperator<Expr> f) {
        if (e instanceof Elem x) {
            return new Elem(f.apply(x.of()), x.indices().stream().map(f).toList());
        } else if (e instanceof Neg x) {
            return new Neg(f.apply(x.of()));
        } else if (e instanceof Add x) {
            return new Add(f.apply(x.left()), f.apply(x.right()));
        } else if (e instanceof Sub x) {
            return new Sub(f.apply(x.left()), f.apply(x.right()));
        } else if (e instanceof Mul x) {
            return new Mul(x.times(), f.apply(x.left()), f.apply(x.right()));
        } else if (e instanceof Div x) {
            return new Div(f.apply(x.over()), f.apply(x.under()));
        } else if (e instanceof Pow x) {
            return new Pow(f.apply(x.base()), f.apply(x.exponent()));
        } else if (e instanceof Transpose x) {
            return new Transpose(f.apply(x.of()));
        } else if (e instanceof Call x) {
            return new Call(x.function(), x.arguments().stream().map(f).toList());
        } else if (e instanceof At x) {
            return new At(f.apply(x.of()), f.apply(x.example()));
        } else if (e instanceof Sum x) {
            return new Sum(x.index(), x.to() == null ? null : f.apply(x.to()), map(x.where(), f), f.apply(x.body()));
        } else if (e instanceof Deriv x) {
            return new Deriv(f.apply(x.of()), f.apply(x.by()));
        } else if (e instanceof Matrix x) {
            return new Matrix(
                    x.rows().stream().map(row -> row.stream().map(f).toList()).toList());
        } else if (e instanceof Indicator x) {
            return new Indicator(map(x.where(), f));
        } else if (e instanceof Cases x) {
            return new Cases(x.cases().stream()
                    .map(c -> new Case(f.apply(c.value()), map(c.where(), f)))
                    .toList());
        } else if (e instanceof Group x) {
            return new Group(x.members().stream().map(f).toList());
        }
        return e;
    }

    static List<Relation> map(List<Relation> relations, UnaryOperator<Expr> f) {
        return relations.stream()
                .map(r -> new Relation(f.apply(r.left()), r.sign(), f.apply(r.right())))
                .toList();
    }

    /** An expression with all its parts, their parts and so on, itself first. */
    static List<Expr> all(Expr e) {
        List<Expr> all = new ArrayList<>();
        collect(e, all);
        return all;
    }

    private static void collect(Expr e, List<Expr> all) {
        all.add(e);
        parts(e).forEach(part -> collect(part, all));
    }

    /** The same expression with every part that equals {@code from} replaced. */
    static Expr replace(Expr e, Expr from, Expr to) {
        return e.equals(from) ? to : map(e, part -> replace(part, from, to));
    }
}
