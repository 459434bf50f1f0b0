package org.crosscheck.compare.written;

import org.crosscheck.compare.oracle.PlainDoubles;

/** Double arithmetic for a first look only: it is quick, and nothing is decided by it. */
final class Doubles extends PlainDoubles implements SignedNumbers<Double> {

    @Override
    public int sign(Double x) {
        return Double.isNaN(x) ? UNKNOWN : (int) Math.signum(x);
    }

    @Override
    public Double undefined() {
        return Double.NaN;
    }
}
