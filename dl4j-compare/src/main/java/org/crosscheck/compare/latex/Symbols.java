package org.crosscheck.compare.latex;

import java.util.HashMap;
import java.util.Map;
import org.crosscheck.compare.latex.Formula.Kind;
import org.crosscheck.compare.latex.Formula.Node;
import org.crosscheck.compare.latex.Formula.Space;
import org.crosscheck.compare.latex.Formula.Token;

/** The commands without arguments that a formula may use, each with its node, and the same for single characters. */
final class Symbols {

    private static final Map<String, Node> NODES = new HashMap<>();
    private static final Map<String, Token> CHARACTERS = new HashMap<>();

    static {
        put(Kind.IDENTIFIER, "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ϵ eta η theta θ vartheta θ lambda λ");
        put(Kind.IDENTIFIER, "mu μ pi π rho ρ sigma σ tau τ phi ϕ varphi ϕ psi ψ omega ω xi ξ zeta ζ nu ν kappa κ");
        put(Kind.IDENTIFIER, "Delta Δ Theta Θ Sigma Σ Phi Φ Psi Ψ Omega Ω Lambda Λ Gamma Γ ell ℓ infty ∞ top ⊤");
        put(Kind.IDENTIFIER, "intercal ⊤ dots … ldots … cdots ⋯ vdots ⋮ ddots ⋱ dotsc … dotsb ⋯ ast ∗ star ∗ prime ′");
        put(Kind.IDENTIFIER, "R \u211d RR \u211d reals \u211d");
        put(Kind.DERIVATIVE, "partial ∂ nabla ∇");
        put(Kind.LARGE, "sum ∑ prod ∏");
        put(Kind.LIMIT, "max max min min argmin argmin argmax argmax");
        put(
                Kind.FUNCTION,
                "arg arg log log ln ln exp exp sin sin cos cos tan tan tanh tanh cosh cosh sinh sinh dim dim");
        put(
                Kind.FUNCTION,
                "softmax softmax diag diag sign sign sgn sgn onehot onehot softplus softplus relu relu det det");
        put(Kind.BINARY, "cdot ⋅ times × odot ⊙ circ ∘ otimes ⊗ oslash ⊘ div ÷ bullet ⋅ pm ± mp ∓ oplus ⊕");
        put(Kind.RELATION, "le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ in ∈ notin ∉ to → mapsto ↦");
        put(Kind.RELATION, "leftarrow ← gets ← approx ≈ simeq ≈ equiv ≡ coloneqq ≔ triangleq ≔ propto ∝ rightarrow →");
        put(Kind.RELATION, "longrightarrow → Rightarrow ⇒ implies ⇒ iff ⟺ Leftrightarrow ⟺ Longleftrightarrow ⟺");
        put(
                Kind.RELATION,
                "Longrightarrow ⇒ therefore ∴ because ∵ forall ∀ exists ∃ colon : mid ∣ lt < gt > longmapsto ↦");
        put(Kind.OPEN, "{ { lbrace { lbrack [ lvert | lVert ‖ lfloor ⌊ langle ⟨");
        put(Kind.CLOSE, "} } rbrace } rbrack ] rvert | rVert ‖ rfloor ⌋ rangle ⟩");
        put(Kind.BAR, "| ‖ Vert ‖ vert |");
        put(Kind.WORDS, "% % & & # # _ _");
        for (String name :
                "displaystyle textstyle scriptstyle limits nolimits nonumber notag hline big Big bigg Bigg bigl bigr"
                        .concat(
                                " Bigl Bigr biggl biggr Biggl Biggr bigm normalfont centering noindent protect relax strut null / -")
                        .concat(
                                " qedhere qed blacksquare square Box checkmark hfill vfill dotfill par smallskip medskip bigskip newline left. allowbreak ensuremath xspace small large")
                        .split(" ", -1)) {
            NODES.put(name, new Space(0));
        }
        NODES.put(",", new Space(3));
        NODES.put(":", new Space(4));
        NODES.put(";", new Space(5));
        NODES.put("!", new Space(0));
        NODES.put(" ", new Space(4));
        NODES.put("thinspace", new Space(3));
        NODES.put("enspace", new Space(9));
        NODES.put("quad", new Space(18));
        NODES.put("qquad", new Space(36));
        character(Kind.BINARY, "+ +", "- −", "* *");
        character(Kind.RELATION, "= =", "< <", "> >");
        character(Kind.OPEN, "( (", "[ [");
        character(Kind.CLOSE, ") )", "] ]");
        character(Kind.PUNCTUATION, ", ,", "; ;", ". .", ": :", "! !", "? ?");
        character(Kind.SLASH, "/ /");
        character(Kind.BAR, "| |");
        character(Kind.WORDS, "' '");
    }

    private Symbols() {}

    /** The node of a command such as {@code sigma}, or null. */
    static Node find(String command) {
        return NODES.get(command);
    }

    /** The token of a character such as {@code +}, or null. */
    static Token character(String character) {
        return CHARACTERS.get(character);
    }

    private static void put(Kind kind, String namesAndSymbols) {
        String[] parts = namesAndSymbols.split(" ", -1);
        for (int i = 0; i < parts.length; i += 2) {
            NODES.put(parts[i], new Token(parts[i + 1], kind));
        }
    }

    private static void character(Kind kind, String... pairs) {
        for (String pair : pairs) {
            CHARACTERS.put(pair.substring(0, 1), new Token(pair.substring(2), kind));
        }
    }
}
