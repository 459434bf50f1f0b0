package org.crosscheck.compare.fuzz;

import java.util.List;
import org.crosscheck.compare.latex.LatexException;
import org.crosscheck.compare.latex.Scope;
import org.crosscheck.compare.latex.Statement;
import org.crosscheck.compare.latex.Statements;
import org.crosscheck.compare.written.AnswerJudge;
import org.crosscheck.compare.written.AnswerVerdict;

/** Written answers, with a character in front that chooses how they are read. */
final class Written {

    private static final AnswerJudge JUDGE = new AnswerJudge();
    private static final List<String> QUESTIONS = AnswerJudge.questions();
    private static final Scope[] SCOPES = Scope.values();

    private Written() {}

    /** All readings of all statements. */
    static void formula(String text) {
        if (text.isEmpty()) {
            return;
        }
        Scope scope = SCOPES[text.charAt(0) % SCOPES.length];
        try {
            for (Statement statement : Statements.read(text.substring(1), scope).statements()) {
                readings(statement, scope);
            }
        } catch (LatexException notUnderstood) {
            requireSaid(notUnderstood);
        }
    }

    private static void readings(Statement statement, Scope scope) {
        try {
            statement.readings(scope);
        } catch (LatexException notUnderstood) { // what stands beside it may be
            requireSaid(notUnderstood);
        }
    }

    private static void requireSaid(LatexException notUnderstood) {
        if (notUnderstood.getMessage() == null || notUnderstood.getMessage().isBlank()) {
            throw new AssertionError("does not say what is not understood", notUnderstood);
        }
    }

    static void judge(String text) {
        if (text.isEmpty()) {
            return;
        }
        String question = QUESTIONS.get(text.charAt(0) % QUESTIONS.size());
        AnswerVerdict verdict = JUDGE.judge(question, text.substring(1));
        if (verdict.isOwnFault()) {
            throw new AssertionError(verdict.message());
        }
    }
}
