package org.crosscheck.compare.grade;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.grade.diagnosis.Diagnosis;
import org.crosscheck.compare.grade.diagnosis.ReferenceAnswers;
import org.crosscheck.compare.grade.diagnosis.StudentArrays;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.grade.mistakes.HonestBounds;
import org.crosscheck.compare.grade.submission.Submission;
import org.crosscheck.compare.grade.submission.SubmittedArray;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.reference.Tensor;

/**
 * The marking of one submission: its items in the order of the chain, each with what is known about those before it.
 */
final class Marking {

    private final ReferenceAnswers key;
    private final Diagnosis diagnosis;
    private final Rubric rubric;
    private final Submission submission;

    /** The arrays that have the right shape and finite numbers. */
    private final Map<String, Tensor> own = new LinkedHashMap<>();

    private final Set<String> single = new HashSet<>();
    private final Set<String> wrong = new HashSet<>();
    private final Map<String, String> roots = new HashMap<>();
    private final Map<Precision, StudentArrays> hands = new HashMap<>();

    /** What is found out about one item, before points are given. */
    private record Judgement(
            Outcome outcome, Precision precision, String root, String note, List<Finding> findings, Agreement numbers) {

        static Judgement of(Outcome outcome, String note) {
            return new Judgement(outcome, Precision.DOUBLE, null, note, List.of(), null);
        }
    }

    Marking(ReferenceAnswers key, Diagnosis diagnosis, Rubric rubric, Submission submission) {
        this.key = key;
        this.diagnosis = diagnosis;
        this.rubric = rubric;
        this.submission = submission;
    }

    Marks mark(List<Marker.Item> items) {
        for (String item : key.items()) {
            if (submission.readings().get(item) instanceof SubmittedArray.Array array
                    && Arrays.equals(array.values().shape(), key.shape(item))
                    && isFinite(array.values())) {
                own.put(item, array.values());
                if (isSingle(array)) {
                    single.add(item);
                }
            }
        }
        Map<String, Judgement> judgements = new HashMap<>();
        for (String item : key.items()) { // the order of the chain
            judgements.put(item, judge(item));
        }
        List<Mark> marks = new ArrayList<>();
        for (Marker.Item item : items) {
            marks.add(mark(item, judgements.get(item.key())));
        }
        String problem =
                submission.problem() == null ? null : submission.problem().message();
        return new Marks(submission.name(), null, problem, submission.unknown(), submission.notes(), List.of(), marks);
    }

    private Mark mark(Marker.Item item, Judgement judgement) {
        double share =
                switch (judgement.outcome) {
                    case AGREE -> 1;
                    case CARRIED -> rubric.carriedForward();
                    default -> 0;
                };
        Agreement numbers = judgement.numbers;
        return new Mark(
                item.key(),
                item.question(),
                judgement.outcome,
                share * item.most(),
                item.most(),
                item.visibility(),
                judgement.precision,
                judgement.root,
                judgement.note,
                judgement.findings,
                numbers == null ? Double.NaN : numbers.maxAbsDifference(),
                numbers == null ? Double.NaN : numbers.bound());
    }

    private Judgement judge(String item) {
        if (submission.problem() != null) {
            return Judgement.of(Outcome.UNREADABLE, "The submission cannot be read; why is said of the whole.");
        }
        SubmittedArray reading = submission.readings().get(item);
        if (reading == null) {
            return Judgement.of(Outcome.MISSING, "Not handed in.");
        }
        if (reading instanceof SubmittedArray.Unreadable unreadable) {
            return Judgement.of(Outcome.UNREADABLE, "The array cannot be read: " + unreadable.message());
        }
        Tensor found = ((SubmittedArray.Array) reading).values();
        if (!Arrays.equals(found.shape(), key.shape(item))) {
            return entered(
                    item,
                    Outcome.WRONG_SHAPE,
                    "Shape " + Quantities.text(found.shape()) + " instead of " + Quantities.text(key.shape(item)) + ".",
                    found);
        }
        return own.containsKey(item) ? compare(item, found) : entered(item, Outcome.NOT_FINITE, notFinite(found), null);
    }

    private Judgement compare(String item, Tensor found) {
        Agreement agreement = key.compare(item, found, Precision.DOUBLE);
        if (agreement.agrees()) {
            return agree(Precision.DOUBLE, agreement);
        }
        Precision precision = isSingle(item) ? Precision.SINGLE : Precision.DOUBLE;
        StudentArrays hand = hand(precision);
        Set<String> sources = hand.sources(item);
        Agreement single = precision == Precision.DOUBLE
                ? agreement
                : sources.isEmpty() ? hand.replay(item, found) : key.compare(item, found, precision);
        if (single.agrees()) {
            return agree(precision, agreement);
        }
        wrong.add(item);
        String source = carriedFrom(item, found, hand);
        if (source != null) {
            String root = roots.getOrDefault(source, source);
            roots.put(item, root);
            String note = "Computed correctly from your own " + source + ", which is wrong"
                    + (root.equals(source) ? "." : "; the error entered at " + root + ".");
            return new Judgement(Outcome.CARRIED, precision, root, note, List.of(), agreement);
        }
        roots.put(item, item);
        List<Finding> findings = diagnosis.of(item, found, hand);
        String note = single.verdict() == Verdict.ILL_CONDITIONED
                ? "float32 leaves too few certain digits here to tell right from wrong: hand in float64."
                : disagreement(item, sources);
        return new Judgement(Outcome.DISAGREE, precision, item, note, findings, agreement);
    }

    /**
     * The wrong array that an item follows from: one of its inputs, or, if the student computed those a second time and
     * differently, one before them; null if it follows from neither.
     */
    private static String carriedFrom(String item, Tensor found, StudentArrays hand) {
        Set<String> sources = hand.sources(item);
        if (sources.isEmpty() || hand.replay(item, found).agrees()) {
            return sources.isEmpty() ? null : sources.iterator().next();
        }
        StudentArrays before = hand.without(sources);
        Set<String> earlier = before.sources(item);
        return !earlier.isEmpty() && before.replay(item, found).agrees()
                ? earlier.iterator().next()
                : null;
    }

    private String disagreement(String item, Set<String> sources) {
        if (!sources.isEmpty()) {
            return "Differs beyond rounding, and does not follow from your own " + String.join(", ", sources)
                    + " either: another error entered here.";
        }
        boolean first =
                key.given().values().hasAll(HonestBounds.steps(item).get(0).inputs());
        return first
                ? "Differs beyond rounding."
                : "Differs beyond rounding; its inputs are right, so the error entered here.";
    }

    private static Judgement agree(Precision precision, Agreement agreement) {
        String note = precision == Precision.SINGLE
                ? "Agrees within the rounding of float32, by whose bounds it was judged."
                : "Agrees within rounding.";
        return new Judgement(Outcome.AGREE, precision, null, note, List.of(), agreement);
    }

    private Judgement entered(String item, Outcome outcome, String note, Tensor found) {
        roots.put(item, item);
        List<Finding> findings = found == null ? List.of() : diagnosis.of(item, found, hand(Precision.DOUBLE));
        return new Judgement(outcome, Precision.DOUBLE, item, note, findings, null);
    }

    private StudentArrays hand(Precision precision) {
        return hands.computeIfAbsent(precision, asked -> new StudentArrays(key, own, wrong, asked));
    }

    /** Whether an item, or an array handed in that it is computed from, is in float32. */
    private boolean isSingle(String item) {
        return Chain.upstream(item).stream().anyMatch(single::contains);
    }

    /** Whether it is of a type no wider than float32, or its numbers are all float32's and not merely short. */
    private static boolean isSingle(SubmittedArray.Array array) {
        if (array.dtype().equals("float32") || array.dtype().equals("float16")) {
            return true;
        }
        boolean long24 = false;
        for (double value : array.values().values()) {
            if ((float) value != value) {
                return false;
            }
            long24 |= (Double.doubleToRawLongBits(value) & ((1L << 41) - 1)) != 0; // more than 12 significant bits
        }
        return long24;
    }

    private static boolean isFinite(Tensor tensor) {
        return Arrays.stream(tensor.values()).allMatch(Double::isFinite);
    }

    private static String notFinite(Tensor found) {
        double[] values = found.values();
        long count =
                Arrays.stream(values).filter(value -> !Double.isFinite(value)).count();
        int first = 0;
        while (Double.isFinite(values[first])) {
            first++;
        }
        return values[first] + " at index " + Arrays.toString(found.index(first)) + "; " + count + " of "
                + values.length + " elements are not finite.";
    }
}
