package org.crosscheck.compare.written;

import org.crosscheck.compare.oracle.Dual;

/** The oracle's dual numbers, with signs: that of the value. */
record Duals<T>(SignedNumbers<T> base, Dual.Numbers<T> numbers) implements SignedNumbers<Dual<T>> {

    Duals(SignedNumbers<T> base) {
        this(base, new Dual.Numbers<>(base));
    }

    @Override
    public int sign(Dual<T> x) {
        return base.sign(x.value());
    }

    @Override
    public Dual<T> undefined() {
        return new Dual<>(base.undefined(), base.undefined());
    }

    @Override
    public Dual<T> of(double value) {
        return numbers.of(value);
    }

    @Override
    public double toDouble(Dual<T> number) {
        return base.toDouble(number.value());
    }

    @Override
    public Dual<T> add(Dual<T> a, Dual<T> b) {
        return numbers.add(a, b);
    }

    @Override
    public Dual<T> subtract(Dual<T> a, Dual<T> b) {
        return numbers.subtract(a, b);
    }

    @Override
    public Dual<T> multiply(Dual<T> a, Dual<T> b) {
        return numbers.multiply(a, b);
    }

    @Override
    public Dual<T> divide(Dual<T> a, Dual<T> b) {
        return numbers.divide(a, b);
    }

    @Override
    public Dual<T> sin(Dual<T> x) {
        return numbers.sin(x);
    }

    @Override
    public Dual<T> cos(Dual<T> x) {
        return numbers.cos(x);
    }

    @Override
    public Dual<T> exp(Dual<T> x) {
        return numbers.exp(x);
    }

    @Override
    public Dual<T> log(Dual<T> x) {
        return numbers.log(x);
    }
}
