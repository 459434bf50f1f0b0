package org.crosscheck.compare.latex;

import java.util.List;
import java.util.stream.Collectors;
import org.crosscheck.compare.latex.Expr.Add;
import org.crosscheck.compare.latex.Expr.All;
import org.crosscheck.compare.latex.Expr.At;
import org.crosscheck.compare.latex.Expr.Call;
import org.crosscheck.compare.latex.Expr.Cases;
import org.crosscheck.compare.latex.Expr.Deriv;
import org.crosscheck.compare.latex.Expr.Div;
import org.crosscheck.compare.latex.Expr.Dots;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Group;
import org.crosscheck.compare.latex.Expr.Indicator;
import org.crosscheck.compare.latex.Expr.Matrix;
import org.crosscheck.compare.latex.Expr.Mul;
import org.crosscheck.compare.latex.Expr.Neg;
import org.crosscheck.compare.latex.Expr.Num;
import org.crosscheck.compare.latex.Expr.Pow;
import org.crosscheck.compare.latex.Expr.Relation;
import org.crosscheck.compare.latex.Expr.Sub;
import org.crosscheck.compare.latex.Expr.Sum;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Expr.Transpose;

/** Writes what was understood as LaTeX, in the homework's own notation. */
public final class Printer {

    /** How tightly an expression binds: what binds less than its place asks for gets brackets. */
    private static final int SUM = 1;

    private static final int ELEMENTWISE = 2;
    private static final int PRODUCT = 3;
    private static final int FACTOR = 4;
    private static final int ATOM = 5;

    private Printer() {}

    /** The LaTeX of an expression. */
    public static String latex(Expr e) {
        return write(e, 0);
    }

    /** The same in Unicode, on one line. */
    public static String unicode(Expr e) {
        return unicode(latex(e));
    }

    /** LaTeX that this class has written in Unicode, on one line. */
    public static String unicode(String latex) {
        return FormulaText.inline(layout(latex));
    }

    /** The layout of LaTeX that this class has written. */
    public static Formula layout(String latex) {
        return new Formula(latex, LayoutParser.parse(Lexer.read(latex)));
    }

    /** The LaTeX of a condition. */
    public static String latex(Relation relation) {
        if (relation.sign().isEmpty()) {
            return latex(relation.left());
        }
        String right = relation.sign().equals("∈") ? "\\dots" : latex(relation.right());
        return latex(relation.left()) + " " + sign(relation.sign()) + " " + right;
    }

    /** A relation's sign in LaTeX. */
    public static String sign(String sign) {
        return switch (sign) {
            case "≠" -> "\\ne";
            case "≤" -> "\\le";
            case "≥" -> "\\ge";
            case "∈" -> "\\in";
            case "←" -> "\\leftarrow";
            case "≔" -> "=";
            case "≈" -> "\\approx";
            case "≡" -> "=";
            default -> sign;
        };
    }

    private static String write(Expr e, int place) {
        String latex = plain(e);
        return binding(e) < place ? "\\left( " + latex + " \\right)" : latex;
    }

    private static int binding(Expr e) {
        if (e instanceof Add || e instanceof Sub || e instanceof Neg) {
            return SUM;
        }
        if (e instanceof Mul inner && inner.times() == Expr.Times.INNER) {
            return ATOM;
        }
        if (e instanceof Mul mul) {
            return mul.times() == Expr.Times.ELEMENTWISE ? ELEMENTWISE : PRODUCT;
        }
        if (e instanceof Sum || (e instanceof Deriv deriv && !isShort(deriv.of()))) {
            return PRODUCT;
        }
        boolean factor = e instanceof Div
                || e instanceof Call
                || e instanceof Deriv
                || e instanceof Pow
                || e instanceof Transpose
                || (e instanceof Elem elem && !(elem.of() instanceof Sym));
        return factor ? FACTOR : ATOM;
    }

    private static String plain(Expr e) {
        if (e instanceof Num num) {
            return num.digits();
        } else if (e instanceof Sym sym) {
            return Names.latex(sym.name());
        } else if (e instanceof All) {
            return ":";
        } else if (e instanceof Dots) {
            return "\\vdots";
        } else if (e instanceof Elem x) {
            return write(x.of(), ATOM) + "_{" + list(x.indices(), separator(x.indices())) + "}";
        } else if (e instanceof Neg x) {
            return "-" + write(x.of(), ELEMENTWISE);
        } else if (e instanceof Add x) {
            return write(x.left(), SUM) + " + " + write(x.right(), x.right() instanceof Neg ? PRODUCT : SUM);
        } else if (e instanceof Sub x) {
            return write(x.left(), SUM) + " - " + write(x.right(), ELEMENTWISE);
        } else if (e instanceof Mul x) {
            return product(x);
        } else if (e instanceof Div x) {
            return "\\frac{" + latex(x.over()) + "}{" + latex(x.under()) + "}";
        } else if (e instanceof Pow x) {
            return power(x);
        } else if (e instanceof Transpose x) {
            String inner = x.of() instanceof Sym sym && !Names.latex(sym.name()).contains("^")
                    ? latex(x.of())
                    : "\\left( " + latex(x.of()) + " \\right)";
            return inner + "^\\top";
        } else if (e instanceof At x) {
            return at(x);
        } else if (e instanceof Sum x) {
            return sum(x);
        } else if (e instanceof Deriv x) {
            return derivative(x);
        }
        return structure(e);
    }

    private static String structure(Expr e) {
        if (e instanceof Call x) {
            return call(x);
        } else if (e instanceof Matrix x) {
            return "\\begin{pmatrix} "
                    + x.rows().stream().map(row -> list(row, " & ")).collect(Collectors.joining(" \\\\ "))
                    + " \\end{pmatrix}";
        } else if (e instanceof Indicator x) {
            return "\\mathbf{1}_{\\{" + conditions(x.where()) + "\\}}";
        } else if (e instanceof Cases x) {
            return "\\begin{cases} "
                    + x.cases().stream()
                            .map(c -> latex(c.value()) + " & "
                                    + (c.where().isEmpty()
                                            ? "\\text{otherwise}"
                                            : "\\text{if } " + conditions(c.where())))
                            .collect(Collectors.joining(" \\\\ "))
                    + " \\end{cases}";
        }
        return "\\left( " + list(((Group) e).members(), ", ") + " \\right)";
    }

    private static String separator(List<Expr> indices) {
        boolean plain = indices.stream()
                .allMatch(i -> i instanceof Sym sym && sym.name().length() == 1);
        return plain ? "" : ",";
    }

    private static String list(List<Expr> list, String separator) {
        return list.stream().map(Printer::latex).collect(Collectors.joining(separator));
    }

    private static String conditions(List<Relation> where) {
        return where.stream().map(Printer::latex).collect(Collectors.joining(", "));
    }

    private static String product(Mul x) {
        if (x.times() == Expr.Times.INNER) {
            return "\\langle " + latex(x.left()) + ", " + latex(x.right()) + " \\rangle";
        }
        int place = x.times() == Expr.Times.ELEMENTWISE ? ELEMENTWISE : PRODUCT;
        boolean number = x.right() instanceof Num || (x.right() instanceof Div && x.left() instanceof Num);
        String sign =
                switch (x.times()) {
                    case BESIDE -> number ? " \\cdot " : " \\, ";
                    case DOT -> " \\cdot ";
                    case CROSS -> " \\times ";
                    case STAR -> " * ";
                    case ELEMENTWISE -> " \\odot ";
                    case OUTER -> " \\otimes ";
                    case INNER -> throw new AssertionError();
                };
        boolean open = x.left() instanceof Sum || (x.left() instanceof Deriv deriv && !isShort(deriv.of()));
        boolean cross = x.times() != Expr.Times.CROSS && x.left() instanceof Mul mul && mul.times() == Expr.Times.CROSS;
        return write(x.left(), open || cross ? ATOM : place)
                + sign
                + write(x.right(), place + (x.right() instanceof Mul ? 1 : 0));
    }

    private static String power(Pow x) {
        if (x.base() instanceof Call call && isNorm(call)) {
            return call(call) + "^{" + latex(x.exponent()) + "}";
        }
        boolean scripted = (x.base() instanceof Sym sym
                        && Names.latex(sym.name()).contains("^"))
                || (x.base() instanceof Elem elem && write(elem.of(), ATOM).contains("^"));
        String base = scripted ? "\\left( " + latex(x.base()) + " \\right)" : write(x.base(), ATOM);
        return base + "^{" + latex(x.exponent()) + "}";
    }

    private static boolean isNorm(Call call) {
        return call.function().startsWith("norm") || call.function().equals("abs");
    }

    private static String at(At x) {
        String example = latex(x.example());
        if (x.of() instanceof Sym sym && (sym.name().equals("x") || sym.name().equals("y"))) {
            return Names.latex(sym.name()) + "^{(" + example + ")}";
        }
        if (x.of().equals(new Sym("L"))) {
            return "L(\\mathbf{x}^{(" + example + ")}, y^{(" + example + ")})";
        }
        return latex(x.of()) + "(\\mathbf{x}^{(" + example + ")})";
    }

    private static String sum(Sum x) {
        String from = x.where().isEmpty() ? (x.to() == null ? x.index() : x.index() + "=1") : conditions(x.where());
        String to = x.to() == null ? "" : "^{" + latex(x.to()) + "}";
        return "\\sum_{" + from + "}" + to + " " + write(x.body(), ELEMENTWISE);
    }

    private static boolean isShort(Expr e) {
        return e instanceof Sym || e instanceof Elem || e instanceof At || e instanceof Call;
    }

    private static String derivative(Deriv x) {
        String by = "\\partial " + write(x.by(), ATOM);
        return isShort(x.of())
                ? "\\frac{\\partial " + latex(x.of()) + "}{" + by + "}"
                : "\\frac{\\partial}{" + by + "} " + write(x.of(), ATOM);
    }

    private static String call(Call x) {
        String inside = list(x.arguments(), ", ");
        String prime = x.function().endsWith("'") ? "'" : "";
        String name = x.function().replace("'", "");
        return switch (name) {
            case "exp" -> "e^{" + inside + "}";
            case "abs" -> "\\left\\lvert " + inside + " \\right\\rvert";
            case "norm1" -> "\\left\\lVert " + inside + " \\right\\rVert_1";
            case "norm2" -> "\\left\\lVert " + inside + " \\right\\rVert_2";
            case "sqrt" -> "\\sqrt{" + inside + "}";
            case "floor" -> "\\left\\lfloor " + inside + " \\right\\rfloor";
            case "onehot" -> "\\mathrm{onehot}(" + inside + ")";
            case "softmax" -> "S(" + inside + ")";
            case "sigma" -> "\\sigma" + prime + "(" + inside + ")";
            case "phi" -> "\\phi" + prime + "(" + inside + ")";
            case "heaviside" -> "H(" + inside + ")";
            case "argmin" -> "\\arg\\min_{\\theta} " + inside;
            case "argmax" -> "\\arg\\max_{\\theta} " + inside;
            case "min" -> x.arguments().size() == 1 ? "\\min_{\\theta} " + inside : "\\min(" + inside + ")";
            case "space" -> "\\mathbb{R}^{" + inside.replace(", ", " \\times ") + "}";
            case "sin", "cos", "tan", "tanh", "log", "max" -> "\\" + name + prime + "(" + inside + ")";
            default -> "\\mathrm{" + name + "}" + prime + "(" + inside + ")";
        };
    }
}
