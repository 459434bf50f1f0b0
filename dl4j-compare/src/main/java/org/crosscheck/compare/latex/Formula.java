package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.List;

/**
 * A formula as a tree, which the parser makes from LaTeX and from which both MathML and Unicode text are written.
 *
 * @param latex as it is in the answer's file
 * @param root the tree
 */
public record Formula(String latex, Node root) {

    /** A part of a formula. */
    public sealed interface Node permits Token, Row, Fraction, Root, Scripts, Hat, Fenced, Grid, Space {
        /** Calls the visitor's method for this kind of node. */
        <R> R accept(Visitor<R> visitor);
    }

    /** One method for each kind of node. */
    public interface Visitor<R> {
        R token(Token token);

        R row(Row row);

        R fraction(Fraction fraction);

        R root(Root root);

        R scripts(Scripts scripts);

        R hat(Hat hat);

        R fenced(Fenced fenced);

        R grid(Grid grid);

        R space(Space space);
    }

    /** What a token is to its neighbours: decides the element in MathML and the spaces in both outputs. */
    public enum Kind {
        /** A variable or constant, {@code x}. */
        IDENTIFIER,
        /** A bold variable or constant, {@code \mathbf{x}}: bold in MathML, plain on a terminal. */
        BOLD,
        NUMBER,
        /** An upright name, {@code sin}, {@code diag}. */
        FUNCTION,
        /** A name that takes its subscript below it, {@code max}. */
        LIMIT,
        /** A sum: takes its bounds below and above it. */
        LARGE,
        /** A derivative's sign, which binds to what follows. */
        DERIVATIVE,
        BINARY,
        RELATION,
        OPEN,
        CLOSE,
        /** A bar that may open or close: {@code |} or the double one of a norm. */
        BAR,
        PUNCTUATION,
        /** The fraction's slash, without spaces. */
        SLASH,
        /** Words inside a formula; they bring their own spaces. */
        WORDS
    }

    /**
     * One symbol, number, name or piece of text.
     *
     * @param at its offset in the source, -1 where there is none
     */
    public record Token(String text, Kind kind, int at) implements Node {

        Token(String text, Kind kind) {
            this(text, kind, -1);
        }

        /** The same token at a place. */
        Token at(int place) {
            return new Token(text, kind, place);
        }

        /** Whether it is this symbol, whatever its kind. */
        boolean is(String symbol) {
            return text.equals(symbol);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.token(this);
        }
    }

    /** Nodes side by side; an empty row stands for something absent. */
    public record Row(List<Node> nodes) implements Node {
        static final Row EMPTY = new Row(List.of());

        public Row {
            nodes = List.copyOf(nodes);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.row(this);
        }
    }

    /** Numerator above denominator. */
    public record Fraction(Node numerator, Node denominator) implements Node {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fraction(this);
        }
    }

    /** A square root. */
    public record Root(Node radicand) implements Node {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.root(this);
        }
    }

    /** A base with a subscript, a superscript or both; the absent one is an empty {@link Row}. */
    public record Scripts(Node base, Node sub, Node sup) implements Node {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.scripts(this);
        }
    }

    /**
     * A symbol with an accent, as in the empirical risk.
     *
     * @param mark one of {@code ^ ¯ ~ ˙}
     */
    public record Hat(Node base, String mark) implements Node {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.hat(this);
        }
    }

    /** A body between two delimiters of its own height; a delimiter may be the empty string. */
    public record Fenced(String open, Node body, String close) implements Node {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fenced(this);
        }
    }

    /** How the cells of a {@link Grid} are set. */
    public enum Layout {
        /** Centred, between parentheses. */
        PMATRIX,
        /** Centred, between brackets. */
        BMATRIX,
        /** Centred, without delimiters. */
        MATRIX,
        /** To the left, behind a brace. */
        CASES,
        /** Alternately to the right and to the left, so that the columns meet at the relation. */
        ALIGNED
    }

    /** Rows of cells. */
    public record Grid(Layout layout, List<List<Node>> rows) implements Node {
        public Grid {
            rows = rows.stream().map(List::copyOf).toList();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.grid(this);
        }
    }

    /** A space, in eighteenths of an em as TeX counts: 3 is thin, 5 thick, 18 a quad. */
    public record Space(int width) implements Node {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.space(this);
        }
    }

    /** The offset in the source at which a node begins, or -1. */
    static int start(Node node) {
        if (node instanceof Token token) {
            return token.at();
        }
        List<Node> parts = new ArrayList<>();
        if (node instanceof Row row) {
            parts.addAll(row.nodes());
        } else if (node instanceof Fraction fraction) {
            parts.addAll(List.of(fraction.numerator(), fraction.denominator()));
        } else if (node instanceof Scripts scripts) {
            parts.addAll(List.of(scripts.base(), scripts.sub(), scripts.sup()));
        } else if (node instanceof Hat hat) {
            parts.add(hat.base());
        } else if (node instanceof Root root) {
            parts.add(root.radicand());
        } else if (node instanceof Fenced fenced) {
            parts.add(fenced.body());
        } else if (node instanceof Grid grid) {
            grid.rows().forEach(parts::addAll);
        }
        for (Node part : parts) {
            int at = start(part);
            if (at >= 0) {
                return at;
            }
        }
        return -1;
    }
}
