package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Call;
import org.crosscheck.compare.latex.Expr.Deriv;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Group;
import org.crosscheck.compare.latex.Expr.Num;
import org.crosscheck.compare.latex.Expr.Relation;
import org.crosscheck.compare.latex.Expr.Sum;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Printer;
import org.crosscheck.compare.latex.RelationChain;
import org.crosscheck.compare.written.Prover.Proof;
import org.crosscheck.compare.written.Prover.Step;
import org.crosscheck.compare.written.Prover.Truth;
import org.crosscheck.compare.written.Questions.Part;
import org.crosscheck.compare.written.Questions.Question;

/** Makes a verdict of what an answer's statements claim and show. */
final class VerdictMaker {

    /** Words between a quantity and its dimensions, and before dimensions alone. */
    private static final Pattern ABOUT =
            Pattern.compile("(?iu)\\b(is|are|has|have|est|sont|de|of|dimensions?|shape|size|taille)\\b|:");

    private static final Pattern OF = Pattern.compile("(?iu)\\b(dimension|shape|size|taille)\\b[^.]{0,25}$");

    private final Question question;
    private final Theory theory;
    private final Prover prover;
    private final Explainer explainer;
    private final Map<String, String> parts;
    private final List<String> said = new ArrayList<>();
    private final Set<String> findings = new LinkedHashSet<>();
    /** The claims that show a part. */
    private final Map<String, List<Claim>> shown = new HashMap<>();

    private Supplier<String> corrected = () -> "";

    VerdictMaker(Question question, Theory theory, Prover prover, Explainer explainer) {
        this.explainer = explainer;
        this.question = question;
        this.theory = theory;
        this.prover = prover;
        this.parts = AnswerJudge.missing(question);
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
                        said.add(text(claim, s, equalities));
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
        cover2g();
        question.parts().forEach(this::partial);
        List<String> there =
                parts.values().stream().filter(v -> !v.equals("missing")).toList();
        if (unclear != null && aside(all) && there.contains("right") && !there.contains("unclear")) {
            said.add("Left aside, since it is not understood: " + unclear + ".");
            unclear = null;
        }
        String verdict;
        if (wrong || there.contains("wrong")) {
            verdict = "wrong";
        } else if (unclear != null || there.contains("unclear")) {
            verdict = "unclear";
        } else if (question.kind().equals("derivation")) {
            verdict = new Derivation(question, theory, prover).verdict(all);
            parts.replaceAll((name, value) -> verdict.equals("right") ? "right" : "missing");
        } else {
            verdict = there.isEmpty() ? "incomplete" : worst(there);
        }
        if (verdict.equals("unclear") && unclear != null) {
            said.add("Not understood: " + unclear + ".");
        } else if (verdict.equals("unclear")) {
            said.add("Not decided: the values are not defined, or known too badly, on the instances.");
        }
        message(verdict, words);
        return new AnswerVerdict(
                verdict,
                step,
                parts,
                List.copyOf(findings),
                String.join(" ", said),
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
                findings.addAll(explanation.ids());
                corrected = explanation.corrected();
                said.add(explanation.text());
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
        List<String> missing = parts.entrySet().stream()
                .filter(e -> e.getValue().equals("missing"))
                .map(Map.Entry::getKey)
                .toList();
        switch (verdict) {
            case "right" -> said.add(0, "Right.");
            case "form" -> said.add(0, "True, but not in the form that is asked for.");
            case "incomplete" -> said.add(0, "True, but not what is asked for.");
            default -> {}
        }
        if (!missing.isEmpty() && parts.size() > 1 && !verdict.equals("unclear")) {
            said.add("Missing: " + String.join(", ", missing) + ".");
        }
        if (question.words() && !words.isEmpty()) {
            said.add("The words are for a person to read.");
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
                        && !isMention(claim.chain().sides().get(0))
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
                Claim claim = AnswerJudge.choose(
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

    private static boolean isMention(Expr e) {
        return e instanceof Sym || e instanceof Elem || e instanceof Expr.At;
    }

    private void cover(Claim claim, List<Claim> all) {
        if (claim.chain() == null) {
            return;
        }
        if (claim.chain().signs().contains("∈") || claim.chain().signs().contains("dimension")) {
            dimensions(claim);
            return;
        }
        if (claim.chain().signs().isEmpty()) {
            bareDimensions(claim, all);
            question.parts().stream().filter(part -> part.is("problem")).forEach(part -> record(part, problem(claim)));
            return;
        }
        if (Dimensions.equation(claim.chain()) != null) {
            question.parts().stream()
                    .filter(part -> part.is("dimension"))
                    .forEach(part -> record(part, claim.holds() ? "right" : "wrong"));
            return;
        }
        for (Part part : question.parts()) {
            String result = "missing";
            if (part.is("value")) {
                result = value(part, claim);
            } else if (part.is("positive") || part.is("total")) {
                result = softmax(part, claim);
            } else if (part.is("set")) {
                result = set(claim);
            } else if (part.is("problem")) {
                result = problem(claim);
            }
            if (List.of("right", "form").contains(result)) {
                shown.computeIfAbsent(part.name(), name -> new ArrayList<>()).add(claim);
            }
            record(part, result);
        }
    }

    private void record(Part part, String result) {
        String before = parts.get(part.name());
        boolean better = before.equals("missing") || rank(result) > rank(before);
        if (better && !result.equals("missing")) {
            parts.put(part.name(), result);
        }
    }

    /** A part that is shown twice counts as the better, but what is wrong stays wrong. */
    private static int rank(String result) {
        return List.of("missing", "incomplete", "form", "right", "unclear", "wrong")
                .indexOf(result);
    }

    private String value(Part part, Claim claim) {
        if (part.theory() != null && claim.proof() != null && !holdsIn(part, claim)) {
            return "missing";
        }
        for (String target : part.targets()) {
            Expr asked = Questions.expr(target, theory);
            List<Expr> sides = claim.chain().sides();
            int match = 0;
            int place = -1;
            for (int i = 0; i < sides.size() && place < 0; i++) {
                boolean turned = sides.get(i) instanceof Expr.Transpose; // both sides are
                match = Canonical.matches(turned ? ((Expr.Transpose) sides.get(i)).of() : sides.get(i), asked);
                boolean parameter = part.updates()
                        && sides.get(i) instanceof Sym sym
                        && sym.name().endsWith("+");
                match = parameter ? 1 : match;
                place = match > 0 ? i : -1;
            }
            if (place < 0 || !isCase(part, claim, sides.get(place))) {
                continue;
            }
            return covered(part, claim, asked, place, match);
        }
        return "missing";
    }

    private boolean holdsIn(Part part, Claim claim) {
        Theory own = Theory.of(part.theory());
        return prover.prove(claim.chain(), own, prover.worlds(own)).stream().anyMatch(Proof::holds);
    }

    /** Whether a claim is about the case of 2g that a part is. */
    private static boolean isCase(Part part, Claim claim, Expr target) {
        if (part.when() == null) {
            return true;
        }
        String sign = "";
        for (Relation relation : claim.chain().where()) {
            boolean label =
                    relation.left().equals(new Sym("y")) || relation.right().equals(new Sym("y"));
            sign = label ? relation.sign() : sign;
        }
        Expr by = target instanceof Deriv deriv ? deriv.by() : target;
        if (by instanceof Elem elem && elem.indices().equals(List.of(new Sym("y")))) {
            sign = "=";
        }
        return part.when().equals(sign);
    }

    private String covered(Part part, Claim claim, Expr asked, int place, int match) {
        if (claim.unclear() != null) {
            return "unclear";
        }
        if (claim.has(Truth.FAILS) || claim.has(Truth.MISFIT)) {
            return "wrong";
        }
        if (claim.has(Truth.UNDECIDED)) {
            return "unclear";
        }
        boolean wrongForm =
                ("whole".equals(part.form()) && match == 2) || ("element".equals(part.form()) && match == 1);
        boolean twin = wrongForm
                && question.parts().stream()
                        .anyMatch(p -> !p.equals(part) && part.targets().equals(p.targets()) && p.form() != null);
        if (twin) {
            return "missing"; // it is the other part's
        }
        String best = "missing";
        for (int i = 0; i < claim.chain().sides().size(); i++) {
            List<String> between = claim.chain().signs().subList(Math.min(i, place), Math.max(i, place));
            if (i != place && between.stream().allMatch("="::equals)) {
                String result = candidate(part, claim, claim.chain().sides().get(i), asked);
                best = rank(result) > rank(best) ? result : best;
            }
        }
        if (claim.has(Truth.ELEMENT)) {
            said.add("One side is a whole vector, the other one element.");
            findings.add("element");
            return "form";
        }
        if (best.equals("right") && wrongForm) {
            said.add("Elements are given where the whole is asked for.");
            return "form";
        }
        if (claim.has(Truth.TRANSPOSED)) {
            findings.add("transposed");
            said.add("Right, but transposed: the gradient has the shape of what it is taken by.");
            return "form";
        }
        return best;
    }

    /** What one side of a true equality is worth as an answer. */
    private String candidate(Part part, Claim claim, Expr side, Expr asked) {
        if (circular(part, side, asked)) {
            said.add("What is asked for stands on the right side, too: circular.");
            findings.add("circular");
            return "incomplete";
        }
        Set<String> atoms = Atoms.of(side, theory);
        if (part.only() != null) {
            return part.only().containsAll(atoms) ? "right" : "form";
        }
        if (atoms.contains("jacobian")) {
            return "incomplete"; // the chain rule, which the question itself gives
        }
        if (part.of() != null
                && atoms.stream()
                        .anyMatch(a -> !a.endsWith(")")
                                && !a.equals("indicator")
                                && !part.of().contains(a))) {
            return "form";
        }
        boolean form = (part.not() != null && part.not().stream().anyMatch(atoms::contains))
                || (part.uses() != null && !atoms.containsAll(part.uses()))
                || (part.flat() && hasMatrix(side, claim.proof()));
        return form ? "form" : "right";
    }

    private static boolean circular(Part part, Expr side, Expr asked) {
        return !part.updates()
                && Expr.all(side).stream().anyMatch(e -> Canonical.matches(e, asked) > 0)
                && !(asked instanceof Call);
    }

    private static boolean hasMatrix(Expr side, Proof proof) {
        return Expr.all(side).stream()
                .anyMatch(e -> proof.typing().shapes.get(e) != null
                        && proof.typing().shapes.get(e).isMatrix());
    }

    /** What is shown for some x alone, or for one case of the class, is no answer as a whole. */
    private void partial(Part part) {
        List<Claim> claims = shown.getOrDefault(part.name(), List.of());
        boolean whole = part.when() != null
                || claims.stream().anyMatch(claim -> claim.chain().where().isEmpty());
        if (whole || claims.isEmpty()) {
            return;
        }
        List<Relation> conditions =
                claims.stream().flatMap(claim -> claim.chain().where().stream()).toList();
        boolean numbers = theory == Theory.of("numbers");
        List<World<Ball>> worlds = prover.worlds(theory).stream()
                .filter(world -> numbers
                        && (!question.nonzero() || prover.sign(world.get("x").get()) != 0))
                .toList();
        boolean everywhere = worlds.stream().allMatch(world -> claims.stream()
                .anyMatch(claim -> new Evaluator<>(world, claim.proof().typing(), Map.of())
                        .holds(claim.chain().where())));
        Sym label = new Sym("y");
        boolean cases = theory.hasClasses()
                && conditions.stream()
                        .anyMatch(r -> r.left().equals(label) || r.right().equals(label));
        boolean bothCases = conditions.stream().map(Relation::sign).distinct().count() > 1;
        if (!everywhere || (cases && !bothCases)) {
            parts.put(part.name(), "incomplete");
            said.add("It is shown in one case alone.");
        }
    }

    /** 2g is answered by the vector, or by both cases. */
    private void cover2g() {
        for (Part part : question.parts()) {
            if (part.covers() && parts.get(part.name()).equals("right")) {
                parts.replaceAll((name, value) -> value.equals("missing") ? "right" : value);
            }
        }
        boolean both = question.parts().stream().anyMatch(Part::covers)
                && question.parts().stream().filter(p -> !p.covers()).allMatch(p -> parts.get(p.name())
                        .equals("right"));
        if (both) {
            question.parts().stream().filter(Part::covers).forEach(p -> parts.replace(p.name(), "missing", "right"));
        }
    }

    /** 2c: that the elements are positive, and that they sum to 1. */
    private static String softmax(Part part, Claim claim) {
        if (!claim.holds()) {
            return "missing";
        }
        List<Expr> sides = claim.chain().sides();
        boolean os = sides.stream().anyMatch(s -> {
            Expr e = part.is("total") && s instanceof Sum sum ? sum.body() : s;
            return Canonical.matches(e, new Sym("os")) > 0 && (part.is("total") == (s instanceof Sum));
        });
        if (part.is("total")) {
            return os && sides.contains(Num.ONE) ? "right" : "missing";
        }
        boolean positive = claim.chain().signs().stream().anyMatch(s -> s.equals(">") || s.equals("<"));
        return os && positive && sides.contains(Num.ZERO) ? "right" : "missing";
    }

    private String set(Claim claim) {
        List<Expr> sides = claim.chain().sides();
        boolean theta = sides.contains(new Sym("theta"));
        for (Expr side : sides) {
            if (theta && side instanceof Group group) {
                Set<Expr> members = new LinkedHashSet<>(group.members());
                Set<Expr> all = new LinkedHashSet<>();
                org.crosscheck.compare.latex.Names.parameters().forEach(p -> all.add(new Sym(p)));
                if (members.equals(all)) {
                    return "right";
                }
                return "wrong";
            }
        }
        return "missing";
    }

    private String problem(Claim claim) {
        boolean any = false;
        for (Expr side : claim.chain().sides()) {
            Expr minimised = Updates.minimised(side);
            if (minimised != null) {
                RelationChain chain = new RelationChain(List.of(new Sym("R"), minimised), List.of("="), List.of());
                List<Proof> proofs = prover.prove(chain, theory, prover.worlds(theory));
                if (proofs.stream().noneMatch(Proof::holds)) {
                    return proofs.get(0).count(Truth.UNCLEAR) > 0 ? "unclear" : "wrong";
                }
                if (!((Call) side).function().equals("argmin")
                        && !((Call) side).function().equals("min")) {
                    said.add("The problem is to minimise the risk by the parameters.");
                    return "wrong";
                }
                any = true;
            }
        }
        return any ? "right" : "missing";
    }

    /** Statements of dimensions. */
    private void dimensions(Claim claim) {
        RelationChain chain = claim.chain();
        int i = chain.signs().contains("∈")
                ? chain.signs().indexOf("∈")
                : chain.signs().indexOf("dimension");
        Expr what = chain.sides().get(i);
        Expr space = chain.sides().get(i + 1);
        List<Expr> dims = chain.signs().get(i).equals("∈") && space instanceof Call call
                ? call.arguments()
                : Dimensions.of(space);
        if (dims.isEmpty() || space.equals(new Sym("set"))) {
            return;
        }
        dimension(what, dims);
    }

    private void dimension(Expr what, List<Expr> dims) {
        if (what instanceof Sym sym && theory.shape(sym.name()) == null) {
            return; // a name of the student's own is introduced
        }
        Shape shape = new Typer(theory, new org.crosscheck.compare.latex.Choices()).type(what);
        boolean right = Dimensions.fit(shape, dims, theory);
        if (!right) {
            said.add(Printer.unicode(what) + " is " + shape.text() + ", not " + Dimensions.text(dims) + ".");
            findings.add("dimension");
        }
        for (Part part : question.parts()) {
            if (part.is("dimension")) {
                boolean asked =
                        part.targets().stream().anyMatch(t -> Canonical.matches(what, Questions.expr(t, theory)) == 1);
                if (asked || !right) {
                    record(part, right ? "right" : "wrong");
                }
            }
        }
        if (!right && question.parts().stream().noneMatch(p -> p.is("dimension"))) {
            record(question.parts().get(0), "wrong");
        }
    }

    /** "The dimension of b is d_h": dimensions alone, about the quantity before them or the one that is asked for. */
    private void bareDimensions(Claim claim, List<Claim> all) {
        Part asked = question.parts().stream()
                .filter(p -> p.is("dimension"))
                .findFirst()
                .orElse(null);
        List<Expr> dims = Dimensions.of(claim.chain().sides().get(0));
        if (asked == null || dims.isEmpty()) {
            return;
        }
        int place = all.indexOf(claim);
        Claim before = place > 0 ? all.get(place - 1) : null;
        boolean mention = before != null
                && before.chain() != null
                && before.chain().signs().isEmpty()
                && isMention(before.chain().sides().get(0))
                && Dimensions.of(before.chain().sides().get(0)).isEmpty();
        String words = claim.statement().words();
        if (mention && words.length() < 40 && ABOUT.matcher(words).find() && !words.contains("fit")) {
            dimension(before.chain().sides().get(0), dims);
        } else if (!mention
                && !words.contains("fit")
                && (all.size() == 1 || OF.matcher(words).find())) {
            dimension(Questions.expr(asked.targets().get(0), theory), dims);
        }
    }
}
