package org.crosscheck.compare.grade;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One submission, marked.
 *
 * @param name of the submission, safe to print
 * @param problem why nothing could be read; null if something could
 * @param unknown names of arrays that are not keys
 * @param items every item that the case asks for, in the order of the rubric
 */
public record Marks(String name, String problem, List<String> unknown, List<Mark> items) {

    public Marks {
        unknown = List.copyOf(unknown);
        items = List.copyOf(items);
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

    /** Whether every item that counts agrees. */
    @JsonIgnore
    public boolean agrees() {
        return items.stream().noneMatch(item -> item.counts() && item.outcome() != Outcome.AGREE);
    }

    /** The items in which an error entered, in the order of the homework; the first is where to look. */
    @JsonIgnore
    public List<Mark> entered() {
        return items.stream().filter(item -> item.key().equals(item.root())).toList();
    }

    /** How many items have each outcome. */
    @JsonIgnore
    public Map<Outcome, Long> counts() {
        return items.stream().collect(Collectors.groupingBy(Mark::outcome, Collectors.counting()));
    }
}
