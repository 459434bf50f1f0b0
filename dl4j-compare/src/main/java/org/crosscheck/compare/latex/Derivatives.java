package org.crosscheck.compare.latex;

import java.util.List;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.ExprReader.Context;
import org.crosscheck.compare.latex.Formula.Fenced;
import org.crosscheck.compare.latex.Formula.Fraction;
import org.crosscheck.compare.latex.Formula.Kind;
import org.crosscheck.compare.latex.Formula.Node;
import org.crosscheck.compare.latex.Formula.Row;
import org.crosscheck.compare.latex.Formula.Scripts;
import org.crosscheck.compare.latex.Formula.Token;

/** Fractions that are derivatives. One missing sign above or below the bar is a slip of the pen, and is read. */
final class Derivatives {

    private Derivatives() {}

    static boolean is(Fraction fraction, Scope scope) {
        boolean above = marked(fraction.numerator(), "∂");
        boolean below = marked(fraction.denominator(), "∂");
        boolean straight = marked(fraction.denominator(), "d")
                && marked(fraction.numerator(), "d")
                && RowReader.nodes(fraction.denominator()).size() > 1;
        return above || below || (straight && scope != Scope.WINDOWS);
    }

    private static boolean marked(Node node, String sign) {
        Node first = RowReader.nodes(node).isEmpty()
                ? Row.EMPTY
                : RowReader.nodes(node).get(0);
        return first instanceof Token token && token.is(sign) && token.kind() != Kind.BOLD;
    }

    /** By what is differentiated. */
    static Expr by(Fraction fraction, Context context) {
        return ExprReader.read(rest(fraction.denominator()), context);
    }

    /** What is differentiated; null if it stands behind the fraction. */
    static Expr of(Fraction fraction, Context context) {
        Node rest = rest(fraction.numerator());
        return RowReader.nodes(rest).isEmpty() ? null : ExprReader.read(rest, context);
    }

    private static Node rest(Node node) {
        if (!marked(node, "∂") && !marked(node, "d")) {
            if (RowReader.nodes(node).get(0) instanceof Scripts scripts
                    && scripts.base() instanceof Token token
                    && (token.is("∂") || token.is("d"))
                    && scripts.sup() != Row.EMPTY) {
                throw ExprReader.error(token, "a second derivative, which is not read");
            }
            return node;
        }
        List<Node> nodes = RowReader.nodes(node);
        return new Row(nodes.subList(1, nodes.size()));
    }

    /** Whether brackets behind a derivative say at which parameters it is taken. */
    static boolean isPlace(Fenced fenced) {
        List<Node> nodes = RowReader.nodes(fenced.body());
        Node first = nodes.size() == 1 ? nodes.get(0) : Row.EMPTY;
        Node base = first instanceof Scripts scripts ? scripts.base() : first;
        return base instanceof Token token && token.is("θ");
    }

    /** Whether brackets can be no list of arguments: a sign, several factors, an element or a transpose, and no example. */
    static boolean isFactor(Fenced fenced) {
        List<Node> nodes = RowReader.prepare(fenced.body());
        boolean arguments = nodes.stream()
                .map(ScriptCluster::root)
                .anyMatch(node -> node instanceof Token token
                        && (",;\u03b8f".contains(token.text()) || token.kind() == Kind.BAR));
        boolean element = nodes.size() == 1
                && nodes.get(0) instanceof Scripts scripts
                && (scripts.sub() != Row.EMPTY
                        || ScriptCluster.texts(scripts.sup()).matches(".*[T\u22a4t]"));
        return !arguments && (nodes.size() > 1 || element);
    }

    /** What a derivative is of: the loss under any of its names. */
    static Expr plain(Expr of) {
        return of.equals(new Sym("J")) ? new Sym("L") : of;
    }

    /** The letter of an index, or null. */
    static String name(Expr e) {
        return e instanceof Sym sym ? sym.name() : null;
    }
}
