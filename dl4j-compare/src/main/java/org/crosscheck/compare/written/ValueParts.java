package org.crosscheck.compare.written;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Call;
import org.crosscheck.compare.latex.Expr.Deriv;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Group;
import org.crosscheck.compare.latex.Expr.Num;
import org.crosscheck.compare.latex.Expr.Relation;
import org.crosscheck.compare.latex.Expr.Sum;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.RelationChain;
import org.crosscheck.compare.written.Prover.Proof;
import org.crosscheck.compare.written.Prover.Truth;
import org.crosscheck.compare.written.Questions.Part;
import org.crosscheck.compare.written.Questions.Question;

/** Marks the parts that a formula answers: whether a true claim is about what is asked, and in the form that is asked for. */
final class ValueParts {

    private final PartMarks marks;
    private final Question question;
    private final Theory theory;
    private final Prover prover;

    ValueParts(PartMarks marks, Theory theory, Prover prover) {
        this.marks = marks;
        this.question = marks.question;
        this.theory = theory;
        this.prover = prover;
    }

    String value(Part part, Claim claim) {
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
                best = PartMarks.rank(result) > PartMarks.rank(best) ? result : best;
            }
        }
        if (claim.has(Truth.ELEMENT)) {
            marks.said.add("One side is a whole vector, the other one element.");
            marks.findings.add("element");
            return "form";
        }
        if (best.equals("right") && wrongForm) {
            marks.said.add("Elements are given where the whole is asked for.");
            return "form";
        }
        if (claim.has(Truth.TRANSPOSED)) {
            marks.findings.add("transposed");
            marks.said.add("Right, but transposed: the gradient has the shape of what it is taken by.");
            return "form";
        }
        return best;
    }

    /** What one side of a true equality is worth as an answer. */
    private String candidate(Part part, Claim claim, Expr side, Expr asked) {
        if (circular(part, side, asked)) {
            marks.said.add("What is asked for stands on the right side, too: circular.");
            marks.findings.add("circular");
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
    void partial(Part part) {
        List<Claim> claims = marks.shown.getOrDefault(part.name(), List.of());
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
            marks.parts.put(part.name(), "incomplete");
            marks.said.add("It is shown in one case alone.");
        }
    }

    /** 2c: that the elements are positive, and that they sum to 1. */
    String softmax(Part part, Claim claim) {
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

    String set(Claim claim) {
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

    String problem(Claim claim) {
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
                    marks.said.add("The problem is to minimise the risk by the parameters.");
                    return "wrong";
                }
                any = true;
            }
        }
        return any ? "right" : "missing";
    }
}
