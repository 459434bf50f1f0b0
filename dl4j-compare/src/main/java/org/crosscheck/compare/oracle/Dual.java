package org.crosscheck.compare.oracle;

import java.util.function.IntFunction;

/**
 * A number and its derivative in one direction: a + a' epsilon with epsilon^2 = 0.
 *
 * @param value a
 * @param derivative a'
 */
public record Dual<T>(T value, T derivative) {

    /** Dual numbers by their positions: values, and derivatives; these are null where all of them are 0. */
    private record Many<T>(Field<T> field, IntFunction<T> values, IntFunction<T> derivatives)
            implements IntFunction<Dual<T>> {

        @Override
        public Dual<T> apply(int position) {
            T derivative = derivatives == null ? field.of(0) : derivatives.apply(position);
            return new Dual<>(values.apply(position), derivative);
        }
    }

    /** Arithmetic on dual numbers: exact derivatives by the chain rule, in the precision of the underlying numbers. */
    public record Numbers<T>(Field<T> field) implements Field<Dual<T>> {

        @Override
        public Dual<T> of(double value) {
            return new Dual<>(field.of(value), field.of(0));
        }

        @Override
        public double toDouble(Dual<T> number) {
            return field.toDouble(number.value);
        }

        @Override
        public Dual<T> add(Dual<T> a, Dual<T> b) {
            return new Dual<>(field.add(a.value, b.value), field.add(a.derivative, b.derivative));
        }

        @Override
        public Dual<T> subtract(Dual<T> a, Dual<T> b) {
            return new Dual<>(field.subtract(a.value, b.value), field.subtract(a.derivative, b.derivative));
        }

        @Override
        public Dual<T> multiply(Dual<T> a, Dual<T> b) {
            return new Dual<>(
                    field.multiply(a.value, b.value),
                    field.add(field.multiply(a.derivative, b.value), field.multiply(a.value, b.derivative)));
        }

        @Override
        public Dual<T> divide(Dual<T> a, Dual<T> b) {
            T quotient = field.divide(a.value, b.value);
            T change = field.subtract(a.derivative, field.multiply(quotient, b.derivative));
            return new Dual<>(quotient, field.divide(change, b.value));
        }

        @Override
        public Dual<T> sin(Dual<T> x) {
            return new Dual<>(field.sin(x.value), field.multiply(field.cos(x.value), x.derivative));
        }

        @Override
        public Dual<T> cos(Dual<T> x) {
            T minusSin = field.subtract(field.of(0), field.sin(x.value));
            return new Dual<>(field.cos(x.value), field.multiply(minusSin, x.derivative));
        }

        @Override
        public Dual<T> exp(Dual<T> x) {
            T exp = field.exp(x.value);
            return new Dual<>(exp, field.multiply(exp, x.derivative));
        }

        @Override
        public Dual<T> log(Dual<T> x) {
            return new Dual<>(field.log(x.value), field.divide(x.derivative, x.value));
        }

        /** Numbers that move, each in its own direction. */
        IntFunction<Dual<T>> moving(double[] values, double[] directions) {
            return new Many<>(field, field.exact(values), field.exact(directions));
        }

        @Override
        public IntFunction<Dual<T>> exact(double[] values) {
            return new Many<>(field, field.exact(values), null);
        }

        @Override
        public IntFunction<Dual<T>> kept(int size, IntFunction<Dual<T>> at) {
            IntFunction<Dual<T>> duals = Field.super.kept(size, at);
            return new Many<>(
                    field,
                    field.kept(size, position -> duals.apply(position).value),
                    field.kept(size, position -> duals.apply(position).derivative));
        }

        /** (a . b)' = a' . b + a . b'; a product with derivatives that are all 0 is not formed. */
        @Override
        public Dual<T> dot(
                Dual<T> start,
                IntFunction<Dual<T>> a,
                int i,
                int di,
                IntFunction<Dual<T>> b,
                int j,
                int dj,
                int products) {
            if (!(a instanceof Many<T> x && b instanceof Many<T> y)) {
                return Field.super.dot(start, a, i, di, b, j, dj, products);
            }
            T value = field.dot(start == null ? null : start.value, x.values, i, di, y.values, j, dj, products);
            T change = start == null ? field.of(0) : start.derivative;
            if (x.derivatives != null) {
                change = field.dot(change, x.derivatives, i, di, y.values, j, dj, products);
            }
            if (y.derivatives != null) {
                change = field.dot(change, x.values, i, di, y.derivatives, j, dj, products);
            }
            return new Dual<>(value, change);
        }
    }
}
