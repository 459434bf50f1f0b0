package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.latex.Expr.Add;
import org.crosscheck.compare.latex.Expr.Deriv;
import org.crosscheck.compare.latex.Expr.Div;
import org.crosscheck.compare.latex.Expr.Mul;
import org.crosscheck.compare.latex.Expr.Neg;
import org.crosscheck.compare.latex.Expr.Sub;
import org.crosscheck.compare.latex.Expr.Times;
import org.crosscheck.compare.latex.Formula.Fenced;
import org.crosscheck.compare.latex.Formula.Fraction;
import org.crosscheck.compare.latex.Formula.Kind;
import org.crosscheck.compare.latex.Formula.Node;
import org.crosscheck.compare.latex.Formula.Row;
import org.crosscheck.compare.latex.Formula.Scripts;
import org.crosscheck.compare.latex.Formula.Space;
import org.crosscheck.compare.latex.Formula.Token;

/**
 * Reads sums and products of one row, by recursive descent. Juxtaposition binds tightest and an elementwise product
 * loosest; where that is not the only usual way to read a mixed product, the reading is one of the {@link Choices}.
 */
final class ExprReader {

    /** No formula of the homework has a tenth of that. */
    private static final int MOST_FACTORS = 1_000;

    private final List<Node> nodes;
    private final Context context;
    private int at;

    /** By what the loss that is being read is differentiated; null if it is not. */
    private Expr by;

    /** What all readers of one formula share. */
    static final class Context {
        final Scope scope;
        final Choices choices;
        /** Whether W' and b' are parameters of the student's own, and no transposes. */
        final boolean primes;

        private Integer precedence;
        private int factors;

        Context(Scope scope, Choices choices, boolean primes) {
            this.scope = scope;
            this.choices = choices;
            this.primes = primes;
        }

        /** Counts a factor; what is made of them is as deep as they are many, and gone through by recursion. */
        void count(Node factor) {
            if (++factors > MOST_FACTORS) {
                throw new LatexException(Formula.start(factor), "a formula of more than " + MOST_FACTORS + " factors");
            }
        }

        /** One decision for a whole formula: 0 products by their signs, 1 from left to right. */
        int precedence() {
            if (precedence == null) {
                precedence = choices.pick(2);
            }
            return precedence;
        }
    }

    ExprReader(List<Node> prepared, Context context) {
        this.nodes = prepared;
        this.context = context;
    }

    /** The whole of a node as one expression. */
    static Expr read(Node node, Context context) {
        ExprReader reader = new ExprReader(RowReader.prepare(node), context);
        Expr e = reader.sum();
        reader.expectEnd();
        return e;
    }

    Context context() {
        return context;
    }

    void expectEnd() {
        skip();
        if (at < nodes.size()) {
            throw error(nodes.get(at), "not understood here");
        }
    }

    static LatexException error(Node node, String why) {
        String what = node instanceof Token token ? "'" + token.text() + "' is " : "";
        return new LatexException(Formula.start(node), what.isEmpty() ? why : what + why);
    }

    LatexException missing(String what) {
        Node near = at < nodes.size() ? nodes.get(at) : nodes.isEmpty() ? Row.EMPTY : nodes.get(nodes.size() - 1);
        return new LatexException(Formula.start(near), what);
    }

    private void skip() {
        while (at < nodes.size() && nodes.get(at) instanceof Space) {
            at++;
        }
    }

    /** The next node without passing over it, or null. */
    Node peek() {
        skip();
        return at < nodes.size() ? nodes.get(at) : null;
    }

    Node take() {
        skip();
        return nodes.get(at++);
    }

    static Token token(Node node) {
        return node instanceof Token token ? token : null;
    }

    boolean nextIs(String symbol) {
        Token token = token(peek());
        return token != null && token.is(symbol);
    }

    boolean accept(String symbol) {
        boolean found = nextIs(symbol);
        at += found ? 1 : 0;
        return found;
    }

    /** Terms with plus and minus. */
    Expr sum() {
        boolean negative = false;
        while (nextIs("+") || nextIs("−")) {
            negative ^= take() instanceof Token token && token.is("−");
        }
        Expr sum = term();
        sum = negative ? new Neg(sum) : sum;
        List<Expr> terms = new ArrayList<>(List.of(sum));
        while (nextIs("+") || nextIs("−")) {
            boolean minus = take() instanceof Token token && token.is("−");
            while (nextIs("+") || nextIs("−")) { // a - -b
                minus ^= take() instanceof Token token && token.is("−");
            }
            Expr term = term();
            sum = minus ? new Sub(sum, term) : new Add(sum, term);
            terms.add(minus ? new Neg(term) : term);
        }
        if (terms.contains(new Expr.Dots())) {
            sum = Ellipsis.sum(terms);
            if (sum == null) {
                throw missing("what the dots stand for cannot be seen");
            }
        }
        return sum;
    }

    private Expr term() {
        return accept("…") || accept("⋯") ? new Expr.Dots() : product();
    }

    /** Factors and what stands between them. */
    Expr product() {
        List<Expr> factors = new ArrayList<>(List.of(factor()));
        List<String> signs = new ArrayList<>();
        List<Boolean> simple = new ArrayList<>(List.of(false));
        while (true) {
            Node next = peek();
            if (next == null) {
                break;
            }
            String sign = sign(next);
            if (sign.isEmpty()) {
                if (!startsFactor(next)) {
                    break;
                }
                sign = " ";
            } else {
                take();
                if (nextIs("−")) { // a \cdot -b
                    take();
                    signs.add(sign);
                    factors.add(new Neg(factor()));
                    simple.add(false);
                    continue;
                }
            }
            simple.add(isSimple(next));
            signs.add(sign);
            factors.add(factor());
        }
        return combine(factors, signs, simple);
    }

    private static String sign(Node node) {
        Token token = token(node);
        if (token == null) {
            return "";
        }
        return switch (token.text()) {
            case "⋅", "×", "*", "∗", "⊙", "∘", "⊗", "⊘", "/", "÷" -> token.text();
            default -> "";
        };
    }

    private static boolean isSimple(Node node) {
        Node base = node instanceof Scripts scripts ? scripts.base() : node;
        return base instanceof Token token && (token.kind() == Kind.IDENTIFIER || token.kind() == Kind.BOLD);
    }

    private Expr combine(List<Expr> factors, List<String> signs, List<Boolean> simple) {
        boolean explicit = signs.stream().anyMatch(s -> !s.equals(" ") && !s.equals("/"));
        boolean mixed = explicit && signs.stream().distinct().count() > 1;
        if (mixed && context.precedence() == 0) {
            return byPrecedence(factors, signs);
        }
        Expr product = factors.get(0);
        for (int i = 0; i < signs.size(); i++) {
            boolean slash = signs.get(i).equals("/") || signs.get(i).equals("÷");
            boolean doubtful = slash
                    && i + 1 < signs.size()
                    && signs.get(i + 1).equals(" ")
                    && simple.get(i + 2)
                    && context.choices.pick(2) == 1;
            if (doubtful) { // 1/2x as 1/(2x)
                Expr under = factors.get(i + 1);
                while (i + 1 < signs.size() && signs.get(i + 1).equals(" ")) {
                    i++;
                    under = new Mul(Times.BESIDE, under, factors.get(i + 1));
                }
                product = new Div(product, under);
            } else {
                product = join(signs.get(i), product, factors.get(i + 1));
            }
        }
        return product;
    }

    /** First what stands side by side, then dots, crosses and slashes, then elementwise products. */
    private static Expr byPrecedence(List<Expr> factors, List<String> signs) {
        List<Expr> terms = new ArrayList<>(factors);
        List<String> between = new ArrayList<>(signs);
        for (String level : List.of(" ", "⋅×*∗/÷⊗", "⊙∘⊘")) {
            for (int i = 0; i < between.size(); ) {
                if (level.contains(between.get(i))) {
                    terms.set(i, join(between.remove(i), terms.get(i), terms.remove(i + 1)));
                } else {
                    i++;
                }
            }
        }
        return terms.get(0);
    }

    private static Expr join(String sign, Expr left, Expr right) {
        return switch (sign) {
            case " " -> new Mul(Times.BESIDE, left, right);
            case "⋅" -> new Mul(Times.DOT, left, right);
            case "×" -> new Mul(Times.CROSS, left, right);
            case "*", "∗" -> new Mul(Times.STAR, left, right);
            case "⊙", "∘" -> new Mul(Times.ELEMENTWISE, left, right);
            case "⊗" -> new Mul(Times.OUTER, left, right);
            default -> new Div(left, right);
        };
    }

    static boolean startsFactor(Node node) {
        Node base = node instanceof Scripts scripts ? scripts.base() : node;
        if (base instanceof Token token) {
            return switch (token.kind()) {
                case IDENTIFIER -> !"…⋯".contains(token.text());
                case BOLD, NUMBER, FUNCTION, LIMIT, LARGE, DERIVATIVE -> true;
                case WORDS -> Names.function(token.text().strip()) != null;
                default -> false;
            };
        }
        return !(base instanceof Space) && (base != Row.EMPTY || isTransposeBefore(node));
    }

    /** {@code {}^tA}, the transpose as French schools write it. */
    private static boolean isTransposeBefore(Node node) {
        return node instanceof Scripts scripts
                && scripts.base() == Row.EMPTY
                && scripts.sub() == Row.EMPTY
                && ScriptCluster.texts(scripts.sup()).matches("[tT\u22a4]");
    }

    /** One factor with all its scripts; a sum, a derivative or a function with what belongs to it. */
    Expr factor() {
        Node node = peek();
        if (node == null || !startsFactor(node)) {
            throw node == null ? missing("something is missing at the end") : error(node, "not expected here");
        }
        if (isTransposeBefore(node)) {
            context.count(take());
            return new Expr.Transpose(factor());
        }
        Node base = node instanceof Scripts scripts ? scripts.base() : node;
        Token token = token(base);
        if (token != null && token.kind() == Kind.LARGE) {
            return Sums.read(take(), this);
        }
        if (token != null && token.kind() == Kind.DERIVATIVE) {
            return derivative(take());
        }
        if (base instanceof Fraction fraction && Derivatives.is(fraction, context.scope)) {
            return fraction(take(), fraction);
        }
        return new Operands(this).operand(take());
    }

    /** Whether brackets behind a loss that is differentiated are a factor, {@code \nabla_h L (x^T)}, and not its arguments. */
    boolean isFactorOfGradient(Fenced fenced) {
        return by != null
                && Derivatives.isFactor(fenced)
                && !read(fenced.body(), context).equals(by);
    }

    private boolean isBy(Fenced fenced, Expr by) {
        return RowReader.nodes(fenced.body()).size() == 1
                && read(fenced.body(), context).equals(by);
    }

    /** {@code \partial L / \partial x} and {@code \nabla_x L}. */
    private Expr derivative(Node node) {
        Token sign = token(node instanceof Scripts scripts ? scripts.base() : node);
        if (sign.is("∇")) {
            if (!(node instanceof Scripts scripts) || scripts.sub() == Row.EMPTY) {
                Expr of = factor();
                boolean risk = of.equals(new Expr.Sym("R"));
                if (context.scope != Scope.VECTORS && !risk) {
                    throw error(sign, "a gradient that does not say by what");
                }
                return new Deriv(of, new Expr.Sym(risk ? "theta" : "x"));
            }
            Expr outer = by;
            by = read(scripts.sub(), context);
            try {
                return new Deriv(Derivatives.plain(factor()), by);
            } finally {
                by = outer;
            }
        }
        Expr of = factor();
        if (!accept("/") || !accept("∂")) {
            throw error(sign, "a derivative that is no fraction");
        }
        return new Deriv(Derivatives.plain(of), factor());
    }

    private Expr fraction(Node node, Fraction fraction) {
        Expr by = Derivatives.by(fraction, context);
        Expr of = Derivatives.of(fraction, context);
        if (of == null) {
            return new Operands(this).scripted(node, new Deriv(Derivatives.plain(product()), by));
        }
        Expr derivative = new Operands(this).scripted(node, new Deriv(Derivatives.plain(of), by));
        // at which point it is taken adds nothing: \frac{..}{..}(\theta^{(t)}), \frac{dg}{dx}(x), \Big|_{\theta=..}
        boolean bar =
                peek() instanceof Scripts scripts && scripts.base() instanceof Token token && token.kind() == Kind.BAR;
        if (bar || (peek() instanceof Fenced fenced && (Derivatives.isPlace(fenced) || isBy(fenced, by)))) {
            take();
        }
        return derivative;
    }
}
