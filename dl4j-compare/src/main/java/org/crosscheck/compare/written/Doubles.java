package org.crosscheck.compare.written;

/** Plain double arithmetic: quick, and for a first look only. Nothing is decided by it. */
final class Doubles implements SignedNumbers<Double> {

    @Override
    public int sign(Double x) {
        return Double.isNaN(x) ? UNKNOWN : (int) Math.signum(x);
    }

    @Override
    public Double undefined() {
        return Double.NaN;
    }

    @Override
    public Double of(double value) {
        return value;
    }

    @Override
    public double toDouble(Double number) {
        return number;
    }

    @Override
    public Double add(Double a, Double b) {
        return a + b;
    }

    @Override
    public Double subtract(Double a, Double b) {
        return a - b;
    }

    @Override
    public Double multiply(Double a, Double b) {
        return a * b;
    }

    @Override
    public Double divide(Double a, Double b) {
        return a / b;
    }

    @Override
    public Double sin(Double x) {
        return StrictMath.sin(x);
    }

    @Override
    public Double cos(Double x) {
        return StrictMath.cos(x);
    }

    @Override
    public Double exp(Double x) {
        return StrictMath.exp(x);
    }

    @Override
    public Double log(Double x) {
        return StrictMath.log(x);
    }
}
