package org.crosscheck.compare.written;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.crosscheck.compare.latex.Choices;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.RelationChain;
import org.crosscheck.compare.written.Prover.Proof;
import org.crosscheck.compare.written.Prover.Step;
import org.crosscheck.compare.written.Prover.Truth;

/**
 * What tells an answer from others with the same verdict, parts and findings: the values of both sides of what is false in it,
 * on every instance and for every index, to 15 digits, whatever the notation, the names of indices and the true steps around
 * it. Two formulas that are equal have the same values to far more digits, so these 15 are the same.
 */
final class Meaning {

    private static final MathContext DIGITS = new MathContext(15);

    private final List<World<Ball>> worlds;
    private final Theory theory;

    Meaning(List<World<Ball>> worlds) {
        this.theory = worlds.get(0).theory;
        this.worlds = worlds;
    }

    /** What is false in an answer, or not in the form asked for; empty if nothing is and nothing else tells it from others. */
    String of(String verdict, List<Claim> claims) {
        TreeSet<String> wrong = new TreeSet<>();
        for (Claim claim : claims) {
            List<Step> steps = claim.steps();
            for (int i = 0; i < steps.size(); i++) {
                Truth truth = steps.get(i).truth();
                if (truth != Truth.HOLDS && truth != Truth.UNCLEAR) {
                    wrong.add(truth + (verdict.equals("wrong") ? sides(claim.proof(), i) : ""));
                }
            }
        }
        if (!wrong.isEmpty() || verdict.equals("right") || verdict.equals("form")) {
            return String.join(" ", wrong);
        }
        for (Claim claim : claims) {
            if (claim.chain() != null) {
                RelationChain chain = claim.chain();
                wrong.add(chain.signs().isEmpty() ? value(chain) : Literal.of(chain.sides(), chain, theory));
            }
        }
        return String.join(" ", wrong);
    }

    private String sides(Proof proof, int step) {
        RelationChain chain = proof.chain();
        List<Expr> both = chain.sides().subList(step, step + 2);
        if (proof.steps().get(step).truth() == Truth.MISFIT) {
            return Literal.of(both, chain, theory);
        }
        Map<String, Dim> free = ordered(chain, proof.typing());
        try {
            TreeSet<String> values = new TreeSet<>(); // an equality may be written either way
            for (Expr side : both) {
                values.add(values(side, proof.typing(), free, chain.where()));
            }
            return values.toString();
        } catch (Unclear | Misfit e) {
            return Literal.of(both, chain, theory);
        }
    }

    /** The free indices by what they run over, then by where they come first: not by their names. */
    private static Map<String, Dim> ordered(RelationChain chain, Typing typing) {
        List<Expr> all = new ArrayList<>();
        chain.sides().forEach(side -> all.addAll(Expr.all(side)));
        Map<String, Dim> ordered = new LinkedHashMap<>();
        typing.free.entrySet().stream()
                .filter(index -> index.getValue().name() != null && all.contains(new Sym(index.getKey())))
                .sorted(Comparator.comparing((Map.Entry<String, Dim> index) ->
                                index.getValue().name())
                        .thenComparing(index -> all.indexOf(new Sym(index.getKey()))))
                .forEach(index -> ordered.put(index.getKey(), index.getValue()));
        return ordered;
    }

    /** An expression that stands alone. */
    private String value(RelationChain alone) {
        try {
            Typer typer = new Typer(theory, new Choices());
            typer.type(alone.sides().get(0));
            return values(alone.sides().get(0), typer.typing, ordered(alone, typer.typing), alone.where());
        } catch (Unclear | Misfit unknown) {
            return Literal.of(alone.sides(), alone, theory);
        }
    }

    private String values(Expr side, Typing typing, Map<String, Dim> free, List<Expr.Relation> where) {
        StringBuilder values = new StringBuilder();
        for (World<Ball> world : worlds) {
            for (Map<String, Integer> assignment : Prover.assignments(free, world.instance)) {
                Evaluator<Ball> evaluator = new Evaluator<>(world, typing, assignment);
                try {
                    if (evaluator.holds(where)) {
                        Value<Ball> value = evaluator.eval(side);
                        values.append(value.rows()).append('x').append(value.columns());
                        value.elements().forEach(x -> values.append(' ').append(digits(x)));
                    }
                } catch (Evaluator.OutOfRange e) {
                    values.append('-');
                }
            }
        }
        return values.toString();
    }

    /** Numbers that an answer chooses itself. */
    static String given(Map<String, Value<Ball>> numbers) {
        StringBuilder given = new StringBuilder();
        new java.util.TreeMap<>(numbers).forEach((name, value) -> {
            given.append(name);
            value.elements().forEach(x -> given.append(' ').append(digits(x)));
            given.append(' ');
        });
        return given.toString();
    }

    private static String digits(Ball x) {
        if (x == null || !x.defined()) {
            return "u";
        }
        if (Math.abs(x.mid().hi()) <= x.radius()) {
            return "0";
        }
        BigDecimal exact =
                new BigDecimal(x.mid().hi()).add(new BigDecimal(x.mid().lo()));
        return exact.round(DIGITS).stripTrailingZeros().toString();
    }
}
