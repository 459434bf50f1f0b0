package org.crosscheck.compare.latex;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.crosscheck.compare.latex.Formula.Fenced;
import org.crosscheck.compare.latex.Formula.Fraction;
import org.crosscheck.compare.latex.Formula.Kind;
import org.crosscheck.compare.latex.Formula.Node;
import org.crosscheck.compare.latex.Formula.Row;
import org.crosscheck.compare.latex.Formula.Scripts;
import org.crosscheck.compare.latex.Formula.Space;
import org.crosscheck.compare.latex.Formula.Token;

/** What a node is to the nodes beside it. */
final class Neighbours {

    private static final Set<Kind> BEFORE_SIGN =
            EnumSet.of(Kind.BINARY, Kind.RELATION, Kind.OPEN, Kind.PUNCTUATION, Kind.FUNCTION, Kind.LIMIT, Kind.LARGE);

    private static final Set<Kind> OPERATORS =
            EnumSet.of(Kind.BINARY, Kind.RELATION, Kind.OPEN, Kind.CLOSE, Kind.PUNCTUATION, Kind.SLASH, Kind.WORDS);

    private Neighbours() {}

    /** The kind as the left neighbour sees it. */
    static Kind leftKind(Node node) {
        if (node instanceof Scripts scripts) {
            return leftKind(scripts.base());
        }
        return node instanceof Fenced ? Kind.OPEN : kind(node);
    }

    /** The kind as the right neighbour sees it. */
    static Kind rightKind(Node node) {
        return node instanceof Fenced ? Kind.CLOSE : kind(node);
    }

    private static Kind kind(Node node) {
        if (node instanceof Token token) {
            return token.kind();
        }
        if (node instanceof Scripts scripts) {
            Kind base = rightKind(scripts.base());
            return base == Kind.BOLD || base == Kind.NUMBER ? Kind.IDENTIFIER : base;
        }
        return Kind.IDENTIFIER;
    }

    /** Whether the binary operator at a place is a sign, as there is nothing before it to combine with. */
    static boolean isSign(List<Node> row, int at) {
        int before = at - 1;
        while (before >= 0 && row.get(before) instanceof Space) {
            before--;
        }
        return before < 0 || BEFORE_SIGN.contains(rightKind(row.get(before)));
    }

    /** Whether an operand stands right beside a place, so that a fraction on one line there needs parentheses. */
    static boolean touchesOperand(List<Node> row, int at) {
        boolean left = at > 0 && isOperand(row.get(at - 1), rightKind(row.get(at - 1)), Kind.CLOSE);
        boolean right = at + 1 < row.size() && isOperand(row.get(at + 1), leftKind(row.get(at + 1)), Kind.OPEN);
        return left || right;
    }

    private static boolean isOperand(Node node, Kind kind, Kind fence) {
        boolean empty = node == Row.EMPTY || node instanceof Space;
        return !empty && (kind == fence || !OPERATORS.contains(kind));
    }

    /** Whether a node on one line stays one operand when it is divided. */
    static boolean isAtomic(Node node) {
        if (node instanceof Row row) {
            boolean one = row.nodes().size() == 1;
            boolean derivative = !row.nodes().isEmpty() && rightKind(row.nodes().get(0)) == Kind.DERIVATIVE;
            return (one || derivative) && row.nodes().stream().allMatch(Neighbours::isFactor);
        }
        return !(node instanceof Fraction);
    }

    private static boolean isFactor(Node node) {
        boolean combines = node instanceof Token token
                && (token.kind() == Kind.BINARY || token.kind() == Kind.RELATION || token.kind() == Kind.SLASH);
        return !combines && isAtomic(node);
    }
}
