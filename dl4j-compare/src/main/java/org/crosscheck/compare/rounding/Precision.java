package org.crosscheck.compare.rounding;

/** The IEEE format that somebody computes in, as far as the bounds need it. */
public enum Precision {
    /** binary64, NumPy's float64: everything in this project. */
    DOUBLE(0x1p-53, Double.MIN_VALUE, Double.MIN_NORMAL, 0x1p-20),

    /** binary32, NumPy's float32: only for the work of others, compared with ours. */
    SINGLE(0x1p-24, Float.MIN_VALUE, Float.MIN_NORMAL, 0x1p-9);

    private final double unit;
    private final double eta;
    private final double normal;
    private final double certain;

    Precision(double unit, double eta, double normal, double certain) {
        this.unit = unit;
        this.eta = eta;
        this.normal = normal;
        this.certain = certain;
    }

    /** The unit roundoff u: the largest relative error of one rounding. */
    public double unit() {
        return unit;
    }

    /** The smallest positive number: what one product may lose by underflow. */
    public double eta() {
        return eta;
    }

    /** The smallest normal number. */
    double normal() {
        return normal;
    }

    /** The smallest scale by which a bound is measured: below it, digits are lost by underflow alone. */
    public double leastScale() {
        return normal / certain;
    }

    /**
     * A bound larger than this times the scale of the result says nothing. Of 53 bits, 20 must be certain; of 24 bits
     * the same share, 9.
     */
    public double certain() {
        return certain;
    }

    /** gamma(n) = n u / (1 - n u): the relative error of n roundings in a row. */
    public double gamma(double n) {
        return n * unit / (1 - n * unit);
    }
}
