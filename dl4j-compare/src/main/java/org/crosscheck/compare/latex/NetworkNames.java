package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.latex.Expr.At;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Num;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Expr.Transpose;
import org.crosscheck.compare.latex.ExprReader.Context;
import org.crosscheck.compare.latex.Formula.Fenced;
import org.crosscheck.compare.latex.Formula.Node;
import org.crosscheck.compare.latex.Formula.Scripts;
import org.crosscheck.compare.latex.Formula.Token;

/** The quantities of the network by their letters: which layer, before or after the nonlinearity, of which example. */
final class NetworkNames {

    private final QuantityNames names;
    private final ExprReader reader;
    private final Context context;

    NetworkNames(QuantityNames names, ExprReader reader) {
        this.names = names;
        this.reader = reader;
        this.context = reader.context();
    }

    Expr network(String letter, ScriptCluster marks) {
        return switch (letter) {
            case "W", "b" -> layer(letter, marks);
            case "w" -> marks.labelText().matches("[12]") ? layer("W", marks) : null;
            case "h", "o" -> neurons(letter, marks);
            case "x" -> marks.label() != null ? example(new Sym("x"), marks) : names.plain("x", marks);
            case "y" -> marks.label() != null ? example(new Sym("y"), marks) : names.plain("y", marks);
            case "L", "J", "ℓ", "E", "C" -> loss(marks);
            case "X" -> marks.label() == null && marks.rest().isEmpty() ? names.plain("X", marks) : null;
            case "H", "G" -> batch(letter, marks);
            case "R" -> names.risk(marks);
            case "θ", "Θ" -> theta(marks);
            case "η" -> names.powered(new Sym("eta"), marks);
            case "n" ->
                marks.subText().equals("θ") || marks.subText().equals("Θ")
                        ? names.powered(new Sym("n_theta"), marks)
                        : names.plain("n", marks);
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
            case "" -> names.plain("d", marks);
            case "h", "H", "hidden" -> names.powered(new Sym("d_h"), marks);
            case "o", "out" -> names.powered(new Sym("m"), marks);
            case "x", "in", "i" -> names.powered(new Sym("d"), marks);
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
            return names.unknown(letter, "", marks);
        }
        return names.finish(
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
            return names.unknown(letter, "", marks);
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
        return names.finish(e, indices, marks);
    }

    /** H^a, H^s, G^o and G^h: what all examples have, an example in each row. */
    private Expr batch(String letter, ScriptCluster marks) {
        for (Node node : List.copyOf(marks.rest())) {
            boolean kind = node instanceof Token token && token.text().matches(letter.equals("H") ? "[as]" : "[oh]");
            if (kind && marks.label() == null) {
                marks.removeRest(node);
                return names.finish(new Sym(letter + ((Token) node).text()), marks.indices(), marks);
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
        return names.finish(new At(of, ExprReader.read(marks.label(), context)), marks.indices(), marks);
    }

    private Expr loss(ScriptCluster marks) {
        Expr e = names.powered(new Sym("L"), marks);
        if (marks.label() != null) {
            return new At(e, ExprReader.read(marks.label(), context));
        }
        if (marks.hasSub() && marks.indices().size() == 1 && marks.subText().matches("[ijk]")) {
            return new At(e, marks.indices().get(0));
        }
        if (reader.peek() instanceof Fenced fenced && !reader.isFactorOfGradient(fenced)) {
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
        String label = marks.label() == null ? "" : QuantityNames.text(marks.label());
        String below = marks.subText();
        StringBuilder above = new StringBuilder(label);
        marks.rest()
                .forEach(node ->
                        above.append(node instanceof Token token ? token.text().strip() : "?"));
        String step = above + below;
        names.dropPlace();
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
        return names.unknown("θ", "", marks);
    }
}
