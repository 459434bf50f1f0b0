package org.crosscheck.compare.latex;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of the homework: of quantities, how LaTeX writes them, and of functions, how people call them. */
public final class Names {

    /** Quantities of all parts with their LaTeX. */
    private static final Map<String, String> LATEX = new LinkedHashMap<>();

    /** Functions by the words that name them. */
    private static final Map<String, String> FUNCTIONS = new LinkedHashMap<>();

    /** Words that are no product of letters, inside of formulas. */
    private static final Set<String> WORDS = Set.of(
            "if",
            "for",
            "and",
            "or",
            "where",
            "with",
            "let",
            "when",
            "is",
            "otherwise",
            "si",
            "sinon",
            "pour",
            "et",
            "ou",
            "donc",
            "avec",
            "so",
            "then",
            "thus",
            "hence",
            "by",
            "we",
            "have",
            "get",
            "else",
            "iff",
            "of",
            "the",
            "in",
            "to",
            "as",
            "all",
            "any",
            "since",
            "elsewhere",
            "est",
            "on",
            "les",
            "des",
            "une",
            "car",
            "dim",
            "not",
            "are",
            "it",
            "this",
            "that",
            "case",
            "cas",
            "o\u00f9",
            "Donc",
            "Si",
            "If",
            "For",
            "Let",
            "So",
            "We",
            "The");

    static {
        String[] names = {
            "W1",
            "\\mathbf{W}^{(1)}",
            "W2",
            "\\mathbf{W}^{(2)}",
            "b1",
            "\\mathbf{b}^{(1)}",
            "b2",
            "\\mathbf{b}^{(2)}",
            "ha",
            "\\mathbf{h}^a",
            "hs",
            "\\mathbf{h}^s",
            "oa",
            "\\mathbf{o}^a",
            "os",
            "\\mathbf{o}^s",
            "R",
            "\\hat{R}",
            "X",
            "\\mathbf{X}",
            "Ha",
            "\\mathbf{H}^a",
            "Hs",
            "\\mathbf{H}^s",
            "Go",
            "\\mathbf{G}^o",
            "Gh",
            "\\mathbf{G}^h",
            "theta",
            "\\theta",
            "eta",
            "\\eta",
            "n_theta",
            "n_\\theta",
            "d_h",
            "d_h",
            "ones",
            "\\mathbf{1}",
            "identity",
            "I",
            "theta+",
            "\\theta^{\\text{new}}",
            "W1+",
            "\\mathbf{W}^{(1)\\text{new}}",
            "b1+",
            "\\mathbf{b}^{(1)\\text{new}}",
            "W2+",
            "\\mathbf{W}^{(2)\\text{new}}",
            "b2+",
            "\\mathbf{b}^{(2)\\text{new}}"
        };
        for (int i = 0; i < names.length; i += 2) {
            LATEX.put(names[i], names[i + 1]);
        }
        String[] functions = {
            "sin",
            "sin",
            "cos",
            "cos",
            "tan",
            "tan",
            "tanh",
            "tanh",
            "cosh",
            "cosh",
            "sinh",
            "sinh",
            "exp",
            "exp",
            "log",
            "log",
            "ln",
            "log",
            "softmax",
            "softmax",
            "Softmax",
            "softmax",
            "SoftMax",
            "softmax",
            "softplus",
            "softplus",
            "Softplus",
            "softplus",
            "SoftPlus",
            "softplus",
            "sigmoid",
            "sigma",
            "Sigmoid",
            "sigma",
            "sign",
            "sign",
            "sgn",
            "sign",
            "Sign",
            "sign",
            "diag",
            "diag",
            "Diag",
            "diag",
            "onehot",
            "onehot",
            "one-hot",
            "onehot",
            "onehotm",
            "onehot",
            "OneHot",
            "onehot",
            "Onehot",
            "onehot",
            "relu",
            "rect",
            "ReLU",
            "rect",
            "RELU",
            "rect",
            "Relu",
            "rect",
            "ReLu",
            "rect",
            "rect",
            "rect",
            "rectifier",
            "rect",
            "abs",
            "abs",
            "sqrt",
            "sqrt",
            "max",
            "max",
            "min",
            "min",
            "argmin",
            "argmin",
            "argmax",
            "argmax",
            "arg",
            "arg",
            "outer",
            "outer",
            "np.outer",
            "outer",
            "np.dot",
            "dot",
            "heaviside",
            "heaviside",
            "Heaviside",
            "heaviside",
            "dim",
            "dim",
            "logsumexp",
            "logsumexp",
            "LogSumExp",
            "logsumexp",
            "LSE",
            "logsumexp"
        };
        for (int i = 0; i < functions.length; i += 2) {
            FUNCTIONS.put(functions[i], functions[i + 1]);
        }
    }

    private Names() {}

    /** How a quantity is written; a name that is none of the homework's is its own LaTeX. */
    static String latex(String name) {
        return LATEX.getOrDefault(name, name);
    }

    /** The function that a word names, or null. */
    static String function(String word) {
        return FUNCTIONS.get(word);
    }

    static boolean isWord(String letters) {
        return WORDS.contains(letters);
    }

    /** The longest beginning of some letters that names a function, or the empty string. */
    static String longestFunction(String letters) {
        for (int end = letters.length(); end > 1; end--) {
            String start = letters.substring(0, end);
            if (FUNCTIONS.containsKey(start)) {
                return start;
            }
        }
        return "";
    }

    /** The parameters of the network, in the order in which theta holds them. */
    public static List<String> parameters() {
        return List.of("W1", "b1", "W2", "b2");
    }
}
