package org.crosscheck.compare.checks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.oracle.Trace;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.Step;

/**
 * Where an engine first goes wrong: the first quantity of the chain, forward then backward, whose step disagrees when
 * replayed from the engine's own inputs, so that nothing before it is to blame.
 *
 * @param quantity the key
 * @param question the homework's question
 * @param engine whose step it is
 * @param agreement the comparison
 * @param trace how the worst element comes about
 * @param guess what a single slip would explain, in words; null if none does
 */
public record FirstFailure(
        String quantity, String question, String engine, Agreement agreement, Trace trace, String guess) {

    /** The number of terms of a sum that are shown, the largest first. */
    private static final int TERMS = 6;

    /** The first failing step of an engine; empty if all of its steps hold, or the engine does not run. */
    public static Optional<FirstFailure> of(Evidence evidence, String engine) {
        NamedTensors answers;
        try {
            answers = evidence.answers(engine);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
        for (Step step : Chain.steps(evidence.arithmetic(engine))) {
            boolean comparable = answers.has(step.quantity())
                    && evidence.given().values().with(answers).hasAll(step.inputs());
            if (comparable) {
                Agreement agreement = StepChecks.local(evidence, step.quantity(), Engines.REFERENCE, engine);
                if (agreement.verdict() == Verdict.DISAGREE) {
                    return Optional.of(of(evidence, engine, step, agreement));
                }
            }
        }
        return Optional.empty();
    }

    private static FirstFailure of(Evidence evidence, String engine, Step step, Agreement agreement) {
        String question = Quantities.find(step.quantity()).orElseThrow().question();
        if (agreement.worst() < 0 || step.inputs().isEmpty()) {
            return new FirstFailure(step.quantity(), question, engine, agreement, null, null);
        }
        NamedTensors inputs = evidence.given().values().with(evidence.answers(engine));
        Trace trace = Trace.of(step, inputs, agreement.worst());
        return new FirstFailure(step.quantity(), question, engine, agreement, trace, guess(agreement, trace));
    }

    /** Tries the slips that one element can show: a term left out or taken twice, the sum for the mean, the sign. */
    private static String guess(Agreement agreement, Trace trace) {
        double found = agreement.right();
        double right = agreement.left();
        double bound = agreement.bound() * Math.max(1, trace.divisor());
        if (near(found, -right, bound)) {
            return "the sign is flipped";
        }
        if (trace.divisor() != 1 && near(found, right * trace.divisor(), bound)) {
            return String.format(Locale.ROOT, "the sum was not divided by %.0f", trace.divisor());
        }
        for (Trace term : trace.terms()) {
            double share = term.value() / trace.divisor();
            if (near(found, right - share, bound)) {
                return "the term " + term.text() + " is missing";
            }
            if (near(found, right + share, bound)) {
                return "the term " + term.text() + " is there twice";
            }
        }
        return null;
    }

    private static boolean near(double a, double b, double bound) {
        return Math.abs(a - b) <= bound;
    }

    /** The explanation, line by line. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        boolean reference = "left".equals(agreement.guilty());
        lines.add("First in the chain to fail: " + quantity + " (" + question + ") of "
                + (reference ? "the reference, seen against " + engine : engine)
                + "; its inputs are right or were taken as given.");
        if (trace == null) {
            lines.add("  " + agreement.reason());
            return lines;
        }
        String element = quantity + Arrays.toString(agreement.worstIndex());
        lines.add("  " + element + " = " + trace.text());
        List<Trace> largest = trace.terms().stream()
                .sorted(Comparator.comparingDouble((Trace term) -> -Math.abs(term.value())))
                .limit(TERMS)
                .toList();
        for (Trace term : largest) {
            lines.add(String.format(Locale.ROOT, "    %-24s %s", term.value(), term.text()));
        }
        if (trace.terms().size() > TERMS) {
            int rest = trace.terms().size() - TERMS;
            lines.add("    ... and " + rest + " smaller term" + (rest == 1 ? "" : "s"));
        }
        lines.add(String.format(
                Locale.ROOT,
                "  reference %s, %s %s, oracle %s; difference %.1e, bound %.1e",
                agreement.left(),
                engine,
                agreement.right(),
                agreement.oracle(),
                Math.abs(agreement.left() - agreement.right()),
                agreement.bound()));
        lines.add("  " + (guess == null ? "no single slip in one term explains it" : "explained if " + guess));
        return lines;
    }

    /** A smaller case on which the same step of the engine still fails. */
    public Case shrink(Evidence evidence) {
        return Shrinking.shrink(evidence.given(), candidate -> {
            try {
                Evidence smaller = evidence.on(candidate);
                return StepChecks.local(smaller, quantity, Engines.REFERENCE, engine)
                                .verdict()
                        == Verdict.DISAGREE;
            } catch (RuntimeException e) {
                return false;
            }
        });
    }
}
