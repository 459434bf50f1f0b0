package org.crosscheck.compare.answers;

import java.util.List;

/**
 * A formula as a tree, which the parser makes from LaTeX and from which both MathML and Unicode text are written.
 *
 * @param latex as it is in the answer's file
 * @param root the tree
 */
public record Formula(String latex, Node root) {

    /** A part of a formula. */
    public sealed interface Node permits Token, Row, Fraction, Scripts, Hat, Fenced, Grid, Space {
        /** Calls the visitor's method for this kind of node. */
        <R> R accept(Visitor<R> visitor);
    }

    /** One method for each kind of node. */
    public interface Visitor<R> {
        R token(Token token);

        R row(Row row);

        R fraction(Fraction fraction);

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
        PUNCTUATION,
        /** The fraction's slash, without spaces. */
        SLASH,
        /** Words inside a formula; they bring their own spaces. */
        WORDS
    }

    /** One symbol, number, name or piece of text. */
    public record Token(String text, Kind kind) implements Node {
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

    /** A base with a subscript, a superscript or both; the absent one is an empty {@link Row}. */
    public record Scripts(Node base, Node sub, Node sup) implements Node {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.scripts(this);
        }
    }

    /** A single symbol with a circumflex, as in the empirical risk. */
    public record Hat(Token base) implements Node {
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
        /** To the left, after a brace. */
        CASES,
        /** Alternately to the right and to the left, so that the columns meet at the relation. */
        ALIGNED
    }

    /** Rows of cells; every row has the same number of them. */
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
}
