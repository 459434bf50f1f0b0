package org.crosscheck.compare.grade;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Objects;

/**
 * One submission, marked.
 *
 * @param name of the submission, safe to print
 * @param file the original name of the file or folder; null if it came from none
 * @param problem why nothing of it could be read or marked; null if something could
 * @param unknown names of arrays that are no keys
 * @param notes what the student should know of the whole, a sentence each
 * @param remarks what the instructor alone should know of the whole, a sentence each
 * @param items every item that the case asks for, in the order of the rubric
 * @param byPerson the rubric's points that no array can earn, in its order: they are in no sum here
 */
public record Marks(
        String name,
        String file,
        String problem,
        List<String> unknown,
        List<String> notes,
        List<String> remarks,
        List<Mark> items,
        List<Rubric.ByPerson> byPerson) {

    @JsonCreator
    public Marks {
        Objects.requireNonNull(name);
        unknown = List.copyOf(unknown);
        notes = List.copyOf(notes);
        remarks = List.copyOf(remarks);
        items = List.copyOf(items);
        byPerson = List.copyOf(byPerson);
    }

    /** Nothing to be known of the whole. */
    public Marks(String name, String problem, List<String> unknown, List<Mark> items) {
        this(name, null, problem, unknown, List.of(), List.of(), items, List.of());
    }

    /** The same under the names of a work. */
    Marks of(Work work) {
        return new Marks(work.name(), work.file(), problem, unknown, notes, remarks, items, byPerson);
    }

    /** The sum of the points given. */
    @JsonIgnore
    public double score() {
        return items.stream().mapToDouble(Mark::points).sum();
    }

    /** The sum of the points that can be had. */
    @JsonIgnore
    public double most() {
        return items.stream().mapToDouble(Mark::most).sum();
    }

    /** The sum of the points that a person gives. */
    @JsonIgnore
    public double mostByPerson() {
        return byPerson.stream().mapToDouble(Rubric.ByPerson::points).sum();
    }

    /** Whether every item that counts agrees, and there is one. */
    @JsonIgnore
    public boolean agrees() {
        return problem == null
                && most() > 0
                && items.stream().noneMatch(item -> item.counts() && item.outcome() != Outcome.AGREE);
    }

    /** The items in which an error entered, in the order of the homework; the first is where to look. */
    @JsonIgnore
    public List<Mark> entered() {
        return items.stream().filter(item -> item.key().equals(item.root())).toList();
    }
}
