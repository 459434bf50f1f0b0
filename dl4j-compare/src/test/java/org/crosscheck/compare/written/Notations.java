package org.crosscheck.compare.written;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Add;
import org.crosscheck.compare.latex.Expr.At;
import org.crosscheck.compare.latex.Expr.Call;
import org.crosscheck.compare.latex.Expr.Deriv;
import org.crosscheck.compare.latex.Expr.Div;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Indicator;
import org.crosscheck.compare.latex.Expr.Mul;
import org.crosscheck.compare.latex.Expr.Neg;
import org.crosscheck.compare.latex.Expr.Num;
import org.crosscheck.compare.latex.Expr.Pow;
import org.crosscheck.compare.latex.Expr.Relation;
import org.crosscheck.compare.latex.Expr.Sub;
import org.crosscheck.compare.latex.Expr.Sum;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Expr.Times;
import org.crosscheck.compare.latex.Expr.Transpose;

/** Writes expressions as one student or another would: each has habits, and is not always true to them. */
final class Notations {

    private final Random random;
    private final int bold;
    private final int layer;
    private final int transpose;
    private final int derivative;
    private final int bracket;
    private final String loss;
    private final boolean macro;
    private final boolean exact;

    /**
     * @param exact whether nothing may be left to the reader, as the end of a sum: a slip there would be lost
     */
    Notations(Random random, boolean exact) {
        this.exact = exact;
        this.random = random;
        this.bold = random.nextInt(6);
        this.layer = random.nextInt(5);
        this.transpose = random.nextInt(7);
        this.derivative = random.nextInt(7);
        this.bracket = random.nextInt(4);
        this.loss = pick("L", "L", "L", "J", "\\mathcal{L}", "\\ell");
        this.macro = random.nextInt(5) == 0;
    }

    private String pick(String... options) {
        return options[random.nextInt(options.length)];
    }

    /** An equality as a whole answer. */
    String answer(List<Expr> sides, List<String> signs) {
        StringBuilder formula = new StringBuilder(write(sides.get(0), 0));
        boolean align = random.nextInt(5) == 0;
        for (int i = 0; i < signs.size(); i++) {
            formula.append(align ? (i > 0 ? " \\\\ &" : " &") : " ")
                    .append(signs.get(i))
                    .append(' ')
                    .append(write(sides.get(i + 1), 0));
        }
        String preamble = macro ? "\\newcommand{\\pd}[2]{\\frac{\\partial #1}{\\partial #2}}\n" : "";
        if (align) {
            String name = pick("align", "align*");
            return preamble + "\\begin{" + name + "}\n" + formula + "\n\\end{" + name + "}";
        }
        return preamble
                + switch (random.nextInt(6)) {
                    case 0 -> "$" + formula + "$";
                    case 1 -> "$$" + formula + "$$";
                    case 2 -> "\\[ " + formula + " \\]";
                    case 3 -> "\\begin{equation}\n" + formula + "\n\\end{equation}";
                    case 4 -> "By the chain rule we get $" + formula + "$.";
                    default -> formula.toString();
                };
    }

    private String write(Expr e, int place) {
        String latex = plain(e);
        return binding(e) < place ? bracket(latex) : latex;
    }

    private String bracket(String latex) {
        return switch (bracket) {
            case 0 -> "(" + latex + ")";
            case 1 -> "\\left(" + latex + "\\right)";
            case 2 -> "\\Big( " + latex + " \\Big)";
            default -> random.nextInt(3) == 0 ? "\\left[" + latex + "\\right]" : "\\left( " + latex + " \\right)";
        };
    }

    private static int binding(Expr e) {
        if (e instanceof Add || e instanceof Sub || e instanceof Neg) {
            return 1;
        }
        if (e instanceof Mul mul) {
            return mul.times() == Times.ELEMENTWISE ? 2 : 3;
        }
        if (e instanceof Sum
                || (e instanceof Deriv deriv
                        && !(deriv.of() instanceof Sym || deriv.of() instanceof Elem || deriv.of() instanceof Call))) {
            return 3;
        }
        return e instanceof Div || e instanceof Call || e instanceof Deriv || e instanceof Pow ? 4 : 5;
    }

    private String plain(Expr e) {
        if (e instanceof Num num) {
            return num.digits();
        } else if (e instanceof Sym sym) {
            return name(sym.name(), "", "");
        } else if (e instanceof Elem elem && elem.of() instanceof Sym sym) {
            return name(sym.name(), indices(elem.indices()), "");
        } else if (e instanceof Transpose t && t.of() instanceof Sym sym) {
            return transposed(sym);
        } else if (e instanceof Elem elem) {
            return base(elem.of()) + "_{" + indices(elem.indices()) + "}";
        } else if (e instanceof Transpose t) {
            return base(t.of()) + "^" + pick("T", "\\top", "{\\top}", "{T}");
        } else if (e instanceof Neg x) {
            return "-" + write(x.of(), 2);
        } else if (e instanceof Add x) {
            return write(x.left(), 1) + " + "
                    + (x.right() instanceof Neg ? bracket(write(x.right(), 0)) : write(x.right(), 1));
        } else if (e instanceof Sub x) {
            return write(x.left(), 1) + pick(" - ", " - ", "-") + write(x.right(), 2);
        } else if (e instanceof Mul x) {
            return product(x);
        } else if (e instanceof Div x) {
            String name = pick("\\frac", "\\frac", "\\dfrac", "\\tfrac");
            return name + "{" + write(x.over(), 0) + "}{" + write(x.under(), 0) + "}";
        } else if (e instanceof Pow x) {
            boolean norm = x.base() instanceof Call call && call.function().startsWith("norm");
            return (norm ? plain(x.base()) : base(x.base())) + "^{" + write(x.exponent(), 0) + "}";
        } else if (e instanceof Sum x) {
            return sum(x);
        } else if (e instanceof Deriv x) {
            return derivative(x);
        } else if (e instanceof Indicator x) {
            return indicator(x);
        } else if (e instanceof At x) {
            String i = write(x.example(), 0);
            boolean data = x.of() instanceof Sym sym
                    && (sym.name().equals("x") || sym.name().equals("y"));
            return data ? plain(x.of()) + "^{(" + i + ")}" : loss + "(x^{(" + i + ")}, y^{(" + i + ")})";
        }
        return call((Call) e);
    }

    /** What scripts are put to. */
    private String base(Expr e) {
        boolean plain = e instanceof Sym sym && sym.name().matches("[a-zA-Z]");
        return plain ? plain(e) : bracket(write(e, 0));
    }

    private String indices(List<Expr> indices) {
        String separator = indices.size() > 1 ? pick("", "", ",", ", ") : "";
        return indices.stream()
                .map(i -> i instanceof Sym sym ? sym.name() : write(i, 0))
                .collect(Collectors.joining(separator));
    }

    private String letter(String letter) {
        boolean on = random.nextInt(10) > 0;
        return switch (on ? bold : 0) {
            case 1 -> "\\mathbf{" + letter + "}";
            case 2 -> "\\bm{" + letter + "}";
            case 3 -> "\\boldsymbol{" + letter + "}";
            case 4 -> letter.matches("[a-z]") ? "\\vec{" + letter + "}" : "\\mathbf " + letter;
            case 5 -> "{\\bf " + letter + "}";
            default -> letter;
        };
    }

    private String name(String name, String indices, String transpose) {
        String sub = indices.isEmpty() ? "" : "_{" + indices + "}";
        switch (name) {
            case "W1", "W2", "b1", "b2" -> {
                String number = name.substring(1);
                String letter = letter(name.substring(0, 1));
                String above =
                        switch (layer) {
                            case 0 -> "(" + number + ")";
                            case 1 -> "[" + number + "]";
                            case 2 -> indices.isEmpty() && transpose.isEmpty() ? "" : "(" + number + ")";
                            default -> "(" + number + ")";
                        };
                if (above.isEmpty()) {
                    return letter + "_" + number;
                }
                return scripts(letter, sub, above + transpose);
            }
            case "ha", "hs", "oa", "os" -> {
                String kind = name.substring(1);
                return scripts(
                        letter(name.substring(0, 1)),
                        sub,
                        layer == 3 ? "{(" + kind + ")}" + transpose : kind + transpose);
            }
            case "x" -> {
                return scripts(letter("x"), sub, transpose);
            }
            case "L" -> {
                return loss;
            }
            case "R" -> {
                return "\\hat{R}";
            }
            case "theta" -> {
                return scripts("\\theta", sub, transpose);
            }
            case "theta+" -> {
                return pick("\\theta^{(t+1)}", "\\theta_{t+1}");
            }
            case "eta" -> {
                return "\\eta";
            }
            case "n_theta" -> {
                return "n_\\theta";
            }
            default -> {
                return scripts(name, sub, transpose);
            }
        }
    }

    private String scripts(String base, String sub, String sup) {
        String above = sup.isEmpty() ? "" : "^{" + sup + "}";
        return random.nextBoolean() ? base + sub + above : base + above + sub;
    }

    private String transposed(Sym sym) {
        String name = sym.name();
        boolean plain = name.matches("[a-zA-Z]");
        return switch (plain ? 6 : transpose) {
            case 0 -> name(name, "", "T");
            case 1 -> name(name, "", "\\top");
            case 2 -> "{" + name(name, "", "") + "}^\\top";
            case 3 -> "{" + name(name, "", "") + "}^T";
            case 4 -> "(" + name(name, "", "") + ")^{\\intercal}";
            case 5 -> "\\left(" + name(name, "", "") + "\\right)^{T}";
            default -> "(" + name(name, "", "") + ")^" + pick("\\top", "T", "{\\mathsf{T}}", "{\\mathrm{T}}", "t");
        };
    }

    private String product(Mul x) {
        if (x.times() == Times.ELEMENTWISE) {
            int inner = random.nextInt(3) == 0 ? 2 : 4;
            return write(
                            x.left(),
                            Math.max(2, inner - (x.left() instanceof Mul m && m.times() == Times.ELEMENTWISE ? 2 : 0)))
                    + pick(" \\odot ", " \\odot ", " \\circ ")
                    + write(x.right(), x.right() instanceof Mul ? 4 : 3);
        }
        boolean numbers = x.right() instanceof Num || (x.right() instanceof Div && x.left() instanceof Num);
        String sign =
                numbers ? pick(" \\cdot ", " \\times ") : exact ? pick(" ", "\\,") : pick(" ", " ", "\\,", " \\cdot ");
        if (x.times() == Times.OUTER) {
            sign = " \\otimes ";
        }
        boolean open = x.left() instanceof Sum || (x.left() instanceof Deriv deriv && binding(deriv) == 3);
        String right = write(x.right(), x.right() instanceof Mul ? 4 : 3);
        String left = write(x.left(), open ? 5 : 3);
        return left + sign + (right.startsWith("-") ? bracket(right) : right);
    }

    private String sum(Sum x) {
        String name = pick("\\sum", "\\sum", "\\sum\\limits");
        String from = x.to() == null ? x.index() : x.index() + "=1";
        String to = x.to() == null ? "" : "^{" + write(x.to(), 0) + "}";
        boolean open = !exact
                && x.to() != null
                && x.where().isEmpty()
                && random.nextInt(5) == 0
                && !x.to().equals(new Sym("n"));
        return name + "_{" + (open ? x.index() : from) + "}" + (open ? "" : to) + " " + write(x.body(), 2);
    }

    private String derivative(Deriv x) {
        String by = plain(x.by());
        boolean simple = x.of() instanceof Sym || x.of() instanceof Elem || x.of() instanceof Call;
        if (!simple) {
            return "\\frac{\\partial}{\\partial " + by + "} " + write(x.of(), 4);
        }
        String of = plain(x.of());
        boolean loss = x.of().equals(new Sym("L")) || x.of().equals(new Sym("R"));
        if (macro) {
            return "\\pd{" + of + "}{" + by + "}";
        }
        return switch (random.nextInt(10) == 0 ? 0 : derivative) {
            case 1 -> "\\dfrac{\\partial " + of + "}{\\partial " + by + "}";
            case 2 -> loss ? "\\nabla_{" + by + "} " + of : "\\frac{\\partial " + of + "}{\\partial " + by + "}";
            case 3 -> "\\frac{d" + pad(of) + "}{d" + pad(by) + "}";
            case 4 -> "\\frac{\\mathrm{d} " + of + "}{\\mathrm{d} " + by + "}";
            default -> "\\frac{\\partial " + of + "}{\\partial " + by + "}";
        };
    }

    private static String pad(String latex) {
        return " " + latex;
    }

    private String indicator(Indicator x) {
        Relation r = x.where().get(0);
        String condition = write(r.left(), 0) + " " + sign(r.sign()) + " " + write(r.right(), 0);
        boolean equal = r.sign().equals("=") && r.left() instanceof Sym && r.right() instanceof Sym;
        return switch (random.nextInt(equal ? 7 : 5)) {
            case 0 -> "\\mathbf{1}_{\\{" + condition + "\\}}";
            case 1 -> "\\mathbf{1}_{" + condition + "}";
            case 2 -> "\\mathbb{1}_{\\{" + condition + "\\}}";
            case 3 -> "1_{" + condition + "}";
            case 4 -> "\\mathbb{I}[" + condition + "]";
            case 5 -> "\\delta_{" + write(r.left(), 0) + write(r.right(), 0) + "}";
            default -> "\\delta_{" + condition + "}";
        };
    }

    private static String sign(String sign) {
        return switch (sign) {
            case "≠" -> "\\neq";
            case "≤" -> "\\le";
            case "≥" -> "\\geq";
            default -> sign;
        };
    }

    private String call(Call x) {
        String name = x.function().replace("'", "");
        String prime = x.function().endsWith("'") ? pick("'", "'", "^{\\prime}") : "";
        Expr argument = x.argument();
        String inside = x.arguments().stream().map(a -> write(a, 0)).collect(Collectors.joining(", "));
        boolean simple = argument instanceof Sym || (argument instanceof Elem elem && elem.of() instanceof Sym);
        switch (name) {
            case "exp" -> {
                return switch (random.nextInt(4)) {
                    case 0 -> "\\exp" + bracket(inside);
                    case 1 -> "\\exp{(" + inside + ")}";
                    default -> "e^{" + inside + "}";
                };
            }
            case "log" -> {
                String log = pick("\\log", "\\ln", "\\text{log}", "\\mathrm{ln}");
                return simple && random.nextBoolean()
                        ? log + " " + inside
                        : argument instanceof Div ? log + " " + inside : log + bracket(inside);
            }
            case "sin", "cos", "tanh" -> {
                String function =
                        pick("\\" + name, "\\" + name, "\\text{" + name + "}", "\\operatorname{" + name + "}");
                return simple && random.nextInt(4) == 0 ? function + " " + inside : function + bracket(inside);
            }
            case "norm1" -> {
                return pick("\\|" + inside + "\\|_1", "\\lVert " + inside + " \\rVert_{1}", "||" + inside + "||_1");
            }
            case "norm2" -> {
                return pick(
                        "\\|" + inside + "\\|_2", "\\left\\| " + inside + " \\right\\|_2", "||" + inside + "||_{2}");
            }
            case "abs" -> {
                return pick("|" + inside + "|", "\\left| " + inside + " \\right|", "\\lvert " + inside + " \\rvert");
            }
            case "onehot" -> {
                return pick(
                        "\\mathrm{onehot}_m(y)",
                        "\\text{onehot}_m(y)",
                        "\\operatorname{onehot}(y)",
                        "\\mathbf{e}_y",
                        "e_y");
            }
            case "softmax" -> {
                return pick("S(", "S(", "\\mathrm{softmax}(", "\\text{softmax}(", "\\operatorname{softmax}(") + inside
                        + ")";
            }
            case "sigma" -> {
                return "\\sigma" + prime + "(" + inside + ")";
            }
            case "phi" -> {
                return "\\phi" + prime + "(" + inside + ")";
            }
            case "rect" -> {
                return pick("g", "\\mathrm{rect}", "\\text{ReLU}") + prime + "(" + inside + ")";
            }
            case "heaviside" -> {
                return "H(" + inside + ")";
            }
            case "diag", "sign", "softplus" -> {
                return pick("\\mathrm{" + name + "}", "\\text{" + name + "}", "\\operatorname{" + name + "}", name)
                        + bracketRound(inside);
            }
            default -> {
                return "\\mathrm{" + name + "}(" + inside + ")";
            }
        }
    }

    private String bracketRound(String latex) {
        return random.nextBoolean() ? "(" + latex + ")" : "\\left(" + latex + "\\right)";
    }
}
