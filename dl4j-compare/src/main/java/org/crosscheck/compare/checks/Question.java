package org.crosscheck.compare.checks;

import java.util.List;
import org.crosscheck.compare.answers.Answer;
import org.crosscheck.compare.answers.Answers;
import org.crosscheck.compare.homework.SubQuestion;
import org.crosscheck.compare.text.Numbers;

/**
 * One of the homework's 34 sub-questions with its live checks.
 *
 * @param asked the homework's question
 * @param checks that must all agree
 */
public record Question(SubQuestion asked, List<Check> checks) {

    /** The question of an id; throws {@link java.util.NoSuchElementException} if the homework has none. */
    static Question of(String id, List<Check> checks) {
        return new Question(SubQuestion.find(id).orElseThrow(), checks);
    }

    public String id() {
        return asked.id();
    }

    public int points() {
        return asked.points();
    }

    public String title() {
        return asked.title();
    }

    /** The points and how many of them a person must give, such as "2 points, 0.5 by a person". */
    public String pointsInWords() {
        double byPerson = answer().byPerson();
        String share = byPerson == 0
                ? ""
                : byPerson == points() ? ", by a person" : ", " + Numbers.plain(byPerson) + " by a person";
        return Numbers.count(points(), "point") + share;
    }

    /** The checks that say something of a case: all but that of the answer's equalities, which needs none. */
    public List<Check> ofCases() {
        return checks.stream()
                .filter(check -> !check.quantity().equals(Catalogue.EQUALITIES))
                .toList();
    }

    /** The question in a sentence, and its answer worked out. */
    public Answer answer() {
        return Answers.of(id());
    }
}
