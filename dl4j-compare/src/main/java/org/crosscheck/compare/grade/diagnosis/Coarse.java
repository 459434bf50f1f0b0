package org.crosscheck.compare.grade.diagnosis;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.reference.Tensor;

/**
 * A precision lower than float32's that numbers were saved or computed in.
 *
 * @param text such as: saved with 4 decimals
 * @param computed whether every operand was rounded, those of the case too; else what was handed in, once
 * @param rounding what it makes of a number; monotone
 * @param error what rounding changes in a number at most
 */
public record Coarse(String text, boolean computed, DoubleUnaryOperator rounding, DoubleUnaryOperator error) {

    public Tensor errors(Tensor values) {
        return values.map(x -> Bounds.rounded(error.applyAsDouble(x)));
    }

    /** Whether it changes the largest number by more than float32 would. */
    public boolean isCoarserThanSingle(Tensor values) {
        double largest = Arrays.stream(values.values()).map(Math::abs).max().orElse(0);
        return error.applyAsDouble(largest) > 4 * Precision.SINGLE.unit() * largest;
    }

    /** Whether every number is what rounding makes of one within a bound of the right one. */
    public boolean isOf(Bounded right, Tensor found) {
        for (int i = 0; i < found.values().length; i++) {
            double x = right.value().values()[i];
            double unsure = right.errorAt(i) + 2 * Math.ulp(x);
            double slack = 4 * Math.ulp(found.values()[i]);
            boolean within = rounding.applyAsDouble(x - unsure) - slack <= found.values()[i]
                    && found.values()[i] <= rounding.applyAsDouble(x + unsure) + slack;
            if (!within) {
                return false;
            }
        }
        return true;
    }
}
