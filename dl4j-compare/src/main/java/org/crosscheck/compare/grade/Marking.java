package org.crosscheck.compare.grade;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.grade.diagnosis.Convention;
import org.crosscheck.compare.grade.diagnosis.Diagnosis;
import org.crosscheck.compare.grade.diagnosis.ReferenceAnswers;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.grade.submission.Submission;
import org.crosscheck.compare.grade.submission.SubmittedArray;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.reference.Tensor;

/**
 * Marks one submission: names and conventions are translated to those asked for, then each item is judged in the order of the
 * chain, in the light of the items before it.
 */
final class Marking {

    private final ReferenceAnswers key;
    private final Rubric rubric;
    private final Submission submission;
    private final Map<String, Convention.Undone> undone = new HashMap<>();

    /** Where each convention was first seen. */
    private final Map<Convention, String> seen = new HashMap<>();

    private final Judge judge;

    Marking(ReferenceAnswers key, Diagnosis diagnosis, Rubric rubric, Submission handedIn) {
        this.key = key;
        this.rubric = rubric;
        this.submission = NearNames.resolve(handedIn, key, rubric.nearNames());
        Map<String, Tensor> finite = new LinkedHashMap<>();
        Map<String, Tensor> own = new LinkedHashMap<>();
        Set<String> single = new HashSet<>();
        for (String item : key.items()) {
            if (submission.readings().get(item) instanceof SubmittedArray.Array array && isFinite(array.values())) {
                finite.put(item, array.values());
                if (isSingle(array)) {
                    single.add(item);
                }
            }
        }
        undone.putAll(Convention.undo(key, finite));
        finite.forEach((item, values) -> {
            Tensor asked = undone.containsKey(item) ? undone.get(item).values() : values;
            if (Arrays.equals(asked.shape(), key.shape(item))) {
                own.put(item, asked);
            }
        });
        this.judge = new Judge(key, diagnosis, rubric, finite, own, single);
    }

    Marks mark(List<Marker.Item> items) {
        Map<String, Judgement> judgements = new LinkedHashMap<>();
        for (String item : key.items()) { // the order of the chain
            judgements.put(item, judge(item));
        }
        List<String> remarks = new ArrayList<>();
        List<String> notes = new ArrayList<>(submission.notes());
        Whole whole = new Whole(key, judgements);
        whole.anotherActivation(remarks);
        whole.anotherCase(notes);
        List<Mark> marks = items.stream()
                .map(item -> judgements.get(item.key()).mark(item))
                .toList();
        String problem =
                submission.problem() == null ? null : submission.problem().message();
        return new Marks(
                submission.name(), null, problem, submission.unknown(), notes, remarks, marks, rubric.byPerson());
    }

    private Judgement judge(String item) {
        if (submission.problem() != null) {
            return Judgement.of(Outcome.UNREADABLE, "The submission cannot be read; the reason stands at the top.");
        }
        SubmittedArray reading = submission.readings().get(item);
        if (reading == null) {
            return Judgement.of(Outcome.MISSING, "Not handed in.");
        }
        if (reading instanceof SubmittedArray.Unreadable unreadable) {
            return Judgement.of(Outcome.UNREADABLE, "The array cannot be read: " + unreadable.message());
        }
        Tensor found = ((SubmittedArray.Array) reading).values();
        Convention.Undone back = undone.get(item);
        if (back == null && !Arrays.equals(found.shape(), key.shape(item))) {
            return judge.wrongShape(item, shapes(item, found), isFinite(found) ? found : null);
        }
        if (back == null && !isFinite(found)) {
            return judge.notFinite(item, found, notFinite(found));
        }
        Tensor asked = back == null ? found : back.values();
        List<Convention> conventions = new ArrayList<>(back == null ? List.of() : back.conventions());
        Judgement judgement = judge.judge(item, asked);
        Judgement asSum = judgement.outcome() == Outcome.DISAGREE ? judge.asSum(item, asked) : null;
        if (asSum != null) {
            conventions.add(Convention.SUMS);
            judgement = asSum;
        }
        return conventions.isEmpty() ? judgement : inConvention(item, found, judgement, conventions);
    }

    /**
     * The judgement of an array that was translated from other conventions: it costs the rubric's price once, however many
     * conventions there are, and each of them is named once.
     */
    private Judgement inConvention(String item, Tensor found, Judgement back, List<Convention> conventions) {
        List<Finding> findings = new ArrayList<>(back.findings());
        StringBuilder note = new StringBuilder();
        String root = back.root();
        boolean unitAxes = conventions.equals(List.of(Convention.UNIT_AXES));
        if (!Arrays.equals(found.shape(), key.shape(item))) {
            note.append(shapes(item, found)).append(' ');
        }
        for (Convention convention : conventions) {
            if (back.outcome() == Outcome.DISAGREE) {
                continue; // it has its own findings
            }
            String first = seen.putIfAbsent(convention, item);
            if (first == null) {
                findings.add(convention.finding(item, key.shape(item)));
            } else {
                note.append("In another convention, as in ")
                        .append(first)
                        .append(" (")
                        .append(convention.words())
                        .append("). ");
            }
            if (root == null) {
                root = first == null ? item : first;
            }
        }
        Outcome outcome = back.outcome();
        if (outcome == Outcome.AGREE) {
            outcome = unitAxes ? Outcome.WRONG_SHAPE : Outcome.CONVENTION;
        } else if (outcome == Outcome.DISAGREE && !Arrays.equals(found.shape(), key.shape(item))) {
            outcome = Outcome.WRONG_SHAPE;
        }
        String text = back.outcome() == Outcome.AGREE ? "Otherwise right." : back.note();
        double share = back.share() * rubric.convention();
        return new Judgement(outcome, share, back.precision(), root, note + text, findings, back.numbers());
    }

    private String shapes(String item, Tensor found) {
        return "Shape " + Quantities.text(found.shape()) + " instead of " + Quantities.text(key.shape(item)) + ".";
    }

    /** Whether its type is float32 or narrower, or all of its numbers are representable in float32 and some use most of its bits. */
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
