package org.crosscheck.compare.oracle;

/** Double precision, each operation rounded, with the functions of {@link StrictMath}. */
public class PlainDoubles implements Field<Double> {

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
