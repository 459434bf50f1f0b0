package org.crosscheck.compare.grade.diagnosis;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.reference.Tensor;

/**
 * A precision lower than float32's in which numbers were saved or computed.
 *
 * @param text such as: saved with 4 decimals
 * @param computed whether every operand was rounded, the arrays of the case included; otherwise only what was handed in
 * @param least the smallest number that may be saved for a given one; monotone
 * @param most the largest number that may be saved for a given one; monotone
 * @param error an upper bound on how far saving changes a number
 */
public record Coarse(
        String text, boolean computed, DoubleUnaryOperator least, DoubleUnaryOperator most, DoubleUnaryOperator error) {

    /** Numbers that were rounded when they were saved. */
    static Coarse saved(String text, DoubleUnaryOperator rounding, DoubleUnaryOperator error) {
        return new Coarse(text, false, rounding, rounding, error);
    }

    /** Operands that were rounded to so many bits. */
    static Coarse computed(String text, int bits) {
        double share = StrictMath.scalb(1.0, -bits);
        return new Coarse(text, true, x -> x, x -> x, x -> Math.abs(x) * share);
    }

    /** The same where numbers were rounded in float32 arithmetic and are saved as float32. */
    Coarse inSingle() {
        double unit = 2 * Precision.SINGLE.unit();
        return new Coarse(
                text,
                computed,
                x -> below(least.applyAsDouble(below(x, unit)), unit),
                x -> -below(-most.applyAsDouble(-below(-x, unit)), unit),
                x -> error.applyAsDouble(x) + 2 * unit * Math.abs(x));
    }

    private static double below(double x, double unit) {
        return x - unit * Math.abs(x);
    }

    /** The same of means over n examples whose sums were saved. */
    public Coarse ofMeans(int n) {
        return new Coarse(
                text,
                computed,
                x -> least.applyAsDouble(n * x) / n,
                x -> most.applyAsDouble(n * x) / n,
                x -> error.applyAsDouble(n * x) / n);
    }

    /** The same of means over the first axis of an array that was saved. */
    Coarse ofMeansOver(Tensor each) {
        int n = each.shape()[0];
        double[] errors = errors(each).values();
        double[] sums = new double[errors.length / n];
        for (int i = 0; i < errors.length; i++) {
            sums[i % sums.length] += errors[i];
        }
        double off = Arrays.stream(sums).max().orElse(0) / n;
        return new Coarse(text, computed, x -> x - off, x -> x + off, x -> off);
    }

    /** How far saving changes each number at most. */
    public Tensor errors(Tensor values) {
        return values.map(x -> Bounds.rounded(error.applyAsDouble(x)));
    }

    /** Whether it changes the largest number by more than float32 would. */
    public boolean isCoarserThanSingle(Tensor values) {
        double largest = Arrays.stream(values.values()).map(Math::abs).max().orElse(0);
        return error.applyAsDouble(largest) > 4 * Precision.SINGLE.unit() * largest;
    }

    /** Whether every number may have been saved for one within a bound of the right one. */
    public boolean isOf(Bounded right, Tensor found) {
        for (int i = 0; i < found.values().length; i++) {
            double x = right.value().values()[i];
            double unsure = right.errorAt(i) + 2 * Math.ulp(x);
            double slack = 4 * Math.ulp(found.values()[i]);
            boolean within = least.applyAsDouble(x - unsure) - slack <= found.values()[i]
                    && found.values()[i] <= most.applyAsDouble(x + unsure) + slack;
            if (!within) {
                return false;
            }
        }
        return true;
    }
}
