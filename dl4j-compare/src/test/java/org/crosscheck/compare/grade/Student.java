package org.crosscheck.compare.grade;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.grade.mistakes.Inputs;
import org.crosscheck.compare.grade.mistakes.Mistake;
import org.crosscheck.compare.grade.submission.Submission;
import org.crosscheck.compare.grade.submission.SubmittedArray;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Tensor;

/**
 * Somebody who computes the answers of a case with a rounding of their own: after every step each element is off by up
 * to half an ulp, at random. May make one mistake, and goes on from what it gave.
 */
public final class Student {

    private Student() {}

    /** Everything right. */
    public static NamedTensors right(Case given, long seed) {
        return solve(given, seed, null);
    }

    /** One mistake; null if the case does not ask for it or its shapes do not allow it. */
    public static NamedTensors wrong(Case given, long seed, Mistake mistake) {
        NamedTensors right = right(given, seed);
        if (!right.has(mistake.quantity())) {
            return null;
        }
        Bounded wrong = mistake.formula().apply(source(given.values().with(right)));
        return wrong == null ? null : solve(given, seed, mistake);
    }

    /** Answers as if read from a file of float64. */
    public static Submission submission(NamedTensors answers) {
        return submission(answers, "float64");
    }

    public static Submission submission(NamedTensors answers, String dtype) {
        Map<String, SubmittedArray> readings = new LinkedHashMap<>();
        answers.tensors().forEach((key, tensor) -> readings.put(key, new SubmittedArray.Array(tensor, dtype)));
        return new Submission("student", readings, List.of(), null);
    }

    /** The case and answers as exact inputs. */
    static Inputs source(NamedTensors known) {
        return key -> new Bounded(known.get(key), null);
    }

    /** A result of another shape is handed in; since nothing can be computed from it, the rest goes on without it. */
    private static NamedTensors solve(Case given, long seed, Mistake mistake) {
        NamedTensors known = given.values();
        NamedTensors answers = NamedTensors.NONE;
        for (Step step : Chain.STEPS) {
            if (!known.hasAll(step.inputs())) {
                continue;
            }
            boolean whole = step.inputs().isEmpty() || step.quantity().matches("q1[afgh]");
            Tensor right = step.replay().apply(known);
            Tensor result = whole ? right : rounded(right, seed);
            Tensor handedIn = result;
            if (mistake != null && mistake.quantity().equals(step.quantity())) {
                NamedTensors all = known.with(Chain.solve(given.values())).with(known);
                Tensor wrong = mistake.formula().apply(source(all)).value();
                handedIn = whole ? wrong : rounded(wrong, seed);
                result = Arrays.equals(wrong.shape(), right.shape()) ? handedIn : result;
            }
            known = known.with(step.quantity(), result);
            answers = answers.with(step.quantity(), handedIn);
        }
        return answers;
    }

    /** Equal numbers stay equal, as those that the same operations gave. */
    private static Tensor rounded(Tensor tensor, long seed) {
        return TestCases.map(tensor, x -> {
            double luck = new SplittableRandom(seed ^ Double.doubleToRawLongBits(x)).nextDouble(-1, 1);
            return x == 0 ? 0 : x + Math.rint(luck) * Math.ulp(x);
        });
    }
}
