package org.crosscheck.compare.written;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Statements;

/** What each question asks for, as the file {@code questions.json} says it. */
final class Questions {

    /**
     * One question.
     *
     * @param theory what is defined in it
     * @param also the second theory of 1m
     * @param kind value, derivation, scale (1i), number (3a, 3b), window (3c to 3e)
     * @param nonzero whether the value at 0 is free
     * @param words whether a part of it is asked in words, for a person
     * @param ends of a derivation: how both sides of the statement are recognised
     * @param number what is to come out (3a, 3b), and numbers on the way to it
     * @param padding what is given (3c to 3e), as the dilation
     */
    record Question(
            String id,
            String theory,
            String also,
            String kind,
            boolean nonzero,
            boolean words,
            List<Part> parts,
            List<End> ends,
            long number,
            List<Long> between,
            int padding,
            int dilation,
            Map<String, String> mistakes) {}

    /**
     * A part of a question with its points.
     *
     * @param kind value (if absent), dimension, positive, total, set, problem
     * @param quantity the key of its array, where it has one: the bank knows its mistakes
     * @param targets what is to be given, in LaTeX; any of them; empty for a derivation
     * @param form whole, element, or any (if absent)
     * @param only what may stand in it; null for no limit
     * @param of the quantities that may stand in it; null for no limit
     * @param not what may not
     * @param uses what must
     * @param flat whether no matrix may be formed in it
     * @param when the case of 2g that it is: ≠, = or none
     * @param covers whether it makes the other parts superfluous
     * @param updates whether the four parameters by themselves are an answer, too
     * @param theory the part's own, in 1m
     */
    record Part(
            String name,
            double points,
            String kind,
            String quantity,
            List<String> targets,
            String form,
            List<String> only,
            List<String> of,
            List<String> not,
            List<String> uses,
            boolean flat,
            String when,
            boolean covers,
            boolean updates,
            String theory) {

        boolean is(String otherKind) {
            return otherKind.equals(kind == null ? "value" : kind);
        }
    }

    /** How one side of a statement is recognised: by what it uses and does not use, or by what it is. */
    record End(List<String> uses, List<String> not, List<String> latex) {}

    private static final Map<String, Question> ALL = read();
    private static final Map<String, Expr> EXPRS = new ConcurrentHashMap<>();

    private Questions() {}

    private static Map<String, Question> read() {
        Map<String, Question> all = new LinkedHashMap<>();
        for (Object row : (List<?>) Table.read("questions.json")) {
            Question question = question(new Table(row));
            all.put(question.id(), question);
        }
        return all;
    }

    private static Question question(Table row) {
        return new Question(
                row.text("id"),
                row.text("theory"),
                row.text("also"),
                row.text("kind"),
                row.is("nonzero"),
                row.is("words"),
                row.rows("parts").stream().map(Questions::part).toList(),
                row.rows("ends").stream()
                        .map(end -> new End(end.texts("uses"), end.texts("not"), end.texts("latex")))
                        .toList(),
                row.number("number").longValue(),
                row.numbers("between"),
                row.number("padding").intValue(),
                row.number("dilation").intValue(),
                row.map("mistakes"));
    }

    private static Part part(Table row) {
        return new Part(
                row.text("name"),
                row.number("points").doubleValue(),
                row.text("kind"),
                row.text("quantity"),
                row.texts("targets") == null ? List.of() : row.texts("targets"),
                row.text("form"),
                row.texts("only"),
                row.texts("of"),
                row.texts("not"),
                row.texts("uses"),
                row.is("flat"),
                row.text("when"),
                row.is("covers"),
                row.is("updates"),
                row.text("theory"));
    }

    /** The question of an id such as 2g, or null. */
    static Question find(String id) {
        return ALL.get(id);
    }

    static List<String> ids() {
        return List.copyOf(ALL.keySet());
    }

    /** An expression of the table. */
    static Expr expr(String latex, Theory theory) {
        return EXPRS.computeIfAbsent(theory.scope() + latex, key -> read(latex, theory));
    }

    private static Expr read(String latex, Theory theory) {
        return Statements.read(latex, theory.scope())
                .statements()
                .get(0)
                .readings(theory.scope())
                .get(0)
                .sides()
                .get(0);
    }
}
