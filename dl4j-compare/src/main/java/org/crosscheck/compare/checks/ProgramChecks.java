package org.crosscheck.compare.checks;

import java.util.List;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.grade.mistakes.Configuration;
import org.crosscheck.compare.grade.mistakes.HonestBounds;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.compare.steps.ReferenceEngine;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Tensor;

/**
 * The checks of a program of which nothing is known but its answers: each quantity replayed from the program's own arrays
 * before it, and over the whole way. The bounds are those of any honest program, in float64 or float32, as what comes back.
 */
final class ProgramChecks {

    private ProgramChecks() {}

    /** The checks of the quantities that a question asks for. */
    static List<Check> of(String question, String program) {
        return Quantities.ANSWERS.stream()
                .filter(quantity -> quantity.question().equals(question))
                .flatMap(quantity -> of(quantity, program))
                .toList();
    }

    private static Stream<Check> of(Quantities.Quantity quantity, String program) {
        String key = quantity.key();
        if (quantity.group() == Group.SHAPES) {
            return Stream.of(new Check(
                    key,
                    Kind.SHAPE,
                    Engines.REFERENCE,
                    program,
                    quantity.group(),
                    evidence -> whole(evidence, key, program)));
        }
        return Stream.of(
                new Check(
                        key,
                        Kind.LOCAL,
                        Engines.REFERENCE,
                        program,
                        quantity.group(),
                        evidence -> local(evidence, key, program)),
                new Check(
                        key,
                        Kind.CHAINED,
                        Engines.ORACLE,
                        program,
                        quantity.group(),
                        evidence -> chained(evidence, key, program)));
    }

    /** Counts and configurations of part 3; of the latter any that is right. */
    private static Agreement whole(Evidence evidence, String quantity, String program) {
        if (!evidence.answers(program).has(quantity)) {
            return evidence.missing(program, quantity);
        }
        Tensor found = evidence.answers(program).get(quantity);
        boolean isRight = Configuration.is(quantity) && Configuration.isRight(quantity, found);
        Tensor right = isRight ? found : evidence.answers(Engines.REFERENCE).get(quantity);
        Agreement agreement = Agreement.compare(right, found, Bounds.exact(right));
        return agreement.judged(agreement.left(), agreement.agrees() ? null : "right");
    }

    private static Agreement chained(Evidence evidence, String quantity, String program) {
        return evidence.answers(program).has(quantity)
                ? StepChecks.chained(evidence, quantity, program)
                : evidence.missing(program, quantity);
    }

    /**
     * A step from the program's own arrays, in the way that fits best where there are two; the whole way if it has not
     * answered what the step needs. A program may have computed those arrays a second time, and used that: automatic
     * differentiation does. So they may also be off by the rounding of their own steps; and what is right over the whole way
     * is never called wrong.
     */
    static Agreement local(Evidence evidence, String quantity, String program) {
        NamedTensors answers = evidence.answers(program);
        if (Checks.group(quantity) == Group.SHAPES) {
            return whole(evidence, quantity, program);
        }
        if (!answers.has(quantity)) {
            return evidence.missing(program, quantity);
        }
        NamedTensors known = evidence.given().values().with(answers);
        Precision precision = evidence.precision(program);
        NamedTensors saved = HonestBounds.rounded(known, precision);
        Agreement best = null;
        for (Step step : HonestBounds.steps(quantity)) {
            if (known.hasAll(step.inputs())) {
                NamedTensors inputs = known.only(step.inputs());
                Agreement once = local(evidence, step, inputs, saved, program);
                Agreement again = once.verdict() == Verdict.DISAGREE
                        ? local(evidence, step, inputs, saved.with(again(known, saved, step, precision)), program)
                        : once;
                Agreement agreement = again.agrees() ? again : once;
                boolean better = best == null
                        || (agreement.worst() >= 0 && agreement.verdict().compareTo(best.verdict()) < 0);
                best = better ? agreement : best;
            }
        }
        if (best != null && best.verdict() != Verdict.DISAGREE) {
            return best;
        }
        Agreement whole = StepChecks.chained(evidence, quantity, program);
        return best == null || whole.agrees() ? whole : best;
    }

    /** How far the inputs of a step may be off if each was computed twice from the arrays before it. */
    private static NamedTensors again(NamedTensors known, NamedTensors saved, Step step, Precision precision) {
        NamedTensors errors = NamedTensors.NONE;
        for (String input : step.inputs()) {
            boolean isAnswer =
                    Quantities.ANSWERS.stream().anyMatch(answer -> answer.key().equals(input));
            Step before = isAnswer ? HonestBounds.steps(input).get(0) : null;
            if (isAnswer && known.hasAll(before.inputs())) {
                Tensor bound = HonestBounds.bound(before, new Bounded.All(known, saved, precision));
                errors = errors.with(input, bound.map(twice -> 2 * twice));
            }
        }
        return errors;
    }

    private static Agreement local(
            Evidence evidence, Step step, NamedTensors inputs, NamedTensors errors, String program) {
        Tensor found = evidence.answers(program).get(step.quantity());
        String undefined = StepChecks.undefined(step, inputs);
        if (undefined != null) {
            return Agreement.undefined(found.shape(), undefined);
        }
        Precision precision = evidence.precision(program);
        Tensor ours = StepChecks.bound(step, inputs, ReferenceEngine.ARITHMETIC);
        Tensor theirs = HonestBounds.bound(step, new Bounded.All(inputs, errors, precision));
        Agreement agreement = Agreement.compare(
                evidence.engine(Engines.REFERENCE).replay(step, inputs),
                found,
                ours.plus(theirs),
                Quantities.naturalScale(step.quantity(), evidence.given().values()),
                precision);
        return agreement.worst() >= 0 ? StepChecks.judge(agreement, step, inputs, ours, theirs) : agreement;
    }
}
