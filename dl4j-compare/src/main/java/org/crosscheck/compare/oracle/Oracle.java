package org.crosscheck.compare.oracle;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.commons.numbers.core.DD;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Tensor;

/** The judge: the homework's element-wise formulas in 106 bits, the result rounded once to double. */
public final class Oracle implements Engine {

    /**
     * Its own rounding counts as none: what 106 bits lose along a chain is about 2^-50 of what a double-precision
     * engine may lose along the same chain, and that engine's bound includes an allowance of 2^-40 of itself. The last
     * rounding to double is the business of whoever compares: see {@link #ROUNDING}.
     */
    private static final Arithmetic ARITHMETIC = new Arithmetic(0, Loss.FROM_LOGITS);

    /**
     * Half an ulp, for the rounding to double, and what 106 bits may have lost, which is far less than a thousandth of
     * that.
     */
    public static final double ROUNDING = 0x1p-53 * (1 + 0x1p-10);

    static final Field<DD> FIELD = new DoubleDouble();
    private static final Formulas<DD> FORMULAS = new Formulas<>(FIELD);

    @Override
    public String name() {
        return "oracle";
    }

    @Override
    public Arithmetic arithmetic() {
        return ARITHMETIC;
    }

    @Override
    public NamedTensors solve(Case given) {
        return solve(FIELD, given);
    }

    /** The answers to a case, computed with any type of number and rounded to double. */
    static <T> NamedTensors solve(Field<T> field, Case given) {
        Map<String, Elements<T>> known = elements(given.values(), field);
        NamedTensors answers = NamedTensors.NONE;
        for (Step step : Chain.STEPS) {
            if (extend(known, step, field, given.sizes())) {
                answers =
                        answers.with(step.quantity(), known.get(step.quantity()).toTensor(field));
            }
        }
        return answers;
    }

    /**
     * Computes a step's quantity, unless it is already known or an input is missing.
     *
     * @param known the quantities so far, to which the result is added
     * @param sizes the letters of the shapes, bound to numbers
     * @return whether it was computed
     */
    static <T> boolean extend(Map<String, Elements<T>> known, Step step, Field<T> field, Map<String, Integer> sizes) {
        Formulas<T> formulas = new Formulas<>(field);
        boolean possible = formulas.quantities().contains(step.quantity())
                && known.keySet().containsAll(step.inputs())
                && !known.containsKey(step.quantity());
        if (possible) {
            IntFunction<T> formula = formulas.formula(step.quantity(), known);
            known.put(step.quantity(), new Elements<>(shape(step, sizes), formula).computed(field));
        }
        return possible;
    }

    /** One step from the exact values of its inputs, rounded to double. */
    public static Tensor replay(Step step, NamedTensors inputs, Map<String, Integer> sizes) {
        return new Elements<>(shape(step, sizes), FORMULAS.formula(step.quantity(), exactly(step, inputs)))
                .computed(FIELD)
                .toTensor(FIELD);
    }

    private static int[] shape(Step step, Map<String, Integer> sizes) {
        return Quantities.shape(Quantities.find(step.quantity()).orElseThrow(), sizes);
    }

    /** One element of a step from the exact values of its inputs, rounded to double. */
    public static double element(Step step, NamedTensors inputs, int position) {
        return FIELD.toDouble(
                FORMULAS.formula(step.quantity(), exactly(step, inputs)).apply(position));
    }

    /** The inputs of the step and nothing else: some formulas would choose among more. */
    private static Map<String, Elements<DD>> exactly(Step step, NamedTensors inputs) {
        return elements(inputs.only(step.inputs()), FIELD);
    }

    /** Exact elements of named tensors. */
    static <T> Map<String, Elements<T>> elements(NamedTensors values, Field<T> field) {
        Map<String, Elements<T>> elements = new HashMap<>();
        values.tensors().forEach((key, tensor) -> elements.put(key, Elements.of(tensor, field)));
        return elements;
    }
}
