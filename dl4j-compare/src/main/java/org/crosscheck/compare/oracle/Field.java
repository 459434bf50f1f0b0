package org.crosscheck.compare.oracle;

/**
 * Arithmetic on numbers of some type T, so that the homework's formulas are written once ({@link Formulas}) and
 * evaluated in many ways: in 106 bits, with derivatives, counting operations, or keeping a trace of the terms.
 */
public interface Field<T> {

    /** The number equal to a double. */
    T of(double value);

    /** The double nearest to a number. */
    double toDouble(T number);

    T add(T a, T b);

    T subtract(T a, T b);

    T multiply(T a, T b);

    T divide(T a, T b);

    T sin(T x);

    T cos(T x);

    T exp(T x);

    T log(T x);
}
