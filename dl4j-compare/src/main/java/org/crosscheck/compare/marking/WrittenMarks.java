package org.crosscheck.compare.marking;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.function.UnaryOperator;
import org.crosscheck.compare.grade.Work;
import org.crosscheck.compare.sheet.Sheet;

/**
 * One homework in LaTeX, marked.
 *
 * @param name of the submission, safe to print
 * @param file its original name
 * @param problem why nothing of it could be read; null if something could
 * @param notes what the reader had to decide, a sentence each
 * @param rest what belongs to no question
 * @param items a mark for each of the 34 questions; none if there is a problem
 */
public record WrittenMarks(
        String name, String file, String problem, List<String> notes, List<Sheet.Rest> rest, List<WrittenMark> items) {

    public WrittenMarks {
        notes = List.copyOf(notes);
        rest = List.copyOf(rest);
        items = List.copyOf(items);
    }

    WrittenMarks of(Work work) {
        return new WrittenMarks(work.name(), work.file(), problem, notes, rest, items);
    }

    /** The same with each mark replaced. */
    public WrittenMarks map(UnaryOperator<WrittenMark> change) {
        return new WrittenMarks(
                name, file, problem, notes, rest, items.stream().map(change).toList());
    }

    /** The sum of the points, proposed or decided. */
    @JsonIgnore
    public double score() {
        return items.stream().mapToDouble(WrittenMark::points).sum();
    }

    @JsonIgnore
    public double most() {
        return items.stream().mapToDouble(WrittenMark::most).sum();
    }

    /** How many questions a person has still to decide. */
    @JsonIgnore
    public long open() {
        return items.stream().filter(WrittenMark::open).count();
    }

    /** Whether every question is answered and right. */
    @JsonIgnore
    public boolean agrees() {
        return problem == null && items.stream().allMatch(item -> item.verdict().equals("right"));
    }
}
