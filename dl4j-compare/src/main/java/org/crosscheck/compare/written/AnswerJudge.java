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
import org.crosscheck.compare.written.Questions.Question;

/**
 * Judges written answers: reads each statement, runs it, and holds what is shown against what the question asks for. A
 * judge keeps what it has computed of its instances; it is for one thread.
 */
public final class AnswerJudge {

    private static final Pattern REPEATED = Pattern.compile(
            "(?isu).*(einstein|repeated ind|implicit sum|summation over the repeated|sommation implicite|indices? r\u00e9p\u00e9t).*");

    private static final Pattern ROWS = Pattern.compile("(?isu).*(?U:\\b)(rows?|lignes?)(?U:\\b).*");

    private final Prover prover = new Prover();
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
        boolean rows =
                read.words().stream().anyMatch(words -> ROWS.matcher(words).matches());
        ClaimMaker maker = new ClaimMaker(prover, question, rows, RowVectors.said(read.words()));
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
                for (Claim claim : maker.claims(statement, chains)) {
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
}
