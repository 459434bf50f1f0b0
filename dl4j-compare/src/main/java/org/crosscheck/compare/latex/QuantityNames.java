package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.latex.Expr.At;
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
                    case NETWORK -> network(letter, marks);
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

    private Expr risk(ScriptCluster marks) {
        if (marks.hasSub() && marks.subText().contains("λ")) {
            return unknown("R", "^", marks);
        }
        dropPlace();
        return powered(new Sym("R"), marks);
    }

    /** With the power that stands above, if one does. */
    private Expr powered(Expr e, ScriptCluster marks) {
        return marks.rest().isEmpty() ? e : new Pow(e, ExprReader.read(new Formula.Row(marks.rest()), context));
    }

    /** Passes over brackets that only repeat on what a quantity depends. */
    private void dropPlace() {
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

    private Expr network(String letter, ScriptCluster marks) {
        return switch (letter) {
            case "W", "b" -> layer(letter, marks);
            case "w" -> marks.labelText().matches("[12]") ? layer("W", marks) : null;
            case "h", "o" -> neurons(letter, marks);
            case "x" -> marks.label() != null ? example(new Sym("x"), marks) : plain("x", marks);
            case "y" -> marks.label() != null ? example(new Sym("y"), marks) : plain("y", marks);
            case "L", "J", "ℓ", "E", "C" -> loss(marks);
            case "X" -> marks.label() == null && marks.rest().isEmpty() ? plain("X", marks) : null;
            case "H", "G" -> batch(letter, marks);
            case "R" -> risk(marks);
            case "θ", "Θ" -> theta(marks);
            case "η" -> powered(new Sym("eta"), marks);
            case "n" ->
                marks.subText().equals("θ") || marks.subText().equals("Θ")
                        ? powered(new Sym("n_theta"), marks)
                        : plain("n", marks);
            case "d" -> dimension(marks);
            default -> null;
        };
    }

    private Expr dimension(ScriptCluster marks) {
        Expr gradient = marks.hasSub() ? null : gradient(marks);
        if (gradient != null) {
            return gradient;
        }
        return switch (marks.subText()) {
            case "" -> plain("d", marks);
            case "h", "H", "hidden" -> powered(new Sym("d_h"), marks);
            case "o", "out" -> powered(new Sym("m"), marks);
            case "x", "in", "i" -> powered(new Sym("d"), marks);
            default ->
                throw new LatexException(
                        Formula.start(marks.base()), "the dimension d_" + marks.subText() + " is not known");
        };
    }

    /** {@code dW^{(1)}}, as programs call the derivative of the loss, and {@code dL/dW}; null if the d is a dimension. */
    private Expr gradient(ScriptCluster marks) {
        Node next = reader.peek();
        boolean beside = marks.base() instanceof Token d
                && marks.rest().isEmpty()
                && ScriptCluster.of(next == null ? Formula.Row.EMPTY : next, context)
                                .base()
                        instanceof Token token
                && token.text().matches("[WbhoxLJ\u2113]")
                && (!token.is("x") || token.at() == d.at() + 1);
        if (!beside) {
            return null;
        }
        Expr of = reader.factor();
        if (!of.equals(new Sym("L"))) {
            return new Expr.Deriv(new Sym("L"), of);
        }
        if (!reader.accept("/") || !reader.accept("d")) {
            throw reader.missing("a derivative that is no fraction");
        }
        return new Expr.Deriv(of, reader.factor());
    }

    /** W and b: which layer is said above in brackets, plainly above, or below. */
    private Expr layer(String letter, ScriptCluster marks) {
        String layer = marks.labelText();
        if (layer.isEmpty()
                && marks.label() == null
                && !marks.rest().isEmpty()
                && marks.rest().get(0) instanceof Token token
                && (token.is("1") || token.is("2"))) {
            layer = token.text();
            marks.removeRest(token);
        }
        List<Expr> indices = marks.indices();
        boolean pair = letter.equals("W")
                && indices.size() == 1
                && indices.get(0) instanceof Num two
                && two.digits().length() == 2;
        if (pair) { // W_{11}
            String digits = ((Num) indices.get(0)).digits();
            indices = List.of(new Num(digits.substring(0, 1)), new Num(digits.substring(1)));
        }
        if (!pair
                && layer.isEmpty()
                && marks.label() == null
                && !indices.isEmpty()
                && indices.get(0) instanceof Num num
                && num.digits().matches("[12]")) {
            layer = num.digits();
            indices = indices.subList(1, indices.size());
        } else if (layer.isEmpty()
                && marks.label() == null
                && indices.isEmpty()
                && reader.peek() instanceof Token token
                && (token.is("1") || token.is("2"))
                && marks.base() instanceof Token base
                && token.at() == base.at() + 1) {
            layer = token.text(); // W1
            reader.take();
        }
        if (layer.isEmpty() && marks.label() == null) {
            layer = context.choices.pick(2) == 0 ? "1" : "2";
        }
        if (!layer.equals("1") && !layer.equals("2")) {
            return unknown(letter, "", marks);
        }
        return finish(
                new Sym(context.primes && marks.primed() ? letter + "'^{(" + layer + ")}" : letter + layer),
                indices,
                marks);
    }

    /** h and o: before (a) or after (s) the nonlinearity. */
    private Expr neurons(String letter, ScriptCluster marks) {
        String kind = marks.labelText();
        List<Expr> indices = new ArrayList<>(marks.indices());
        for (Node node : List.copyOf(marks.rest())) {
            if (kind.isEmpty() && node instanceof Token token && (token.is("a") || token.is("s"))) {
                kind = token.text();
                marks.removeRest(node);
            }
        }
        if (kind.isEmpty() && !indices.isEmpty()) {
            int last = indices.size() - 1;
            for (int i : new int[] {0, last}) {
                boolean named = indices.size() > i
                        && (indices.get(i).equals(new Sym("a"))
                                || indices.get(i).equals(new Sym("s")));
                if (named && kind.isEmpty()) {
                    kind = ((Sym) indices.remove(i)).name();
                }
            }
        }
        if (kind.isEmpty() && marks.label() == null) {
            kind = context.choices.pick(2) == 0 ? "s" : "a";
        }
        if (!kind.equals("a") && !kind.equals("s")) {
            return unknown(letter, "", marks);
        }
        Expr e = new Sym(letter + kind);
        Node next = reader.peek();
        if (next instanceof Fenced fenced) { // o^s(x), o^s(x^{(i)})
            Expr argument = argument(fenced);
            if (argument instanceof At at && at.of().equals(new Sym("x"))) {
                reader.take();
                e = new At(e, at.example());
            } else if (new Sym("x").equals(argument)) {
                reader.take();
            }
        }
        return finish(e, indices, marks);
    }

    /** H^a, H^s, G^o and G^h: what all examples have, an example in each row. */
    private Expr batch(String letter, ScriptCluster marks) {
        for (Node node : List.copyOf(marks.rest())) {
            boolean kind = node instanceof Token token && token.text().matches(letter.equals("H") ? "[as]" : "[oh]");
            if (kind && marks.label() == null) {
                marks.removeRest(node);
                return finish(new Sym(letter + ((Token) node).text()), marks.indices(), marks);
            }
        }
        return null;
    }

    /** What a short bracket holds, or null where it is no single argument. */
    private Expr argument(Fenced fenced) {
        if (RowReader.nodes(fenced.body()).size() != 1) {
            return null;
        }
        return ExprReader.read(fenced.body(), context);
    }

    private Expr example(Expr of, ScriptCluster marks) {
        return finish(new At(of, ExprReader.read(marks.label(), context)), marks.indices(), marks);
    }

    private Expr loss(ScriptCluster marks) {
        Expr e = powered(new Sym("L"), marks);
        if (marks.label() != null) {
            return new At(e, ExprReader.read(marks.label(), context));
        }
        if (marks.hasSub() && marks.indices().size() == 1 && marks.subText().matches("[ijk]")) {
            return new At(e, marks.indices().get(0));
        }
        if (reader.peek() instanceof Fenced fenced) {
            reader.take();
            List<Node> nodes = RowReader.prepare(fenced.body());
            if (nodes.size() == 1 && nodes.get(0) instanceof Token token && token.is("θ")) {
                return new Sym("R"); // J(\theta)
            }
            Expr example = exampleIn(fenced.body());
            return example == null ? e : new At(e, example);
        }
        return e;
    }

    /** The example that the arguments of L name, {@code (x^{(i)}, y^{(i)})} or {@code (x_i, y_i)}; null if none. */
    private Expr exampleIn(Node node) {
        for (Node part : RowReader.prepare(node)) {
            Node base = part instanceof Scripts scripts ? scripts.base() : part;
            if (base instanceof Fenced fenced) {
                Expr inner = exampleIn(fenced.body());
                if (inner != null) {
                    return inner;
                }
            }
            if (base instanceof Token token && (token.is("x") || token.is("y"))) {
                ScriptCluster marks = ScriptCluster.of(part, context);
                if (marks.label() != null) {
                    return ExprReader.read(marks.label(), context);
                }
                if (marks.hasSub() && marks.indices().size() == 1) {
                    return marks.indices().get(0);
                }
            }
        }
        return null;
    }

    private Expr theta(ScriptCluster marks) {
        String label = marks.label() == null ? "" : text(marks.label());
        String below = marks.subText();
        StringBuilder above = new StringBuilder(label);
        marks.rest()
                .forEach(node ->
                        above.append(node instanceof Token token ? token.text().strip() : "?"));
        String step = above + below;
        dropPlace();
        if (marks.starred()) {
            return new Sym("\\theta^*");
        }
        if (step.matches("[a-z]\\+1|new|nouveau") || marks.primed()) {
            return new Sym("theta+");
        }
        if (marks.transposed()) {
            return new Transpose(new Sym("theta"));
        }
        if (step.isEmpty() || step.matches("[tk]|\\(?[tk]\\)?|old|[tk]−1|0")) {
            return new Sym("theta");
        }
        if (marks.hasSub() && above.length() == 0) {
            return new Elem(new Sym("theta"), marks.indices());
        }
        return unknown("θ", "", marks);
    }

    private static String text(Node node) {
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

    private Expr plain(String name, ScriptCluster marks) {
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
    private Expr unknown(String letter, String accent, ScriptCluster marks) {
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

    private Expr finish(Expr base, List<Expr> indices, ScriptCluster marks) {
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
