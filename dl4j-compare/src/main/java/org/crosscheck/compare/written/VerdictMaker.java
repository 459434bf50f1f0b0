package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Printer;
import org.crosscheck.compare.latex.RelationChain;
import org.crosscheck.compare.written.Prover.Step;
import org.crosscheck.compare.written.Prover.Truth;
import org.crosscheck.compare.written.Questions.Part;
import org.crosscheck.compare.written.Questions.Question;

/** Makes a verdict of what an answer's statements claim and show. */
final class VerdictMaker {

    private final Question question;
    private final Theory theory;
    private final Prover prover;
    private final Explainer explainer;
    private final PartMarks marks;
    private final ValueParts values;
    private final DimensionParts dimensions;
    private Supplier<String> corrected = () -> "";

    VerdictMaker(Question question, Theory theory, Prover prover, Explainer explainer) {
        this.explainer = explainer;
        this.question = question;
        this.theory = theory;
        this.prover = prover;
        this.marks = new PartMarks(question);
        this.values = new ValueParts(marks, theory, prover);
        this.dimensions = new DimensionParts(marks, theory);
    }

    AnswerVerdict mark(List<Claim> claims, List<String> words) {
        List<Claim> all = bare(claims);
        Integer step = null;
        int equalities = 0;
        boolean wrong = false;
        String unclear = null;
        int at = -1;
        for (Claim claim : all) {
            for (Step s : claim.steps()) {
                equalities++;
                boolean bad = s.truth() == Truth.FAILS || s.truth() == Truth.MISFIT;
                if (bad && claim.unclear() == null) {
                    if (!wrong) {
                        long signs = claim.chain().signs().stream()
                                .filter("="::equals)
                                .count();
                        step = signs > 1 ? equalities : null;
                        marks.said.add(text(claim, s, equalities));
                        explain(claim, claim.steps().indexOf(s));
                    }
                    wrong = true;
                }
            }
            boolean matters =
                    claim.relates() || all.size() == 1 || claim.statement().readable();
            if (claim.unclear() != null && matters && (claim.chain() == null || claim.relates() || all.size() == 1)) {
                if (unclear == null) {
                    unclear = claim.unclear();
                    at = claim.at();
                }
            }
        }
        for (Claim claim : all) {
            cover(claim, all);
        }
        marks.covered();
        question.parts().forEach(values::partial);
        List<String> there =
                marks.parts.values().stream().filter(v -> !v.equals("missing")).toList();
        if (unclear != null && aside(all) && there.contains("right") && !there.contains("unclear")) {
            marks.said.add("Left aside, since it is not understood: " + unclear + ".");
            unclear = null;
        }
        String verdict;
        if (wrong || there.contains("wrong")) {
            verdict = "wrong";
        } else if (unclear != null || there.contains("unclear")) {
            verdict = "unclear";
        } else if (question.kind().equals("derivation")) {
            verdict = new Derivation(question, theory, prover).verdict(all);
            marks.parts.replaceAll((name, value) -> verdict.equals("right") ? "right" : "missing");
        } else {
            verdict = there.isEmpty() ? "incomplete" : worst(there);
        }
        if (verdict.equals("unclear") && unclear != null) {
            marks.said.add("Not understood: " + unclear + ".");
        } else if (verdict.equals("unclear")) {
            marks.said.add("Not decided: the values are not defined, or known too badly, on the instances.");
        }
        message(verdict, words);
        return new AnswerVerdict(
                verdict,
                step,
                marks.parts,
                List.copyOf(marks.findings),
                String.join(" ", marks.said),
                AnswerJudge.normal(claims),
                verdict.equals("unclear") ? at : -1,
                Claim.checked(all),
                corrected);
    }

    /** The mistake behind the first false equality. */
    private void explain(Claim claim, int step) {
        List<Theory> candidates = question.also() == null
                ? List.of(theory)
                : claim.function().isEmpty()
                        ? List.of(theory, Theory.of(question.also()))
                        : List.of(Theory.of(claim.function()));
        for (Theory own : candidates) {
            Explainer.Explanation explanation = explain(claim, step, own);
            if (!explanation.ids().isEmpty()) {
                marks.findings.addAll(explanation.ids());
                corrected = explanation.corrected();
                marks.said.add(explanation.text());
                return;
            }
        }
    }

    private Explainer.Explanation explain(Claim claim, int step, Theory own) {
        List<World<Ball>> worlds = prover.worlds(own);
        String quantity = null;
        Expr left = claim.chain().sides().get(0);
        for (Part part : question.parts()) {
            boolean asked = part.quantity() != null
                    && part.targets().stream().anyMatch(t -> Canonical.matches(left, Questions.expr(t, theory)) > 0);
            boolean here = part.theory() == null || Theory.of(part.theory()) == own;
            if (asked && here && quantity == null) {
                quantity = part.quantity();
            }
        }
        if (question.nonzero()) {
            worlds = worlds.stream()
                    .filter(w -> prover.sign(w.get("x").get()) != 0)
                    .toList();
        }
        return explainer.explain(claim.chain(), step, claim.proof().typing(), own, worlds, quantity);
    }

    /** Whether everything that is not understood is beside what the question asks for. */
    private boolean aside(List<Claim> all) {
        for (Claim claim : all) {
            if (claim.unclear() == null) {
                continue;
            }
            boolean asked = claim.chain() == null
                    || claim.proof() == null
                    || question.kind().equals("derivation")
                    || question.parts().stream()
                            .anyMatch(part -> part.targets().stream().anyMatch(t -> claim.chain().sides().stream()
                                    .anyMatch(side -> Canonical.matches(side, Questions.expr(t, theory)) > 0)));
            if (asked) {
                return false;
            }
        }
        return true;
    }

    private static String worst(List<String> there) {
        for (String verdict : List.of("form", "right")) {
            if (there.contains(verdict)) {
                return verdict;
            }
        }
        return "incomplete";
    }

    private void message(String verdict, List<String> words) {
        List<String> missing = marks.parts.entrySet().stream()
                .filter(e -> e.getValue().equals("missing"))
                .map(Map.Entry::getKey)
                .toList();
        switch (verdict) {
            case "right" -> marks.said.add(0, "Right.");
            case "form" -> marks.said.add(0, "True, but not in the form that is asked for.");
            case "incomplete" -> marks.said.add(0, "True, but not what is asked for.");
            default -> {}
        }
        if (!missing.isEmpty() && marks.parts.size() > 1 && !verdict.equals("unclear")) {
            marks.said.add("Missing: " + String.join(", ", missing) + ".");
        }
        if (question.words() && !words.isEmpty()) {
            marks.said.add("The words are for a person to read.");
        }
    }

    private static String text(Claim claim, Step step, int number) {
        int i = claim.steps().indexOf(step);
        RelationChain chain = claim.chain();
        String equality = Printer.unicode(Printer.latex(chain.sides().get(i)) + " "
                + Printer.sign(chain.signs().get(i)) + " "
                + Printer.latex(chain.sides().get(i + 1)));
        String which = claim.steps().size() > 1 || number > 1
                ? "Equality " + number + ", " + equality + ", is false: "
                : equality + " is false: ";
        return which + step.why() + ".";
    }

    /** An answer that is one expression alone stands for what the question asks for. */
    private List<Claim> bare(List<Claim> claims) {
        List<Claim> solid = claims.stream()
                .filter(claim -> claim.relates() || claim.chain() == null)
                .toList();
        List<Claim> bare = claims.stream()
                .filter(claim -> claim.chain() != null
                        && claim.chain().signs().isEmpty()
                        && !VerdictMaker.isMention(claim.chain().sides().get(0))
                        && Updates.minimised(claim.chain().sides().get(0)) == null
                        && Dimensions.of(claim.chain().sides().get(0)).isEmpty())
                .toList();
        boolean left = solid.size() == 1 && solid.get(0).chain() != null;
        if (!solid.isEmpty() || bare.size() != 1 || left) {
            return claims;
        }
        RelationChain chain = bare.get(0).chain();
        Claim best = null;
        for (Part part : question.parts()) {
            if (!part.is("value")) {
                continue;
            }
            for (String target : part.targets()) {
                Theory own = part.theory() == null ? theory : Theory.of(part.theory());
                Expr asked = Questions.expr(target, own);
                RelationChain whole =
                        new RelationChain(List.of(asked, chain.sides().get(0)), List.of("="), chain.where());
                Claim claim = ClaimMaker.choose(
                        bare.get(0).statement(), prover.prove(whole, own, prover.worlds(own)), whole, false);
                if (claim.holds()) {
                    return List.of(claim);
                }
                boolean fits = !claim.has(Truth.MISFIT) && !claim.has(Truth.UNCLEAR);
                best = best == null || fits ? claim : best;
            }
        }
        return best == null
                ? claims
                : question.parts().size() > 1 && !best.has(Truth.UNCLEAR)
                        ? List.of(Claim.notUnderstood(
                                bare.get(0).statement(),
                                chain,
                                "it is not said of what this is the formula",
                                bare.get(0).statement().start()))
                        : List.of(best);
    }

    static boolean isMention(Expr e) {
        return e instanceof Sym || e instanceof Elem || e instanceof Expr.At;
    }

    private void cover(Claim claim, List<Claim> all) {
        if (claim.chain() == null) {
            return;
        }
        if (claim.chain().signs().contains("∈") || claim.chain().signs().contains("dimension")) {
            dimensions.dimensions(claim);
            return;
        }
        if (claim.chain().signs().isEmpty()) {
            dimensions.bareDimensions(claim, all);
            question.parts().stream()
                    .filter(part -> part.is("problem"))
                    .forEach(part -> marks.record(part, values.problem(claim)));
            return;
        }
        if (Dimensions.equation(claim.chain()) != null) {
            question.parts().stream()
                    .filter(part -> part.is("dimension"))
                    .forEach(part -> marks.record(part, claim.holds() ? "right" : "wrong"));
            return;
        }
        for (Part part : question.parts()) {
            String result = "missing";
            if (part.is("value")) {
                result = values.value(part, claim);
            } else if (part.is("positive") || part.is("total")) {
                result = values.softmax(part, claim);
            } else if (part.is("set")) {
                result = values.set(claim);
            } else if (part.is("problem")) {
                result = values.problem(claim);
            }
            if (List.of("right", "form").contains(result)) {
                marks.shown
                        .computeIfAbsent(part.name(), name -> new ArrayList<>())
                        .add(claim);
            }
            marks.record(part, result);
        }
    }
}
