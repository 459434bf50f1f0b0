package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Call;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.LatexException;
import org.crosscheck.compare.latex.RelationChain;
import org.crosscheck.compare.latex.Statement;
import org.crosscheck.compare.latex.Statements;
import org.crosscheck.compare.written.Prover.Proof;
import org.crosscheck.compare.written.Prover.Step;
import org.crosscheck.compare.written.Prover.Truth;
import org.crosscheck.compare.written.Questions.Question;

/** 1i: that S(cx) is not S(x), by numbers or in general. */
final class ScaleInvariance {

    private final Prover prover;
    private final Explainer explainer;
    private final Theory theory = Theory.of("vectors");

    ScaleInvariance(Prover prover, Explainer explainer) {
        this.prover = prover;
        this.explainer = explainer;
    }

    AnswerVerdict judge(Statements read, List<List<RelationChain>> readings, List<LatexException> faults) {
        Question question = Questions.find("1i");
        Definitions definitions = new Definitions(theory);
        Map<String, Value<Ball>> numbers = new HashMap<>();
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            if (readings.get(i).isEmpty()) {
                continue;
            }
            RelationChain chain = readings.get(i).get(0);
            boolean given = bind(chain, numbers);
            if (!given && !definitions.define(chain)) {
                open.add(i);
            }
        }
        List<World<Ball>> worlds = prover.worlds(theory);
        Theory own = theory;
        if (numbers.containsKey("x")) {
            int n = numbers.get("x").size();
            own = n < 2 || n > 6 ? theory : Theory.of("vectors" + n);
            worlds = List.of(prover.world(own, Instance.VECTORS.get(0).with(Map.of(), Map.of("n", n)), numbers));
        } else if (numbers.containsKey("c")) {
            worlds = Instance.VECTORS.stream()
                    .map(i -> prover.world(theory, i, numbers))
                    .toList();
        }
        List<Claim> claims = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        boolean shown = false;
        Integer step = null;
        int equalities = 0;
        String wrong = null;
        Supplier<String> corrected = () -> "";
        String unclear = null;
        int at = -1;
        Map<Expr, List<Value<Ball>>> plain = new HashMap<>();
        Map<Expr, List<Value<Ball>>> scaled = new HashMap<>();
        for (int i = 0; i < readings.size(); i++) {
            if (faults.get(i) != null) {
                if (read.statements().get(i).readable()) {
                    unclear = unclear == null ? faults.get(i).getMessage() : unclear;
                    at = faults.get(i).at();
                }
                continue;
            }
            if (!open.contains(i)
                    || readings.get(i).get(0).signs().isEmpty()
                    || read.statements().get(i).equivalent()) {
                continue;
            }
            Statement statement = read.statements().get(i);
            List<Proof> proofs = new ArrayList<>();
            for (RelationChain chain : readings.get(i)) {
                proofs.addAll(prover.prove(definitions.apply(chain), theory, prover.worlds(theory)));
                if (worlds != prover.worlds(theory)) {
                    proofs.addAll(prover.prove(definitions.apply(chain), own, worlds));
                }
            }
            Claim claim = ClaimMaker.choose(statement, proofs, proofs.get(0).chain(), true);
            claims.add(claim);
            boolean holds = true;
            for (int s = 0; s < claim.steps().size(); s++) {
                Step judged = claim.steps().get(s);
                equalities++;
                boolean bad = judged.truth() == Truth.FAILS || judged.truth() == Truth.MISFIT;
                if (bad && wrong == null) {
                    long signs =
                            claim.chain().signs().stream().filter("="::equals).count();
                    step = signs > 1 ? equalities : null;
                    Explainer.Explanation explanation = explainer.explain(
                            claim.chain(),
                            s,
                            claim.proof().typing(),
                            worlds.equals(prover.worlds(theory)) ? theory : own,
                            worlds,
                            null);
                    findings.addAll(explanation.ids());
                    corrected = explanation.corrected();
                    wrong = ("Equality " + equalities + " is false: " + judged.why() + ". " + explanation.text())
                            .strip();
                }
                holds &= judged.truth() == Truth.HOLDS;
            }
            boolean differs = claim.chain().signs().contains("≠") && says(claim.chain());
            shown |= holds && differs;
            if (differs && !holds && wrong == null && unclear == null) {
                unclear = "a step that cannot be decided";
            }
            if (claim.unclear() != null) {
                unclear = unclear == null ? claim.unclear() : unclear;
                at = claim.at();
            }
            if (holds) {
                collect(claim, worlds.get(0), plain, scaled);
            }
        }
        for (Map.Entry<Expr, List<Value<Ball>>> of : plain.entrySet()) {
            List<Value<Ball>> others = scaled.getOrDefault(of.getKey(), List.of());
            shown |= of.getValue().stream().anyMatch(p -> others.stream().anyMatch(s -> differ(p, s)));
        }
        String verdict = wrong != null
                ? "wrong"
                : shown ? "right" : unclear != null || claims.isEmpty() ? "unclear" : "incomplete";
        String message =
                switch (verdict) {
                    case "wrong" -> wrong;
                    case "right" -> "Right.";
                    case "unclear" ->
                        "Not understood: " + (unclear == null ? "no values of S(x) and S(cx)" : unclear) + ".";
                    default -> "True, but it does not show that S(cx) differs from S(x).";
                };
        Map<String, String> parts = AnswerJudge.missing(question);
        if (!verdict.equals("incomplete")) {
            parts.replaceAll((name, value) -> verdict);
        }
        return new AnswerVerdict(
                        verdict,
                        step,
                        parts,
                        findings,
                        message,
                        AnswerJudge.normal(claims),
                        verdict.equals("unclear") ? at : -1,
                        Claim.checked(claims),
                        corrected)
                .meaning(
                        verdict.equals("unclear")
                                ? ""
                                : Meaning.given(numbers) + new Meaning(worlds).of(verdict, claims));
    }

    /** Numbers for x and c; false if a chain is something else. */
    private boolean bind(RelationChain chain, Map<String, Value<Ball>> numbers) {
        if (chain.signs().size() != 1
                || !chain.signs().get(0).equals("=")
                || !(chain.sides().get(0) instanceof Sym sym)
                || !Set.of("x", "c", "n").contains(sym.name())) {
            return false;
        }
        try {
            Typer typer = new Typer(theory, new org.crosscheck.compare.latex.Choices());
            typer.type(chain.sides().get(1));
            if (!typer.typing.variables.isEmpty()) {
                return false;
            }
            Value<Ball> value = prover.value(
                    chain.sides().get(1), typer.typing, prover.worlds(theory).get(0), Map.of());
            if (value.elements().stream().anyMatch(java.util.Objects::isNull)) {
                return false;
            }
            if (!sym.name().equals("n")) {
                numbers.putIfAbsent(sym.name(), value);
            }
            return true;
        } catch (Unclear | Misfit e) {
            return false;
        }
    }

    /** Whether a chain is about the softmax of x and of a multiple. */
    private static boolean says(RelationChain chain) {
        boolean scaled = false;
        for (Expr side : chain.sides()) {
            for (Expr e : Expr.all(side)) {
                scaled |= e instanceof Call call
                        && call.function().equals("softmax")
                        && !call.argument().equals(new Sym("x"));
                scaled |= e instanceof Call call
                        && call.function().equals("exp")
                        && Expr.all(e).contains(new Sym("c"));
            }
        }
        return scaled;
    }

    private void collect(
            Claim claim, World<Ball> world, Map<Expr, List<Value<Ball>>> plain, Map<Expr, List<Value<Ball>>> scaled) {
        if (!claim.proof().typing().free.isEmpty()) {
            return;
        }
        for (Expr side : claim.chain().sides()) {
            Expr base = side instanceof Expr.Elem elem ? elem.of() : side;
            if (base instanceof Call call && call.function().equals("softmax")) {
                Value<Ball> value = prover.value(side, claim.proof().typing(), world, Map.of());
                boolean multiple = call.argument() instanceof Expr.Mul;
                Expr of = call.argument() instanceof Expr.Mul mul ? mul.right() : call.argument();
                (multiple ? scaled : plain)
                        .computeIfAbsent(of, x -> new ArrayList<>())
                        .add(value);
            }
        }
    }

    private static boolean differ(Value<Ball> a, Value<Ball> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (a.elements().get(i).apart(b.elements().get(i))) {
                return true;
            }
        }
        return false;
    }
}
