package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.RelationChain;
import org.crosscheck.compare.latex.Statement;
import org.crosscheck.compare.written.Prover.Proof;
import org.crosscheck.compare.written.Prover.Step;
import org.crosscheck.compare.written.Prover.Truth;
import org.crosscheck.compare.written.Questions.Question;

/**
 * Makes claims of an answer's statements: of the ways in which one can be read, in the theories of the question, the one that
 * fits the types best, judged.
 */
final class ClaimMaker {

    private final Prover prover;
    private final Question question;
    private final boolean rows;
    private final boolean rowVectors;

    /**
     * @param rows whether the answer says what the rows of a matrix are
     * @param rowVectors whether it says that vectors or gradients are rows
     */
    ClaimMaker(Prover prover, Question question, boolean rows, boolean rowVectors) {
        this.prover = prover;
        this.question = question;
        this.rows = rows;
        this.rowVectors = rowVectors;
    }

    /** The theories in which a statement of a question may be meant: two in 1m. */
    private List<Theory> theories(String cue) {
        Theory theory = Theory.of(question.theory());
        if (!cue.isEmpty()) {
            return List.of(Theory.of(cue));
        }
        return question.also() == null ? List.of(theory) : List.of(theory, Theory.of(question.also()));
    }

    /** What a statement claims: an equality and the dimensions behind it are two. */
    List<Claim> claims(Statement statement, List<RelationChain> chains) {
        RelationChain first = chains.get(0);
        int set = first.signs().indexOf("∈");
        if (set > 0) {
            List<RelationChain> before = chains.stream()
                    .map(c -> new RelationChain(
                            c.sides().subList(0, set + 1), c.signs().subList(0, set), c.where()))
                    .toList();
            RelationChain dimensions = new RelationChain(
                    List.of(first.sides().get(0), first.sides().get(set + 1)), List.of("∈"), first.where());
            return List.of(claim(statement, before), new Claim(statement, dimensions, null, null, -1));
        }
        return List.of(claim(statement, chains));
    }

    /** Statements that only say what something is called or from where it is. */
    private static boolean isGiven(RelationChain chain) {
        if (chain.signs().isEmpty()
                || chain.signs().contains("∈")
                || chain.signs().contains("dimension")) {
            return true;
        }
        List<Expr> sides = chain.sides();
        boolean set = sides.contains(new Sym("theta")) && sides.stream().anyMatch(Expr.Group.class::isInstance);
        boolean problem = sides.stream().anyMatch(side -> Updates.minimised(side) != null);
        boolean assumed = false;
        if (sides.size() == 2 && chain.signs().get(0).equals("=") && sides.get(0) instanceof Sym sym) {
            // x = 0, c = -max x, j = k: what is assumed, and nothing that is claimed
            assumed = sym.name().matches("[xcndmvtkij]|d_h|eta|[il]")
                    && !sides.get(1).equals(sym);
        }
        boolean order = !chain.signs().contains("=");
        boolean stipulated = order
                && sides.size() == 2
                && sides.stream().anyMatch(Prover::isNumber)
                && sides.stream()
                        .anyMatch(side -> side instanceof Sym sym && !sym.name().equals("os"));
        boolean function = sides.stream().anyMatch(side -> Expr.all(side).contains(new Sym("f")));
        return set || problem || stipulated || assumed || function;
    }

    private Claim claim(Statement statement, List<RelationChain> all) {
        if (isGiven(all.get(0))) {
            return new Claim(statement, all.get(0), null, null, -1);
        }
        boolean batch = all.get(0).sides().stream()
                .flatMap(side -> Expr.all(side).stream())
                .anyMatch(e -> e instanceof Sym sym && World.BATCHES.containsKey(sym.name()));
        if (batch && !rows) {
            return Claim.notUnderstood(
                    statement, all.get(0), "it is not said that the examples are the rows", statement.start());
        }
        Boolean sizes = Dimensions.equation(all.get(0));
        if (sizes != null) {
            Step step = sizes
                    ? new Step(Truth.HOLDS, "", "")
                    : new Step(Truth.MISFIT, "these dimensions do not go together", "dimension");
            List<Step> steps = all.get(0).signs().stream().map(sign -> step).toList();
            return new Claim(statement, all.get(0), new Proof(all.get(0), new Typing(), List.of(), steps), null, -1);
        }
        String cue = question.also() == null ? "" : function(all.get(0), statement.sentence());
        List<RelationChain> chains = question.also() == null
                ? all
                : all.stream().map(ClaimMaker::withoutFunction).toList();
        RelationChain first = chains.get(0);
        List<Proof> proofs = new ArrayList<>();
        Unclear fault = null;
        for (RelationChain chain : chains) {
            for (Theory theory : theories(cue)) {
                try {
                    proofs.addAll(prover.prove(chain, theory, worlds(theory)));
                } catch (Unclear e) {
                    fault = e;
                }
            }
        }
        if (rowVectors && proofs.stream().noneMatch(Proof::holds)) {
            proofs.addAll(0, asRows(first, Theory.of(question.theory())));
        }
        if (proofs.isEmpty()) {
            return Claim.notUnderstood(statement, first, fault.getMessage(), statement.start());
        }
        boolean held = rowVectors && proofs.get(0).holds();
        Claim chosen = choose(statement, held ? proofs.subList(0, 1) : proofs, first, question.also() != null)
                .about(cue);
        boolean claimed = !statement.equivalent() || chosen.holds();
        return claimed ? chosen : new Claim(statement, chosen.chain(), null, null, -1);
    }

    /** The chain shown true as one about rows; empty if it is not. */
    private List<Proof> asRows(RelationChain chain, Theory theory) {
        for (RelationChain meaning : RowVectors.meanings(chain, theory)) {
            for (Proof proof : prover.prove(meaning, theory, worlds(theory))) {
                if (proof.holds()) {
                    return List.of(new Proof(chain, proof.typing(), proof.shapes(), proof.steps()));
                }
            }
        }
        return List.of();
    }

    /** Of which function of 1m a statement speaks: by its condition or the words before it; empty if that is not said. */
    private static String function(RelationChain chain, String words) {
        for (Expr.Relation relation : chain.where()) {
            if (isFunction(relation)) {
                String right = relation.right().toString();
                return right.contains("softmax") ? "softmax" : right.contains("sigma") ? "sigmoid" : "";
            }
        }
        String said = words.toLowerCase(Locale.ROOT);
        boolean softmax = said.contains("softmax");
        boolean sigmoid = said.contains("sigmo");
        return softmax == sigmoid ? "" : softmax ? "softmax" : "sigmoid";
    }

    private static boolean isFunction(Expr.Relation relation) {
        boolean name = relation.left() instanceof Sym sym
                && (sym.name().equals("f") || sym.name().equals("y"));
        return name || (relation.left() instanceof Expr.Mul mul && mul.left().equals(new Sym("f")));
    }

    private static RelationChain withoutFunction(RelationChain chain) {
        return new RelationChain(
                chain.sides(),
                chain.signs(),
                chain.where().stream().filter(r -> !isFunction(r)).toList());
    }

    private List<World<Ball>> worlds(Theory theory) {
        return prover.worlds(theory).stream()
                .filter(world -> !question.nonzero()
                        || (world.get("x").isScalar()
                                && prover.sign(world.get("x").get()) != 0))
                .toList();
    }

    /** Of several readings those that fit the types; if some hold and some do not, nobody can say which is meant. */
    static Claim choose(Statement statement, List<Proof> proofs, RelationChain first, boolean any) {
        int best = proofs.stream().mapToInt(ClaimMaker::badness).min().orElseThrow();
        List<Proof> fitting = proofs.stream().filter(p -> badness(p) == best).toList();
        List<Proof> holding = fitting.stream().filter(Proof::holds).toList();
        Proof chosen = holding.isEmpty() ? fitting.get(0) : holding.get(0);
        if (!any && !holding.isEmpty() && holding.size() < fitting.size()) {
            Proof other = fitting.stream().filter(p -> !p.holds()).findFirst().orElseThrow();
            return Claim.notUnderstood(
                    statement,
                    chosen.chain(),
                    "it can be read in two ways, of which one is true and one is not: " + Readings.text(chosen)
                            + " and " + Readings.text(other),
                    statement.start());
        }
        for (Step step : chosen.steps()) {
            if (step.truth() == Truth.UNCLEAR) {
                return new Claim(statement, chosen.chain(), chosen, step.why(), statement.start());
            }
        }
        return new Claim(statement, chosen.chain(), chosen, null, -1);
    }

    private static int badness(Proof proof) {
        return (int) (100 * proof.count(Truth.UNCLEAR)
                + 10 * proof.count(Truth.MISFIT)
                + 2 * proof.count(Truth.TRANSPOSED)
                + 2 * proof.count(Truth.ELEMENT));
    }
}
