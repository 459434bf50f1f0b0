package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.latex.Formula.Fenced;
import org.crosscheck.compare.latex.Formula.Kind;
import org.crosscheck.compare.latex.Formula.Node;
import org.crosscheck.compare.latex.Formula.Row;
import org.crosscheck.compare.latex.Formula.Scripts;
import org.crosscheck.compare.latex.Formula.Token;

/** Makes the nodes of a row ready to be read: letters that spell a name become one, brackets hold what is between them. */
final class RowReader {

    private RowReader() {}

    /** The nodes of a row, or the node itself. */
    static List<Node> nodes(Node node) {
        return node instanceof Row row ? row.nodes() : List.of(node);
    }

    /** Names and brackets put together. */
    static List<Node> prepare(Node node) {
        return brackets(words(nodes(node)));
    }

    /** Runs of single letters without spaces between them that spell a function or a word. */
    static List<Node> words(List<Node> nodes) {
        List<Node> out = new ArrayList<>();
        for (int i = 0; i < nodes.size(); ) {
            StringBuilder run = new StringBuilder();
            int end = i;
            while (end < nodes.size() && letter(nodes.get(end)) != null && (end == i || joined(nodes, end))) {
                run.append(letter(nodes.get(end)).text());
                end++;
            }
            if (run.length() < 2) {
                out.add(nodes.get(i++));
                continue;
            }
            i = spell(nodes, i, end, run.toString(), out);
        }
        return out;
    }

    private static boolean joined(List<Node> nodes, int i) {
        int before = letter(nodes.get(i - 1)).at();
        int here = letter(nodes.get(i)).at();
        return nodes.get(i - 1) instanceof Token && here >= before && here <= before + 1;
    }

    private static Token letter(Node node) {
        Node base = node instanceof Scripts scripts ? scripts.base() : node;
        boolean single = base instanceof Token token
                && token.kind() == Kind.IDENTIFIER
                && token.text().length() == 1
                && Character.isLetter(token.text().charAt(0))
                && (token.text().charAt(0) < 0x370 || token.text().charAt(0) > 0x3ff)
                && !token.is("ℓ")
                && !token.is("ℝ");
        return single ? (Token) base : null;
    }

    private static int spell(List<Node> nodes, int start, int end, String run, List<Node> out) {
        int i = start;
        while (i < end) {
            String rest = run.substring(i - start);
            String name = Names.longestFunction(rest);
            boolean whole = i == start;
            if (name.isEmpty() && whole && (isNetworkName(rest) || Names.isWord(rest) || isUnknownWord(rest))) {
                name = rest;
            }
            if (name.isEmpty()) {
                out.add(nodes.get(i++));
                continue;
            }
            Node last = nodes.get(i + name.length() - 1);
            int at = letter(nodes.get(i)).at();
            boolean function = Names.function(name) != null || isNetworkName(name);
            Token token = new Token(name, function ? Kind.FUNCTION : Kind.WORDS, at);
            out.add(last instanceof Scripts scripts ? new Scripts(token, scripts.sub(), scripts.sup()) : token);
            i += name.length();
        }
        return end;
    }

    private static boolean isNetworkName(String letters) {
        return letters.equals("ha") || letters.equals("hs") || letters.equals("oa") || letters.equals("os");
    }

    /** Four letters and more are no product. */
    private static boolean isUnknownWord(String letters) {
        return letters.length() > 3 && letters.chars().skip(1).allMatch(Character::isLowerCase);
    }

    /** Each pair of brackets and what is between them as one node, with the scripts of the closing one. */
    static List<Node> brackets(List<Node> nodes) {
        List<List<Node>> open = new ArrayList<>();
        List<Token> opening = new ArrayList<>();
        open.add(new ArrayList<>());
        int said = 0; // brackets that words open, and that close outside of them
        for (Node node : nodes) {
            said += node instanceof Token words && words.kind() == Kind.WORDS ? opened(words.text()) : 0;
            Node base = node instanceof Scripts scripts ? scripts.base() : node;
            Token token = base instanceof Token t ? t : null;
            Token last = opening.isEmpty() ? null : opening.get(opening.size() - 1);
            boolean bar = token != null && token.kind() == Kind.BAR;
            boolean closesBar = bar
                    && last != null
                    && last.is(token.text())
                    && (last.kind() == Kind.BAR || last.kind() == Kind.OPEN);
            if (token != null && (token.kind() == Kind.OPEN || (bar && !closesBar)) && node == base) {
                opening.add(token);
                open.add(new ArrayList<>());
            } else if (token != null && (token.kind() == Kind.CLOSE || closesBar)) {
                if (last == null && said > 0) {
                    said--;
                    continue;
                }
                if (last == null) {
                    throw new LatexException(token.at(), "'" + token.text() + "' closes nothing");
                }
                if (!partner(last.text()).equals(token.text())) {
                    throw new LatexException(token.at(), "'" + token.text() + "' does not close '" + last.text() + "'");
                }
                opening.remove(opening.size() - 1);
                Node fenced = new Fenced(last.text(), new Row(open.remove(open.size() - 1)), token.text());
                open.get(open.size() - 1)
                        .add(node instanceof Scripts s ? new Scripts(fenced, s.sub(), s.sup()) : fenced);
            } else {
                open.get(open.size() - 1).add(node);
            }
        }
        if (!opening.isEmpty()) {
            Token last = opening.get(opening.size() - 1);
            throw new LatexException(last.at(), "'" + last.text() + "' is not closed");
        }
        return open.get(0);
    }

    private static int opened(String words) {
        return (int) (words.chars().filter(c -> c == '(').count()
                - words.chars().filter(c -> c == ')').count());
    }

    private static String partner(String open) {
        return switch (open) {
            case "(" -> ")";
            case "[" -> "]";
            case "{" -> "}";
            case "⌊" -> "⌋";
            case "⟨" -> "⟩";
            default -> open;
        };
    }
}
