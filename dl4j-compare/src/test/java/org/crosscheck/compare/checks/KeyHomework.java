package org.crosscheck.compare.checks;

import org.crosscheck.compare.answers.Answers;
import org.crosscheck.compare.answers.HomeworkSheet;
import org.crosscheck.compare.homework.SubQuestion;

/** The answer key as a homework that is handed in. */
public final class KeyHomework {

    private KeyHomework() {}

    /** The sheet, filled in with the key's answers. */
    public static String latex() {
        String sheet = HomeworkSheet.latex();
        for (SubQuestion question : SubQuestion.ALL) {
            String begin = "\\begin{answer}{" + question.id() + "}\n";
            sheet = sheet.replace(begin, begin + KeyEqualities.latex(Answers.of(question.id())));
        }
        return sheet;
    }
}
