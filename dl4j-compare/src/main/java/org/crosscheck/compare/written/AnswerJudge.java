package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.LatexException;
import org.crosscheck.compare.latex.RelationChain;
import org.crosscheck.compare.latex.Scope;
import org.crosscheck.compare.latex.Statement;
import org.crosscheck.compare.latex.Statements;
import org.crosscheck.compare.written.Prover.Proof;
import org.crosscheck.compare.written.Prover.Step;
import org.crosscheck.compare.written.Prover.Truth;
import org.crosscheck.compare.written.Questions.Question;

/**
 * Judges written answers: reads each statement, runs it, and holds what is shown against what the question asks for. A
 * judge keeps what it has computed of its instances; it is for one thread.
 */
public final class AnswerJudge {

    private static final Pattern REPEATED = Pattern.compile(
            "(?isu).*(einstein|repeated ind|implicit sum|summation over the repeated|sommation implicite|indices? r\u00e9p\u00e9t).*");

    private static final Pattern ROWS = Pattern.compile("(?isu).*\\b(rows?|lignes?)\\b.*");

    private final Prover prover = new Prover();
    /** Whether the answer at hand says what the rows of a matrix are. */
    private boolean rows;
    /** Whether it says that vectors or gradients are rows. */
    private boolean rowVectors;

    private final Explainer explainer = new Explainer(prover);

    /** The ids of all questions. */
    public static List<String> questions() {
        return Questions.ids();
    }

    /** The parts of a question with their points. */
    public static List<AskedPart> parts(String question) {
        Question asked = Questions.find(question);
        return asked == null
                ? List.of()
                : asked.parts().stream()
                        .map(part -> new AskedPart(part.name(), part.points(), part.quantity()))
                        .toList();
    }

    /** Whether a part of a question is asked in words, for a person to read. */
    public static boolean isPartlyInWords(String question) {
        Question asked = Questions.find(question);
        return asked != null && asked.words();
    }

    /** What a person has to read of an answer to such a question, in small letters and without signs; empty if nothing. */
    public static String wordsToRead(String question, String latex) {
        if (!isPartlyInWords(question)) {
            return "";
        }
        try {
            Scope scope = Theory.of(Questions.find(question).theory()).scope();
            return String.join(" ", Statements.read(latex, scope).words())
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}]+", " ")
                    .strip();
        } catch (LatexException notUnderstood) {
            return latex;
        }
    }

    /**
     * A part of a question.
     *
     * @param quantity the key of the array that it gives; null if there is none
     */
    public record AskedPart(String name, double points, String quantity) {}

    /** Judges one answer; whatever it holds, the result is a verdict, if need be that this program is at fault. */
    public AnswerVerdict judge(String question, String latex) {
        Question asked = Questions.find(question);
        if (asked == null) {
            return AnswerVerdict.unclear("there is no question " + question, -1);
        }
        prover.begin();
        try {
            return judge(asked, latex);
        } catch (LatexException e) {
            return AnswerVerdict.unclear(e.getMessage(), e.at());
        } catch (Unclear | Misfit e) {
            return AnswerVerdict.unclear(e.getMessage(), -1);
        } catch (StackOverflowError e) {
            return AnswerVerdict.unclear("it is too long or too deeply nested", -1);
        } catch (RuntimeException e) {
            return AnswerVerdict.fault(e);
        }
    }

    private AnswerVerdict judge(Question question, String latex) {
        Theory theory = Theory.of(question.theory());
        Statements read = Statements.read(latex, theory.scope());
        boolean windows = question.kind().equals("window") && !read.words().isEmpty();
        if (read.statements().isEmpty() && !windows) {
            String why = read.words().isEmpty()
                    ? "the answer is empty"
                    : "there are words alone, which only a person can judge";
            return AnswerVerdict.unclear(why, -1);
        }
        if (theory.scope() == Scope.WINDOWS) {
            return new Windows(question, prover).judge(read, latex);
        }
        List<List<RelationChain>> readings = new ArrayList<>();
        List<LatexException> faults = new ArrayList<>();
        for (Statement statement : read.statements()) {
            try {
                readings.add(statement.readings(theory.scope()).stream()
                        .map(chain -> Updates.apply(chain, question))
                        .toList());
                faults.add(null);
            } catch (LatexException e) {
                readings.add(List.of());
                faults.add(e);
            }
        }
        if (question.kind().equals("scale")) {
            return new ScaleInvariance(prover, explainer).judge(read, readings, faults);
        }
        Set<Expr> defined = new LinkedHashSet<>();
        readings.forEach(chains -> chains.stream()
                .filter(c -> c.signs().contains("="))
                .forEach(c -> defined.add(c.sides().get(0))));
        readings.replaceAll(chains ->
                chains.stream().map(c -> Updates.letters(c, theory, defined)).toList());
        Definitions definitions = new Definitions(theory);
        Set<Integer> unused = new LinkedHashSet<>();
        for (int i = 0; i < readings.size(); i++) {
            if (!readings.get(i).isEmpty() && definitions.define(readings.get(i).get(0))) {
                unused.add(i);
            }
        }
        rows = read.words().stream().anyMatch(words -> ROWS.matcher(words).matches());
        rowVectors = RowVectors.said(read.words());
        boolean repeated =
                read.words().stream().anyMatch(words -> REPEATED.matcher(words).matches());
        unused.removeIf(i -> isUsed(readings, i));
        List<Expr> introduced = introduced(readings);
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            Statement statement = read.statements().get(i);
            if (faults.get(i) != null) {
                claims.add(Claim.notUnderstood(
                        statement,
                        null,
                        faults.get(i).getMessage(),
                        faults.get(i).at()));
            } else if (readings.size() > 1
                    && (unused.contains(i) || isBatch(readings.get(i).get(0), introduced))) {
                claims.add(new Claim(statement, readings.get(i).get(0), null, null, -1)); // a remark
            } else {
                List<RelationChain> chains = readings.get(i).stream()
                        .map(definitions::apply)
                        .map(chain -> repeated ? Einstein.summed(chain) : chain)
                        .toList();
                for (Claim claim : claims(statement, chains, question)) {
                    int reading = chains.indexOf(claim.chain());
                    claims.add(reading < 0 ? claim : claim.as(readings.get(i).get(reading)));
                }
            }
        }
        AnswerVerdict verdict = new VerdictMaker(question, theory, prover, explainer).mark(claims, read.words());
        return verdict.verdict().equals("unclear")
                ? verdict
                : verdict.meaning(new Meaning(prover.worlds(theory)).of(verdict.verdict(), claims));
    }

    /** The theories in which a statement of a question may be meant: two in 1m. */
    private static List<Theory> theories(Question question, String cue) {
        Theory theory = Theory.of(question.theory());
        if (!cue.isEmpty()) {
            return List.of(Theory.of(cue));
        }
        return question.also() == null ? List.of(theory) : List.of(theory, Theory.of(question.also()));
    }

    /** Names that are introduced by their dimensions alone, such as the matrix X of all examples. */
    private static List<Expr> introduced(List<List<RelationChain>> readings) {
        List<Expr> names = new ArrayList<>();
        for (List<RelationChain> chains : readings) {
            if (!chains.isEmpty()
                    && chains.get(0).signs().equals(List.of("∈"))
                    && chains.get(0).sides().get(0) instanceof Sym sym
                    && Theory.of("network").shape(sym.name()) == null) {
                names.add(sym);
            }
        }
        return names;
    }

    /** Formulas of whole batches are set aside: what the rows are is said in words. */
    private static boolean isBatch(RelationChain chain, List<Expr> introduced) {
        return chain.signs().contains("=")
                && chain.sides().stream().anyMatch(side -> introduced.stream().anyMatch(Expr.all(side)::contains));
    }

    /** Whether the name that a statement defines occurs in another. */
    private static boolean isUsed(List<List<RelationChain>> readings, int defining) {
        Expr left = readings.get(defining).get(0).sides().get(0);
        Expr name = left instanceof Expr.Elem elem ? elem.of() : left instanceof Expr.Mul mul ? mul.left() : left;
        for (int i = 0; i < readings.size(); i++) {
            for (RelationChain chain : readings.get(i)) {
                if (i != defining
                        && chain.sides().stream()
                                .anyMatch(side -> Expr.all(side).contains(name))) {
                    return true;
                }
            }
        }
        return readings.get(defining).get(0).signs().size() > 1;
    }

    /** What a statement claims: an equality and the dimensions behind it are two. */
    private List<Claim> claims(Statement statement, List<RelationChain> chains, Question question) {
        RelationChain first = chains.get(0);
        int set = first.signs().indexOf("∈");
        if (set > 0) {
            List<RelationChain> before = chains.stream()
                    .map(c -> new RelationChain(
                            c.sides().subList(0, set + 1), c.signs().subList(0, set), c.where()))
                    .toList();
            RelationChain dimensions = new RelationChain(
                    List.of(first.sides().get(0), first.sides().get(set + 1)), List.of("∈"), first.where());
            return List.of(claim(statement, before, question), new Claim(statement, dimensions, null, null, -1));
        }
        return List.of(claim(statement, chains, question));
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

    private Claim claim(Statement statement, List<RelationChain> all, Question question) {
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
                : all.stream().map(AnswerJudge::withoutFunction).toList();
        RelationChain first = chains.get(0);
        List<Proof> proofs = new ArrayList<>();
        Unclear fault = null;
        for (RelationChain chain : chains) {
            for (Theory theory : theories(question, cue)) {
                try {
                    proofs.addAll(prover.prove(chain, theory, worlds(theory, question)));
                } catch (Unclear e) {
                    fault = e;
                }
            }
        }
        if (rowVectors && proofs.stream().noneMatch(Proof::holds)) {
            proofs.addAll(0, asRows(first, Theory.of(question.theory()), question));
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
    private List<Proof> asRows(RelationChain chain, Theory theory, Question question) {
        for (RelationChain meaning : RowVectors.meanings(chain, theory)) {
            for (Proof proof : prover.prove(meaning, theory, worlds(theory, question))) {
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

    List<World<Ball>> worlds(Theory theory, Question question) {
        return prover.worlds(theory).stream()
                .filter(world -> !question.nonzero()
                        || (world.get("x").isScalar()
                                && prover.sign(world.get("x").get()) != 0))
                .toList();
    }

    /** Of several readings those that fit the types; if some hold and some do not, nobody can say which is meant. */
    static Claim choose(Statement statement, List<Proof> proofs, RelationChain first, boolean any) {
        int best = proofs.stream().mapToInt(AnswerJudge::badness).min().orElseThrow();
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

    static Map<String, String> missing(Question question) {
        Map<String, String> parts = new LinkedHashMap<>();
        question.parts().forEach(part -> parts.put(part.name(), "missing"));
        return parts;
    }

    static String normal(List<Claim> claims) {
        return claims.stream()
                .filter(claim -> claim.written() != null)
                .map(claim -> claim.written().latex())
                .collect(Collectors.joining(", \\quad "));
    }

    static boolean isName(Expr e) {
        return e instanceof Sym;
    }
}
