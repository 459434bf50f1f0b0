package org.crosscheck.compare.latex;

import java.util.List;
import java.util.Map;
import org.crosscheck.compare.latex.Expr.Call;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Indicator;
import org.crosscheck.compare.latex.Expr.Num;
import org.crosscheck.compare.latex.Expr.Pow;
import org.crosscheck.compare.latex.Expr.Relation;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Expr.Transpose;
import org.crosscheck.compare.latex.ExprReader.Context;
import org.crosscheck.compare.latex.Formula.Fenced;
import org.crosscheck.compare.latex.Formula.Hat;
import org.crosscheck.compare.latex.Formula.Node;
import org.crosscheck.compare.latex.Formula.Scripts;
import org.crosscheck.compare.latex.Formula.Token;

/** Finds the quantity that a letter with its scripts names. */
final class QuantityNames {

    private static final Map<String, String> GREEK = Map.ofEntries(
            Map.entry("α", "\\alpha"),
            Map.entry("β", "\\beta"),
            Map.entry("γ", "\\gamma"),
            Map.entry("δ", "\\delta"),
            Map.entry("ϵ", "\\epsilon"),
            Map.entry("η", "\\eta"),
            Map.entry("θ", "\\theta"),
            Map.entry("λ", "\\lambda"),
            Map.entry("μ", "\\mu"),
            Map.entry("ψ", "\\psi"),
            Map.entry("ρ", "\\rho"),
            Map.entry("τ", "\\tau"),
            Map.entry("ω", "\\omega"),
            Map.entry("Δ", "\\Delta"),
            Map.entry("Θ", "\\Theta"),
            Map.entry("Σ", "\\Sigma"),
            Map.entry("π", "\\pi"),
            Map.entry("ξ", "\\xi"),
            Map.entry("ℓ", "\\ell"),
            Map.entry("∞", "\\infty"),
            Map.entry("⊤", "\\top"));

    private static final Map<String, String> ACCENTS = Map.of("^", "\\hat", "¯", "\\bar", "~", "\\tilde", "˙", "\\dot");

    private final ExprReader reader;
    private final Context context;

    QuantityNames(ExprReader reader) {
        this.reader = reader;
        this.context = reader.context();
    }

    /** The quantity of a letter, with its indices, transpose and power applied. */
    Expr named(Node node) {
        ScriptCluster marks = ScriptCluster.of(node, context);
        String letter;
        String accent = "";
        if (marks.base() instanceof Hat hat) {
            accent = hat.mark();
            Node inner = hat.base();
            ScriptCluster below = ScriptCluster.of(inner, context);
            if (!(below.base() instanceof Token token)) {
                throw ExprReader.error(inner, "an accent over more than a letter");
            }
            letter = token.text();
            if (inner instanceof Scripts s) { // \hat{W^{(1)}}
                return named(new Scripts(new Scripts(new Hat(token, accent), s.sub(), s.sup()), sub(node), sup(node)));
            }
        } else if (marks.base() instanceof Token token) {
            letter = token.text();
        } else {
            throw ExprReader.error(node, "a name is expected here");
        }
        if (!accent.isEmpty()) {
            boolean risk = letter.equals("R") && accent.equals("^");
            return risk ? risk(marks) : unknown(letter, accent, marks);
        }
        Expr known =
                switch (context.scope) {
                    case NETWORK -> new NetworkNames(this, reader).network(letter, marks);
                    case VECTORS, NUMBERS -> functions(letter, marks);
                    case WINDOWS -> null;
                };
        return known != null ? known : common(letter, marks);
    }

    private static Node sub(Node node) {
        return node instanceof Scripts scripts ? scripts.sub() : Formula.Row.EMPTY;
    }

    private static Node sup(Node node) {
        return node instanceof Scripts scripts ? scripts.sup() : Formula.Row.EMPTY;
    }

    Expr risk(ScriptCluster marks) {
        if (marks.hasSub() && marks.subText().contains("λ")) {
            return unknown("R", "^", marks);
        }
        dropPlace();
        return powered(new Sym("R"), marks);
    }

    /** With the power that stands above, if one does. */
    Expr powered(Expr e, ScriptCluster marks) {
        return marks.rest().isEmpty() ? e : new Pow(e, ExprReader.read(new Formula.Row(marks.rest()), context));
    }

    /** Passes over brackets that only repeat on what a quantity depends. */
    void dropPlace() {
        if (reader.peek() instanceof Fenced fenced) {
            List<Node> nodes = RowReader.nodes(fenced.body());
            boolean place = nodes.stream()
                    .map(n -> n instanceof Scripts s ? s.base() : n)
                    .anyMatch(n -> n instanceof Token t && (t.is("θ") || t.is("D") || t.is("f")));
            if (place) {
                reader.take();
            }
        }
    }

    static String text(Node node) {
        StringBuilder text = new StringBuilder();
        RowReader.nodes(node)
                .forEach(
                        n -> text.append(n instanceof Token token ? token.text().strip() : "?"));
        return text.toString();
    }

    private Expr functions(String letter, ScriptCluster marks) {
        return switch (letter) {
            case "x" -> {
                if (context.scope == Scope.NUMBERS && marks.hasSub()) {
                    if (marks.subText().equals("+")) {
                        yield new Call("rect", new Sym("x"));
                    }
                    yield unknown(letter, "", marks);
                }
                yield plain("x", marks);
            }
            case "J" -> jacobian(marks);
            case "L", "ℓ" -> {
                if (reader.peek() instanceof Fenced) {
                    reader.take();
                }
                yield powered(new Sym("L"), marks);
            }
            default -> null;
        };
    }

    /** J_S and J(S(x)) are the Jacobian of the softmax; J alone is what a question says it is. */
    private Expr jacobian(ScriptCluster marks) {
        boolean softmax = marks.subText().matches("S|softmax|f|S\\?");
        if (reader.peek() instanceof Fenced fenced) {
            softmax |= RowReader.prepare(fenced.body()).stream()
                    .map(n -> n instanceof Scripts s ? s.base() : n)
                    .anyMatch(n -> n instanceof Token t && (t.is("S") || t.is("softmax")));
            reader.take();
        }
        Expr of = new Call("softmax", new Sym("x"));
        return softmax
                ? finish(new Expr.Deriv(of, new Sym("x")), List.of(), marks)
                : finish(new Sym("J"), marks.indices(), marks);
    }

    Expr plain(String name, ScriptCluster marks) {
        if (marks.label() != null) {
            return unknown(name, "", marks);
        }
        return finish(new Sym(name), marks.indices(), marks);
    }

    /** Letters that mean the same everywhere, and those that the homework does not know. */
    private Expr common(String letter, ScriptCluster marks) {
        if (letter.equals("e")) {
            return exponential(marks);
        }
        if (letter.equals("δ")
                && (marks.conditional() || marks.indices().size() == 2)
                && marks.rest().isEmpty()
                && marks.label() == null) {
            if (marks.conditional()) {
                return new Indicator(Conditions.read(marks.sub(), context));
            }
            List<Expr> indices = marks.indices();
            return new Indicator(List.of(new Relation(indices.get(0), "=", indices.get(1))));
        }
        if (letter.equals("∞") || letter.equals("⊤") || letter.equals("T")) {
            throw ExprReader.error(marks.base(), "not expected here");
        }
        return unknown(letter, "", marks);
    }

    private Expr exponential(ScriptCluster marks) {
        if (marks.hasSub()) {
            if (marks.indices().size() != 1) {
                throw ExprReader.error(marks.base(), "not known with two indices");
            }
            Expr unit = new Call("onehot", marks.indices());
            return marks.transposed() ? new Transpose(unit) : unit;
        }
        Expr power = marks.power();
        return new Call("exp", power == null ? Num.ONE : power);
    }

    /** A name that is the student's own, or the letter of an index or variable. */
    Expr unknown(String letter, String accent, ScriptCluster marks) {
        if (marks.primed() && letter.matches("[i-l]") && accent.isEmpty() && !marks.hasSub()) {
            return new Sym(letter + "'"); // another index
        }
        String plain = GREEK.getOrDefault(letter, letter);
        StringBuilder name = new StringBuilder(accent.isEmpty() ? plain : ACCENTS.get(accent) + "{" + plain + "}");
        if (marks.label() != null) {
            name.append("^{(").append(text(marks.label())).append(")}");
        }
        for (Node node : List.copyOf(marks.rest())) {
            boolean part = node instanceof Token token
                    && token.text().matches("[A-Za-z]+")
                    && (!accent.isEmpty()
                            || !GREEK.getOrDefault(letter, "").isEmpty()
                            || token.text().matches("[asl]"));
            if (part) {
                name.append("^{").append(((Token) node).text()).append("}");
                marks.removeRest(node);
            }
        }
        if (marks.starred()) {
            name.append("^*");
        }
        List<Expr> indices = marks.indices();
        boolean word = indices.size() == 1
                && indices.get(0) instanceof Sym sym
                && sym.name().length() > 1;
        boolean number = indices.size() == 1 && indices.get(0) instanceof Num;
        if (word || number) {
            name.append("_{").append(marks.subText()).append("}");
            indices = List.of();
        }
        return finish(new Sym(name.toString()), indices, marks);
    }

    Expr finish(Expr base, List<Expr> indices, ScriptCluster marks) {
        Expr e = base;
        boolean own = base instanceof Sym primed && primed.name().contains("'");
        boolean transpose = marks.transposed() || (marks.primed() && !own);
        boolean first = transpose && indices.size() == 2;
        e = first ? new Transpose(e) : e;
        e = indices.isEmpty() ? e : new Elem(e, indices);
        e = transpose && !first ? new Transpose(e) : e;
        if (marks.starred()) {
            return base instanceof Sym sym && sym.name().endsWith("^*")
                    ? e
                    : new Sym(Names.latex(((Sym) base).name()) + "^*");
        }
        List<Node> rest = marks.rest();
        return rest.isEmpty() ? e : new Pow(e, ExprReader.read(new Formula.Row(rest), context));
    }
}
