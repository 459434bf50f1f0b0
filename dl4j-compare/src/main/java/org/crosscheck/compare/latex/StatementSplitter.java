package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.crosscheck.compare.latex.Formula.Fenced;
import org.crosscheck.compare.latex.Formula.Fraction;
import org.crosscheck.compare.latex.Formula.Grid;
import org.crosscheck.compare.latex.Formula.Kind;
import org.crosscheck.compare.latex.Formula.Layout;
import org.crosscheck.compare.latex.Formula.Node;
import org.crosscheck.compare.latex.Formula.Row;
import org.crosscheck.compare.latex.Formula.Scripts;
import org.crosscheck.compare.latex.Formula.Space;
import org.crosscheck.compare.latex.Formula.Token;

/**
 * Divides an answer into statements: lines that begin with a relation go on with the one before, commas, words and wide spaces
 * end one, and what follows "if" or "for" is a condition of the statement before or of those after it.
 */
final class StatementSplitter {

    private static final Pattern CONDITION = Pattern.compile(
            "(?iu).*(?U:\\b)(for|if|when|where|pour|si|quand|case|cas|o\u00f9|lorsque|whenever|assume|assuming)\\s*:?\\s*(all|tout)?\\s*$");
    private static final Pattern GENERAL = Pattern.compile(
            "(?iu).*(?U:\\b)(in general|combin\\w+|both|finally|vector\\w*|together|therefore|hence|thus|donc|ainsi|general|overall)(?U:\\b).*");
    private static final Pattern SENTENCE = Pattern.compile("[.!?](\\s|$)|\n\\s*\n");
    /** Words after a formula that a condition follows. */
    private static final Pattern TRAILING =
            Pattern.compile("(?iu),?\\s*(if|when|whenever|si|quand|lorsque|for|pour)\\s*(all|tout|every)?");

    private static final Pattern AND = Pattern.compile("(?iu)[,;]?\\s*(and|et|or|ou|while|but|mais|tandis que)?");
    private static final Pattern COUNT = Pattern.compile("(?isu)(rows?|lignes?|columns?|colonnes?)(?U:\\b).*");
    private static final Pattern EITHER = Pattern.compile("(?iu).*(?U:\\b)(otherwise|sinon|else)(?U:\\b).*");

    private final Scope scope;
    final List<Statement> statements = new ArrayList<>();
    final List<String> words = new ArrayList<>();
    private final List<Node> pending = new ArrayList<>();
    private boolean cue;
    private boolean range;
    private Statement inLine;
    private boolean wordsBetween;
    private boolean equivalent;
    boolean display;
    private String lastWords = "";
    /** Whether the next formula is a condition of the statement before it. */
    private boolean trailing;
    /** The statement that has a condition behind it; null once something else was said. */
    private Statement conditioned;
    /** What holds where the condition before does not. */
    private List<Node> otherwise;
    /** The statement that says how many rows or columns there are; null if none does. */
    private Statement rows;

    private Statement columns;
    private final StringBuilder sentence = new StringBuilder();

    StatementSplitter(Scope scope) {
        this.scope = scope;
    }

    void words(String text) {
        String said = text.strip();
        words.add(said);
        lastWords = said;
        int end = Math.max(
                Math.max(said.lastIndexOf(". "), said.lastIndexOf(".\n")), said.endsWith(".") ? said.length() - 1 : -1);
        if (end >= 0) {
            sentence.setLength(0);
        }
        sentence.append(' ').append(said.substring(end + 1));
        wordsBetween = true;
        trailing = inLine != null && TRAILING.matcher(said).matches() && !Character.isUpperCase(said.charAt(0));
        boolean either = EITHER.matcher(said).matches();
        if (either && conditioned != null) {
            otherwise(said);
        } else if (!trailing && !AND.matcher(said).matches()) {
            conditioned = null;
        }
        if (COUNT.matcher(said).matches()) {
            count(said.matches("(?isu)(row|ligne).*"));
        }
        cue = CONDITION.matcher(said).matches();
        inLine = said.matches("(?s).*[.:;!?].*") || said.length() > 12 ? null : inLine;
        if (GENERAL.matcher(said).matches()) {
            pending.clear();
        } else if (SENTENCE.matcher(text).find()) {
            pending.removeIf(node -> !Clauses.isCase(node));
        }
    }

    /** The statement that was just made, or else the one that follows, holds where the condition before does not. */
    private void otherwise(String said) {
        List<Node> not = conditioned.negated();
        Statement last = statements.get(statements.size() - 1);
        if (not != null && last != conditioned && last.conditions().isEmpty() && !said.startsWith(",")) {
            last.addConditions(not);
            conditioned = null;
        } else {
            otherwise = not;
        }
    }

    /** "m rows and d_h columns" says what "m x d_h" does. */
    private void count(boolean isRows) {
        Statement last = statements.isEmpty() ? null : statements.get(statements.size() - 1);
        if (last == null || last.readable()) {
            return;
        }
        rows = isRows ? last : rows;
        columns = isRows ? columns : last;
        if (rows != null && columns != null) {
            statements.remove(rows);
            statements.remove(columns);
            List<Node> both = new ArrayList<>(rows.left());
            both.add(new Token("\u00d7", Kind.BINARY));
            both.addAll(columns.left());
            statements.add(new Statement(both, rows.words(), rows.sentence(), false, display));
            rows = null;
            columns = null;
            inLine = null;
        }
    }

    /** Names with their values, or quantities with their dimensions; what else a table says is words. */
    void table(List<Lexeme> body) {
        for (List<List<Lexeme>> pair : Tabular.pairs(body)) {
            String name = Tabular.text(pair.get(0));
            Row left = LayoutParser.parse(pair.get(0));
            Row right = LayoutParser.parse(pair.get(1));
            boolean sizes = isColonRelation(left.nodes(), RowReader.prepare(right));
            if (scope == Scope.WINDOWS ? name.length() > 1 : !sizes) {
                words(name + " = " + Tabular.text(pair.get(1)));
                continue;
            }
            List<Node> nodes = new ArrayList<>(left.nodes());
            nodes.add(new Token(scope == Scope.WINDOWS ? "=" : "dimension", Kind.RELATION));
            nodes.addAll(right.nodes());
            display = true;
            line(nodes);
            inLine = null;
        }
    }

    void formula(Row row) {
        List<Node> line = new ArrayList<>();
        for (Node node : Clauses.spliced(row.nodes())) {
            boolean lines = node instanceof Grid grid && Clauses.isLines(grid);
            if (!lines) {
                line.add(node);
                continue;
            }
            List<List<Node>> rows = ((Grid) node).rows();
            for (int i = 0; i < rows.size(); i++) {
                if (i > 0) {
                    line(line);
                    line.clear();
                }
                rows.get(i).forEach(cell -> flatten(cell, line));
            }
        }
        line(line);
    }

    /** The nodes of a cell; a grid of lines within it gives its own. */
    private void flatten(Node cell, List<Node> line) {
        for (Node node : Clauses.spliced(RowReader.nodes(cell))) {
            if (node instanceof Grid grid && grid.layout() == Layout.ALIGNED) {
                for (int i = 0; i < grid.rows().size(); i++) {
                    if (i > 0) {
                        line(List.copyOf(line));
                        line.clear();
                    }
                    grid.rows().get(i).forEach(inner -> line.addAll(RowReader.nodes(inner)));
                }
            } else {
                line.add(node);
            }
        }
    }

    private void line(List<Node> raw) {
        List<Node> part = new ArrayList<>();
        range = false;
        boolean first = true;
        if (inLine != null && !Clauses.startsOpen(raw) && !trailing) {
            inLine = null;
        }
        List<Node> nodes = RowReader.prepare(new Row(raw));
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (!Clauses.separates(node)) {
                part.add(node);
                continue;
            }
            boolean colon = node instanceof Token token && token.is(":");
            if (colon && isColonRelation(part, nodes.subList(i + 1, nodes.size()))) {
                part.add(new Token(scope == Scope.WINDOWS ? "=" : "dimension", Kind.RELATION, ((Token) node).at()));
                continue;
            }
            boolean named = node instanceof Token token && token.kind() == Kind.WORDS;
            if (named) {
                Clauses.dropOpenEnd(part); // a = b = \text{right side}
            }
            part(part, first);
            first &= part.isEmpty();
            part = new ArrayList<>();
            separator(node);
        }
        part(part, first);
    }

    private void separator(Node node) {
        if (!(node instanceof Token token)) {
            return;
        }
        if (token.kind() == Kind.WORDS) {
            String said = token.text().strip();
            if (!said.isEmpty()) {
                words.add(said);
                lastWords = said;
                sentence.append(' ').append(said);
                wordsBetween |= said.length() > 3;
            }
            cue = CONDITION.matcher(said).matches();
            if (EITHER.matcher(said).matches() || GENERAL.matcher(said).matches()) {
                pending.clear();
            }
        } else if (token.is(":")) {
            cue = false;
        } else if (token.kind() == Kind.RELATION) {
            cue = token.is("∀");
            equivalent = token.is("⟺");
            if (equivalent && !statements.isEmpty()) {
                statements.get(statements.size() - 1).setEquivalent();
            }
            inLine = token.is("∀") ? inLine : null;
        }
    }

    /** {@code W: m \times d_h} is a statement of dimensions, {@code k: 14} one of a size. */
    private boolean isColonRelation(List<Node> before, List<Node> after) {
        if (before.isEmpty() || after.isEmpty()) {
            return false;
        }
        List<Node> side = new ArrayList<>();
        for (Node node : after) {
            if (Clauses.separates(node) && !(node instanceof Space)) {
                break;
            }
            side.add(node);
        }
        return !side.isEmpty()
                && side.stream().allMatch(node -> {
                    Node base = node instanceof Scripts scripts ? scripts.base() : node;
                    return base instanceof Space
                            || (base instanceof Token token
                                    && (token.kind() == Kind.NUMBER || "dmnhx×MN".contains(token.text())))
                            || base instanceof Fenced;
                });
    }

    private void part(List<Node> nodes, boolean first) {
        List<Node> solid = nodes.stream().filter(n -> !(n instanceof Space)).toList();
        boolean dots = solid.stream().allMatch(n -> n instanceof Token token && "…⋯⋮".contains(token.text()));
        if (solid.isEmpty()) {
            return;
        }
        if (dots || range) {
            range = dots;
            return;
        }
        int open = trailingCondition(nodes);
        if (open > 0) {
            part(nodes.subList(0, open), first);
            part(List.of(nodes.get(nodes.size() - 1)), false);
            return;
        }
        if (Clauses.startsOpen(nodes) && !statements.isEmpty() && !(scope == Scope.WINDOWS && wordsBetween)) {
            Statement last = statements.get(statements.size() - 1);
            boolean relation = solid.get(0) instanceof Token token && token.kind() == Kind.RELATION;
            boolean apart = wordsBetween && !relation; // a mention of -e^{-x}, of \\odot
            if (relation || (!apart && (inLine == null || first))) {
                last.append(nodes);
                inLine = last;
                return;
            }
        }
        if (first
                && !statements.isEmpty()
                && statements.get(statements.size() - 1).endsOpen()) {
            statements.get(statements.size() - 1).append(nodes);
            return;
        }
        if (isRange(solid) || Clauses.hasOpenSide(solid)) {
            return;
        }
        if (isCondition(solid)) {
            if (trailing && inLine != null) {
                conditioned = inLine;
            }
            trailing = false;
            condition(solid);
            return;
        }
        trailing = false;
        List<Node> whole = nodes;
        boolean value = solid.stream().noneMatch(n -> n instanceof Token token && token.kind() == Kind.RELATION);
        if (conditioned != null && value && conditioned.readable()) { // 1 if x > 0 and 0 if x < 0
            whole = new ArrayList<>(conditioned.left());
            whole.add(new Token("=", Kind.RELATION));
            whole.addAll(nodes);
        }
        Statement statement = new Statement(whole, lastWords, sentence.toString(), equivalent, display);
        equivalent = false;
        wordsBetween = false;
        pending.forEach(node -> statement.addConditions(RowReader.nodes(node)));
        if (otherwise != null) {
            statement.addConditions(otherwise);
            otherwise = null;
            conditioned = null;
        }
        statements.add(statement);
        inLine = statement;
        cue = false;
    }

    /** Where an expression ends that has {@code (k \\ne y)} behind a space; 0 if it has none. */
    private int trailingCondition(List<Node> nodes) {
        int last = nodes.size() - 1;
        boolean condition = last > 1
                && nodes.get(last) instanceof Fenced fenced
                && fenced.open().equals("(")
                && nodes.get(last - 1) instanceof Space
                && isSimple(RowReader.nodes(fenced.body()), true);
        return condition && scope != Scope.WINDOWS ? last - 1 : 0;
    }

    private void condition(List<Node> nodes) {
        if (inLine != null) {
            inLine.addConditions(nodes);
        } else {
            pending.clear();
            pending.add(new Row(nodes));
        }
    }

    /** {@code i = 1, \dots, n} and {@code j \in \{1, \dots\}} say what an index runs over, and lone letters nothing. */
    private boolean isRange(List<Node> nodes) {
        boolean alone = cue && nodes.size() == 1 && !(nodes.get(0) instanceof Fenced);
        if (alone) {
            return true;
        }
        if (nodes.size() < 3 || !(nodes.get(1) instanceof Token sign) || scope == Scope.WINDOWS) {
            return false;
        }
        boolean letter = nodes.get(0) instanceof Token token && token.text().matches("[ijklrst]");
        if (letter && sign.is("∈")) {
            return true;
        }
        boolean counted = letter && sign.is("=") && nodes.get(2) instanceof Token one && (one.is("1") || one.is("0"));
        range = false;
        return counted && (cue || inLine != null);
    }

    private boolean isCondition(List<Node> nodes) {
        if (scope == Scope.WINDOWS) {
            return false;
        }
        if (nodes.size() == 1 && nodes.get(0) instanceof Fenced fenced) {
            return fenced.open().equals("(") && isSimple(RowReader.nodes(fenced.body()), true);
        }
        return isSimple(nodes, cue);
    }

    /** Relations between letters and numbers. */
    private boolean isSimple(List<Node> nodes, boolean equality) {
        boolean relation = false;
        for (Node node : nodes) {
            Node base = node instanceof Scripts scripts ? scripts.base() : node;
            if (base instanceof Fraction || base instanceof Fenced || base instanceof Grid || base instanceof Row) {
                return false;
            }
            if (base instanceof Token token) {
                if (token.kind() == Kind.RELATION) {
                    relation = true;
                    boolean order = "≠<>≤≥".contains(token.text());
                    if (!order && !(equality && token.is("=")) && !token.is("∈")) {
                        return false;
                    }
                    if (order && !token.is("≠") && !equality && inLine == null) {
                        return false;
                    }
                } else if (token.kind() == Kind.FUNCTION
                        || token.kind() == Kind.LARGE
                        || token.kind() == Kind.DERIVATIVE) {
                    return false;
                } else if (base != node && !token.text().matches("[xyijk]")) {
                    return false;
                }
            }
        }
        return relation;
    }
}
