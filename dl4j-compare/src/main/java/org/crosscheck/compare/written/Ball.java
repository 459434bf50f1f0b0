package org.crosscheck.compare.written;

import org.apache.commons.numbers.core.DD;

/**
 * A number that is known up to a radius: the exact value lies within it for certain.
 *
 * @param mid a pair of doubles
 * @param radius infinite where nothing is known
 */
record Ball(DD mid, double radius) {

    static final Ball UNDEFINED = new Ball(DD.ZERO, Double.POSITIVE_INFINITY);

    /** Relative size of what counts as known: 2^-64. */
    private static final double KNOWN = 0x1p-64;

    boolean defined() {
        return radius < Double.POSITIVE_INFINITY && mid.isFinite();
    }

    /** Whether the two exact values are different for certain. */
    boolean apart(Ball other) {
        if (!defined() || !other.defined()) {
            return false;
        }
        double distance = mid.subtract(other.mid).abs().hi();
        return distance > (radius + other.radius) * (1 + 0x1p-40) + 0x1p-98 * distance;
    }

    /** Whether both are known so well that they cannot overlap by chance. */
    boolean tiny() {
        return defined() && radius <= KNOWN * Math.max(0x1p-20, Math.abs(mid.hi()));
    }
}
