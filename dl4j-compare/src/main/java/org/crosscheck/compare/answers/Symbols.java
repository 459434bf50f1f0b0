package org.crosscheck.compare.answers;

import java.util.HashMap;
import java.util.Map;
import org.crosscheck.compare.answers.Formula.Kind;
import org.crosscheck.compare.answers.Formula.Node;
import org.crosscheck.compare.answers.Formula.Space;
import org.crosscheck.compare.answers.Formula.Token;

/** The commands without arguments that a formula may use, each with its node. */
final class Symbols {

    private static final Map<String, Node> NODES = new HashMap<>();

    static {
        put(Kind.IDENTIFIER, "alpha α beta β gamma γ delta δ epsilon ϵ eta η theta θ lambda λ mu μ pi π rho ρ");
        put(Kind.IDENTIFIER, "sigma σ tau τ phi ϕ omega ω ell ℓ infty ∞ top ⊤ dots … cdots ⋯ vdots ⋮ ast ∗");
        put(Kind.DERIVATIVE, "partial ∂ nabla ∇");
        put(Kind.LARGE, "sum ∑ prod ∏");
        put(Kind.LIMIT, "max max min min");
        put(Kind.FUNCTION, "arg arg log log ln ln exp exp sin sin cos cos tanh tanh");
        put(Kind.BINARY, "cdot ⋅ times × odot ⊙");
        put(Kind.RELATION, "le ≤ ge ≥ ne ≠ in ∈ to → mapsto ↦ leftarrow ← approx ≈");
        put(Kind.RELATION, "Rightarrow ⇒ Longleftrightarrow ⟺");
        put(Kind.OPEN, "{ { lvert | lVert ‖ lfloor ⌊");
        put(Kind.CLOSE, "} } rvert | rVert ‖ rfloor ⌋");
        NODES.put(",", new Space(3));
        NODES.put(";", new Space(5));
        NODES.put("quad", new Space(18));
    }

    private Symbols() {}

    /** The node of a command such as {@code sigma}, or null. */
    static Node find(String command) {
        return NODES.get(command);
    }

    private static void put(Kind kind, String namesAndSymbols) {
        String[] parts = namesAndSymbols.split(" ", -1);
        for (int i = 0; i < parts.length; i += 2) {
            NODES.put(parts[i], new Token(parts[i + 1], kind));
        }
    }
}
