package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.latex.RelationChain;
import org.crosscheck.compare.latex.Statements;

/** Right formulas for the questions that a formula answers: what others are made from. */
final class RightFormulas {

    /** A right answer: which question it answers, and what it says. */
    record Formula(String question, String theory, RelationChain chain) {}

    private static final String[] NUMBERS = {
        "1a",
        "g'(x) = \\mathbf{1}_{\\{x>0\\}}",
        "1a",
        "g'(x) = H(x)",
        "1a",
        "g'(x) = 1 - \\mathbf{1}_{\\{x<0\\}}",
        "1b",
        "\\sigma'(x) = \\sigma(x)(1-\\sigma(x))",
        "1b",
        "\\sigma'(x) = \\sigma(x) - \\sigma(x)^2",
        "1b",
        "\\sigma'(x) = \\sigma(x)\\sigma(-x)",
        "1c",
        "\\sigma(x) = \\frac{1}{1+e^{-x}} = \\frac{e^{\\frac{x}{2}}}{e^{\\frac{x}{2}}+e^{-\\frac{x}{2}}} = \\frac{1}{2}(\\tanh(\\frac{1}{2}x)+1)",
        "1d",
        "\\ln(\\sigma(x)) = \\ln(\\frac{1}{1+\\exp(-x)}) = -\\ln(1+\\exp(-x)) = -\\mathrm{softplus}(-x)",
        "1e",
        "\\mathrm{softplus}(x) - \\mathrm{softplus}(-x) = \\ln(1+e^x) - \\ln(1+e^{-x}) = \\ln(\\frac{1+e^x}{1+e^{-x}}) = x",
        "1f",
        "\\mathrm{sign}(x) = \\mathbf{1}_{x>0} - \\mathbf{1}_{x<0}",
        "1f",
        "\\mathrm{sign}(x) = 2 \\cdot \\mathbf{1}_{x>0} + \\mathbf{1}_{x=0} - 1",
    };

    private static final String[] VECTORS = {
        "1g",
        "\\frac{\\partial \\|x\\|_2^2}{\\partial x} = 2x",
        "1g",
        "\\frac{\\partial \\|x\\|_2^2}{\\partial x} = x + x",
        "1h",
        "\\frac{\\partial \\|x\\|_1}{\\partial x} = \\mathrm{sign}(x)",
        "1h",
        "\\frac{\\partial \\|x\\|_1}{\\partial x} = \\mathbf{1}_{x>0} - \\mathbf{1}_{x<0}",
        "1i",
        "S(cx)_i = \\frac{e^{c x_i}}{\\sum_{j=1}^n e^{c x_j}} \\neq \\frac{e^{x_i}}{\\sum_{j=1}^n e^{x_j}} = S(x)_i",
        "1j",
        "S(x+c)_i = \\frac{e^{x_i+c}}{\\sum_{j=1}^n e^{x_j+c}} = \\frac{e^c e^{x_i}}{e^c \\sum_{j=1}^n e^{x_j}} = \\frac{e^{x_i}}{\\sum_{j=1}^n e^{x_j}} = S(x)_i",
        "1k",
        "\\frac{\\partial S(x)_i}{\\partial x_j} = \\frac{\\mathbf{1}_{i=j} e^{x_i} \\sum_{k=1}^n e^{x_k} - e^{x_i}e^{x_j}}{(\\sum_{k=1}^n e^{x_k})^2}"
                + " = S(x)_i \\mathbf{1}_{i=j} - S(x)_i S(x)_j",
        "1l",
        "\\frac{\\partial S(x)}{\\partial x} = \\mathrm{diag}(S(x)) - S(x)S(x)^T",
    };

    private static final String[] PRODUCTS = {
        "1m",
                "\\frac{\\partial L}{\\partial x} = S(x) \\odot (\\frac{\\partial L}{\\partial y} - S(x)^T \\frac{\\partial L}{\\partial y})",
        "1m",
                "\\frac{\\partial L}{\\partial x_i} = S(x)_i (\\frac{\\partial L}{\\partial y_i} - \\sum_{j=1}^n S(x)_j \\frac{\\partial L}{\\partial y_j})",
    };

    private static final String[] SIGMOID = {
        "1m",
        "\\frac{\\partial L}{\\partial x} = \\sigma(x) \\odot (1-\\sigma(x)) \\odot \\frac{\\partial L}{\\partial y}",
    };

    private static final String[] NETWORK = {
        "2a",
        "h^a = W^{(1)} x + b^{(1)}",
        "2a",
        "h^a_j = \\sum_{k=1}^d W^{(1)}_{jk} x_k + b^{(1)}_j",
        "2a",
        "h^s = \\sin(h^a)",
        "2a",
        "h^s_j = \\sin(h^a_j)",
        "2b",
        "o^a = W^{(2)} h^s + b^{(2)}",
        "2b",
        "o^a_k = b^{(2)}_k + \\sum_{j=1}^{d_h} W^{(2)}_{kj} h^s_j",
        "2c",
        "o^s_k = \\frac{e^{o^a_k}}{\\sum_{j=1}^m e^{o^a_j}}",
        "2d",
        "L = \\log(\\sum_{j=1}^m e^{o^a_j}) - o^a_y",
        "2d",
        "L = -\\log(\\frac{e^{o^a_y}}{\\sum_{j=1}^m e^{o^a_j}})",
        "2e",
        "\\hat R = \\frac{1}{n} \\sum_{i=1}^n L(x^{(i)}, y^{(i)})",
        "2e",
        "n_\\theta = d_h(d+1) + m(d_h+1)",
        "2e",
        "n_\\theta = d_h d + d_h + m d_h + m",
        "2f",
        "\\theta^{(t+1)} = \\theta - \\eta \\frac{\\partial \\hat R}{\\partial \\theta}",
        "2g",
        "\\frac{\\partial L}{\\partial o^a} = o^s - \\mathrm{onehot}_m(y)",
        "2g",
        "\\frac{\\partial L}{\\partial o^a_k} = o^s_k - \\mathbf{1}_{k=y}",
        "2h",
        "\\frac{\\partial L}{\\partial W^{(2)}_{kj}} = \\frac{\\partial L}{\\partial o^a_k} h^s_j",
        "2h",
        "\\frac{\\partial L}{\\partial b^{(2)}_k} = \\frac{\\partial L}{\\partial o^a_k}",
        "2h",
        "\\frac{\\partial L}{\\partial W^{(2)}_{kj}} = (o^s_k - \\mathbf{1}_{k=y}) h^s_j",
        "2i",
        "\\frac{\\partial L}{\\partial W^{(2)}} = \\frac{\\partial L}{\\partial o^a} (h^s)^T",
        "2i",
        "\\frac{\\partial L}{\\partial W^{(2)}} = (o^s - \\mathrm{onehot}_m(y)) (h^s)^T",
        "2i",
        "\\frac{\\partial L}{\\partial b^{(2)}} = \\frac{\\partial L}{\\partial o^a}",
        "2j",
        "\\frac{\\partial L}{\\partial h^s_j} = \\sum_{k=1}^m \\frac{\\partial L}{\\partial o^a_k} W^{(2)}_{kj}",
        "2k",
        "\\frac{\\partial L}{\\partial h^s} = (W^{(2)})^T \\frac{\\partial L}{\\partial o^a}",
        "2k",
        "\\frac{\\partial L}{\\partial h^s} = (W^{(2)})^T (o^s - \\mathrm{onehot}_m(y))",
        "2l",
        "\\frac{\\partial L}{\\partial h^a_j} = \\frac{\\partial L}{\\partial h^s_j} \\cos(h^a_j)",
        "2m",
        "\\frac{\\partial L}{\\partial h^a} = \\frac{\\partial L}{\\partial h^s} \\odot \\cos(h^a)",
        "2m",
        "\\frac{\\partial L}{\\partial h^a} = ((W^{(2)})^T \\frac{\\partial L}{\\partial o^a}) \\odot \\cos(h^a)",
        "2n",
        "\\frac{\\partial L}{\\partial W^{(1)}_{ji}} = \\frac{\\partial L}{\\partial h^a_j} x_i",
        "2n",
        "\\frac{\\partial L}{\\partial b^{(1)}_j} = \\frac{\\partial L}{\\partial h^a_j}",
        "2n",
        "\\frac{\\partial L}{\\partial W^{(1)}_{ji}} = \\frac{\\partial L}{\\partial h^s_j} \\cos(h^a_j) x_i",
        "2o",
        "\\frac{\\partial L}{\\partial W^{(1)}} = \\frac{\\partial L}{\\partial h^a} x^T",
        "2o",
        "\\frac{\\partial L}{\\partial b^{(1)}} = \\frac{\\partial L}{\\partial h^a}",
        "2o",
        "\\frac{\\partial L}{\\partial W^{(1)}} = (\\frac{\\partial L}{\\partial h^s} \\odot \\cos(h^a)) x^T",
        "2p",
        "\\frac{\\partial L}{\\partial x} = (W^{(1)})^T \\frac{\\partial L}{\\partial h^a}",
        "2p",
        "\\frac{\\partial L}{\\partial x} = (W^{(1)})^T (\\cos(h^a) \\odot ((W^{(2)})^T (o^s - \\mathrm{onehot}_m(y))))",
        "2p",
        "\\frac{\\partial L}{\\partial x_i} = \\sum_{j=1}^{d_h} W^{(1)}_{ji} \\frac{\\partial L}{\\partial h^a_j}",
    };

    private static final String[] WINDOWS = {
        "3a",
        "16 \\cdot 10 \\cdot 10 = 1600",
        "3a",
        "16 (\\frac{32-5+1}{2} - 5 + 1)^2 = 1600",
        "3b",
        "16 \\cdot 6 \\cdot 5 \\cdot 5 = 2400",
        "3b",
        "16 \\cdot 150 = 2400",
        "3c",
        "k = 14",
        "3d",
        "k = 11",
        "3e",
        "k = 11",
    };

    static final List<Formula> ALL = all();

    private RightFormulas() {}

    private static List<Formula> all() {
        List<Formula> all = new ArrayList<>();
        read(NUMBERS, "numbers", all);
        read(VECTORS, "vectors", all);
        read(PRODUCTS, "softmax", all);
        read(SIGMOID, "sigmoid", all);
        read(NETWORK, "network", all);
        read(WINDOWS, "windows", all);
        return List.copyOf(all);
    }

    private static void read(String[] formulas, String theory, List<Formula> all) {
        for (int i = 0; i < formulas.length; i += 2) {
            RelationChain chain = Statements.read(
                            formulas[i + 1], Theory.of(theory).scope())
                    .statements()
                    .get(0)
                    .readings(Theory.of(theory).scope())
                    .get(0);
            all.add(new Formula(formulas[i], theory, chain));
        }
    }
}
