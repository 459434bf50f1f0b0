package org.crosscheck.compare.oracle;

/**
 * A number and its derivative in one direction: a + a' epsilon with epsilon^2 = 0.
 *
 * @param value a
 * @param derivative a'
 */
public record Dual<T>(T value, T derivative) {

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
    }
}
