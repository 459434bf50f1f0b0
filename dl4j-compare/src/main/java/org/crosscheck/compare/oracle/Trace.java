package org.crosscheck.compare.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Tensor;

/**
 * A number that remembers how it came about: the terms of a sum, each as text and value.
 *
 * @param text such as grad_ha[0, 2] X[0, 5]
 * @param value its value
 * @param terms the terms if it is a sum or the mean of one, else none
 * @param divisor what the sum was divided by, else 1
 */
public record Trace(String text, double value, List<Trace> terms, double divisor) {

    /** How one element of a step comes about from the inputs, in double precision. */
    public static Trace of(Step step, NamedTensors inputs, int position) {
        Map<String, Elements<Trace>> named = new HashMap<>();
        for (String key : step.inputs()) {
            Tensor tensor = inputs.get(key);
            named.put(
                    key,
                    new Elements<>(
                            tensor.shape(),
                            i -> leaf(key + java.util.Arrays.toString(tensor.index(i)), tensor.values()[i])));
        }
        return new Formulas<>(new Traces()).formula(step.quantity(), named).apply(position);
    }

    private static Trace leaf(String text, double value) {
        return new Trace(text, value, List.of(), 1);
    }

    private List<Trace> asTerms() {
        return terms.isEmpty() ? List.of(this) : terms;
    }

    private boolean isZero() {
        return text.equals("0");
    }

    private static final class Traces implements Field<Trace> {

        @Override
        public Trace of(double value) {
            String text = value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : String.valueOf(value);
            return leaf(text, value);
        }

        @Override
        public double toDouble(Trace number) {
            return number.value;
        }

        @Override
        public Trace add(Trace a, Trace b) {
            if (a.isZero()) {
                return b;
            }
            List<Trace> terms = new ArrayList<>(a.asTerms());
            terms.addAll(b.asTerms());
            return new Trace("(a sum of " + terms.size() + " terms)", a.value + b.value, terms, 1);
        }

        @Override
        public Trace subtract(Trace a, Trace b) {
            return leaf(a.isZero() ? "-" + b.text : "(" + a.text + " - " + b.text + ")", a.value - b.value);
        }

        @Override
        public Trace multiply(Trace a, Trace b) {
            return leaf(a.text + " " + b.text, a.value * b.value);
        }

        @Override
        public Trace divide(Trace a, Trace b) {
            return new Trace(a.text + " / " + b.text, a.value / b.value, a.terms, a.terms.isEmpty() ? 1 : b.value);
        }

        @Override
        public Trace sin(Trace x) {
            return leaf("sin(" + x.text + ")", StrictMath.sin(x.value));
        }

        @Override
        public Trace cos(Trace x) {
            return leaf("cos(" + x.text + ")", StrictMath.cos(x.value));
        }

        @Override
        public Trace exp(Trace x) {
            return leaf("exp(" + x.text + ")", StrictMath.exp(x.value));
        }

        @Override
        public Trace log(Trace x) {
            return leaf("log(" + x.text + ")", StrictMath.log(x.value));
        }
    }
}
