package org.crosscheck.compare.oracle;

/**
 * A double with the magnitude of what it was computed from: an operation whose error is e times its result, on operands whose
 * errors are e times their magnitudes, gives a result whose error is at most about e times its magnitude.
 *
 * @param value the number
 * @param magnitude at least |value|; larger where a sum cancelled
 */
record Magnitude(double value, double magnitude) {

    /** The arithmetic: first-order propagation of errors. */
    static final class Numbers implements Field<Magnitude> {

        @Override
        public Magnitude of(double value) {
            return new Magnitude(value, 0);
        }

        @Override
        public double toDouble(Magnitude number) {
            return number.value;
        }

        @Override
        public Magnitude add(Magnitude a, Magnitude b) {
            return own(a.value + b.value, a.magnitude + b.magnitude);
        }

        @Override
        public Magnitude subtract(Magnitude a, Magnitude b) {
            return own(a.value - b.value, a.magnitude + b.magnitude);
        }

        @Override
        public Magnitude multiply(Magnitude a, Magnitude b) {
            return own(a.value * b.value, a.magnitude * Math.abs(b.value) + Math.abs(a.value) * b.magnitude);
        }

        @Override
        public Magnitude divide(Magnitude a, Magnitude b) {
            double quotient = a.value / b.value;
            return own(quotient, (a.magnitude + Math.abs(quotient) * b.magnitude) / Math.abs(b.value));
        }

        @Override
        public Magnitude sin(Magnitude x) {
            return own(StrictMath.sin(x.value), Math.abs(StrictMath.cos(x.value)) * x.magnitude);
        }

        @Override
        public Magnitude cos(Magnitude x) {
            return own(StrictMath.cos(x.value), Math.abs(StrictMath.sin(x.value)) * x.magnitude);
        }

        @Override
        public Magnitude exp(Magnitude x) {
            double exp = StrictMath.exp(x.value);
            return own(exp, exp * x.magnitude);
        }

        @Override
        public Magnitude log(Magnitude x) {
            return own(StrictMath.log(x.value), x.magnitude / Math.abs(x.value));
        }

        /** The operation's own error, and what it carries on. */
        private static Magnitude own(double value, double carried) {
            return new Magnitude(value, Math.abs(value) + carried);
        }
    }
}
