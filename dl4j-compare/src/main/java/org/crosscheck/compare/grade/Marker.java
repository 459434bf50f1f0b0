package org.crosscheck.compare.grade;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.crosscheck.compare.grade.diagnosis.Diagnosis;
import org.crosscheck.compare.grade.diagnosis.ReferenceAnswers;
import org.crosscheck.compare.grade.submission.Submission;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.steps.Chain;

/**
 * Marks submissions for one case by one rubric. What the reference knows about the case is computed once; {@link #mark}
 * may be called by several threads.
 */
public final class Marker {

    private final ReferenceAnswers key;
    private final Rubric rubric;
    private final Diagnosis diagnosis;
    private final List<Item> items = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * An item as the rubric has it.
     *
     * @param most the points that there are for it
     */
    record Item(String key, String question, String visibility, double most) {}

    public Marker(Case given, Rubric rubric) {
        this(given, Chain.solve(given.values()), rubric);
    }

    /** With the reference's answers, computed before. */
    public Marker(Case given, NamedTensors answers, Rubric rubric) {
        this.key = new ReferenceAnswers(given, answers);
        this.rubric = rubric;
        this.diagnosis = new Diagnosis(key);
        Set<String> unfit = new HashSet<>();
        for (String item : key.items()) {
            String reason = key.unfit(item);
            if (reason != null) {
                unfit.add(item);
                warnings.add(item + " does not count: the case is ill-conditioned there, " + reason);
            }
        }
        Set<String> asked = new HashSet<>(key.items());
        rubric.questions().forEach(part -> items.addAll(items(part, asked, key -> !unfit.contains(key))));
    }

    /** The items of a question that the case has arrays for; those that count share its points. */
    private static List<Item> items(Rubric.Part part, Set<String> asked, Predicate<String> fit) {
        Map<String, Double> shares = new LinkedHashMap<>(part.items());
        shares.keySet().retainAll(asked);
        shares.replaceAll((key, share) -> fit.test(key) ? share : 0);
        double all = shares.values().stream().mapToDouble(share -> share).sum();
        List<Item> items = new ArrayList<>();
        shares.forEach((key, share) -> {
            double most = all > 0 ? (part.points() - part.byPerson()) * share / all : 0;
            items.add(new Item(key, part.id(), part.visibility(), most));
        });
        return items;
    }

    /** The sum of the points that there are. */
    public double most() {
        return items.stream().mapToDouble(Item::most).sum();
    }

    /** What is wrong with the case, and what was therefore left out. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** The ids of the mistakes that the case cannot tell from right answers: whoever makes them gets full marks. */
    public List<String> blind() {
        return CasePower.blind(key, diagnosis);
    }

    /** Marks a submission; never throws because of what is in it. */
    public Marks mark(Submission submission) {
        return new Marking(key, diagnosis, rubric, submission).mark(items);
    }
}
