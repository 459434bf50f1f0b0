package org.crosscheck.compare.written;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.RelationChain;
import org.crosscheck.reference.Window;

/** The size of an output in letters, {@code o = floor((i + 2p - d(k-1) - 1) / s) + 1}: held against windows that are counted. */
final class SizeFormula {

    private static final Set<String> WINDOW = Set.of("k", "s", "p", "d");

    /** Input sizes with and without common factors with the strides. */
    private static final int[] INPUTS = {12, 17, 32};

    private static final int LARGEST = 4;

    private SizeFormula() {}

    /**
     * Whether a chain's formula gives the number of positions of every window: of all that fit where it rounds down, else
     * of those that end with the input.
     *
     * @param number the whole number that an expression without letters is, if it is one
     * @return null if the chain is no such formula: a letter, and an expression in k, one letter for the input, and perhaps
     *     s, p and d
     */
    static Boolean holds(RelationChain chain, Function<Expr, OptionalLong> number) {
        if (chain.sides().size() != 2
                || !chain.signs().get(0).equals("=")
                || !(chain.sides().get(0) instanceof Sym of)) {
            return null;
        }
        Expr formula = chain.sides().get(1);
        Set<String> letters = new TreeSet<>();
        Expr.all(formula).forEach(part -> {
            if (part instanceof Sym letter) {
                letters.add(letter.name());
            }
        });
        Set<String> others = new TreeSet<>(letters);
        others.removeAll(WINDOW);
        if (!letters.contains("k") || others.size() != 1 || letters.contains(of.name())) {
            return null;
        }
        for (int input : INPUTS) {
            for (int k = 1; k <= LARGEST; k++) {
                for (int s = 1; s <= (letters.contains("s") ? LARGEST : 1); s++) {
                    for (int p = 0; p <= (letters.contains("p") ? 2 : 0); p++) {
                        for (int d = 1; d <= (letters.contains("d") ? LARGEST : 1); d++) {
                            Map<String, Integer> values = new LinkedHashMap<>(Map.of("k", k, "s", s, "p", p, "d", d));
                            values.put(others.iterator().next(), input);
                            Window window = new Window(k, s, p, d);
                            if (window.fits(input) && !gives(formula, values, window, input, number)) {
                                return false;
                            }
                        }
                    }
                }
            }
        }
        return true;
    }

    private static boolean gives(
            Expr formula, Map<String, Integer> values, Window window, int input, Function<Expr, OptionalLong> number) {
        Expr filled = formula;
        for (Map.Entry<String, Integer> letter : values.entrySet()) {
            filled = Expr.replace(
                    filled,
                    new Sym(letter.getKey()),
                    new Expr.Num(letter.getValue().toString()));
        }
        OptionalLong size = number.apply(filled);
        return size.isPresent()
                ? size.getAsLong() == window.along(input).output()
                : !window.along(input).exact();
    }
}
