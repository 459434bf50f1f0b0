package org.crosscheck.compare.oracle;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.commons.numbers.core.DD;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Tensor;

/**
 * Directional derivatives by dual numbers over the oracle's arithmetic: exact to about 100 bits, and no step size. A
 * witness of gradients that shares nothing with any backward pass.
 */
public final class Directional {

    private static final Dual.Numbers<DD> DUAL = new Dual.Numbers<>(Oracle.FIELD);

    private Directional() {}

    /**
     * The derivative of a forward quantity along a direction of one of the quantities before it.
     *
     * @param values the arrays of the case, and every quantity to be taken as given
     * @param sizes the letters of the shapes, bound to numbers
     * @param output what is differentiated, such as L
     * @param input with respect to what, such as W1 or hs
     * @param direction in the shape of the input
     * @return the derivative in the shape of the output, rounded to double
     */
    public static Tensor derivative(
            NamedTensors values, Map<String, Integer> sizes, String output, String input, Tensor direction) {
        Set<String> moved = Chain.downstream(input);
        Map<String, Elements<Dual<DD>>> known = new HashMap<>();
        for (String key : values.keys()) {
            if (!moved.contains(key)) {
                known.put(key, Elements.of(values.get(key), DUAL));
            }
        }
        known.put(input, moving(values.get(input), direction));
        for (Step step : Chain.STEPS) {
            if (Chain.upstream(output).contains(step.quantity())) {
                Oracle.extend(known, step, DUAL, sizes);
            }
        }
        Elements<Dual<DD>> result = known.get(output);
        return new Elements<>(result.shape(), i -> result.at().apply(i).derivative()).toTensor(Oracle.FIELD);
    }

    /**
     * The derivative of a function of part 1 along a direction.
     *
     * @param function rectifier, sigmoid, squared_norm2, norm1 or softmax
     * @param shape of its value
     */
    public static Tensor ofFunction(String function, Tensor at, Tensor direction, int... shape) {
        Elements<Dual<DD>> moving = moving(at, direction);
        // A function of part 1 has one argument, which its formula calls t or x.
        IntFunction<Dual<DD>> result = new Formulas<>(DUAL).formula(function, Map.of("t", moving, "x", moving));
        return new Elements<>(shape, i -> result.apply(i).derivative()).toTensor(Oracle.FIELD);
    }

    private static Elements<Dual<DD>> moving(Tensor at, Tensor direction) {
        return new Elements<>(at.shape(), DUAL.moving(at.values(), direction.values()));
    }

    /** The sum of products of two tensors, in 106 bits, rounded to double. */
    public static double dot(Tensor a, Tensor b) {
        return dot(a.values(), 0, b.values(), 0, a.values().length);
    }

    /**
     * A sum for each element of an output of the given shape: of as many consecutive products as a holds for each. If b is
     * shorter than a, its numbers are taken again for each sum.
     */
    public static Tensor dots(Tensor a, Tensor b, int... shape) {
        Tensor dots = Tensor.zeros(shape);
        int count = a.values().length / dots.values().length;
        for (int i = 0; i < dots.values().length; i++) {
            int from = i * count;
            dots.values()[i] = dot(a.values(), from, b.values(), from % b.values().length, count);
        }
        return dots;
    }

    private static double dot(double[] a, int fromA, double[] b, int fromB, int count) {
        DD sum = DD.ZERO;
        for (int i = 0; i < count; i++) {
            sum = sum.add(DD.ofProduct(a[fromA + i], b[fromB + i]));
        }
        return sum.doubleValue();
    }
}
