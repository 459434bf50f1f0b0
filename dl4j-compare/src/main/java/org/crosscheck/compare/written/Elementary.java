package org.crosscheck.compare.written;

/** The functions of one number that the homework knows, over any kind of number. */
final class Elementary {

    private Elementary() {}

    static <T> T apply(String name, T x, SignedNumbers<T> numbers) {
        T one = numbers.of(1);
        return switch (name) {
            case "sin", "phi" -> numbers.sin(x);
            case "cos" -> numbers.cos(x);
            case "tan" -> numbers.divide(numbers.sin(x), numbers.cos(x));
            case "exp" -> numbers.exp(x);
            case "log" -> numbers.log(x);
            case "sinh" -> hyperbolic(x, numbers, false);
            case "cosh" -> hyperbolic(x, numbers, true);
            case "tanh" -> {
                T e = numbers.exp(numbers.add(x, x));
                yield numbers.divide(numbers.subtract(e, one), numbers.add(e, one));
            }
            case "sigma" -> numbers.divide(one, numbers.add(one, numbers.exp(numbers.negate(x))));
            case "softplus" -> numbers.log(numbers.add(one, numbers.exp(x)));
            case "sqrt" ->
                numbers.sign(x) == 1 ? numbers.exp(numbers.divide(numbers.log(x), numbers.of(2))) : numbers.undefined();
            case "abs" -> bySign(x, numbers, numbers.negate(x), numbers.of(0), x);
            case "sign" -> bySign(x, numbers, numbers.of(-1), numbers.of(0), one);
            case "heaviside" -> bySign(x, numbers, numbers.of(0), numbers.of(0.5), one);
            case "rect" -> bySign(x, numbers, numbers.of(0), numbers.of(0), x);
            case "floor" -> {
                double value = numbers.toDouble(x);
                double floor = Math.floor(value + 0x1p-30);
                boolean certain = Math.abs(value - Math.rint(value)) > 0x1p-20
                        || numbers.sign(numbers.subtract(x, numbers.of(Math.rint(value)))) != SignedNumbers.UNKNOWN
                        || Math.abs(value - Math.rint(value)) < 0x1p-40;
                yield certain ? numbers.of(floor) : numbers.undefined();
            }
            default -> throw new IllegalArgumentException("no function '" + name + "'");
        };
    }

    private static <T> T hyperbolic(T x, SignedNumbers<T> numbers, boolean even) {
        T up = numbers.exp(x);
        T down = numbers.exp(numbers.negate(x));
        return numbers.divide(even ? numbers.add(up, down) : numbers.subtract(up, down), numbers.of(2));
    }

    private static <T> T bySign(T x, SignedNumbers<T> numbers, T negative, T zero, T positive) {
        return switch (numbers.sign(x)) {
            case -1 -> negative;
            case 0 -> zero;
            case 1 -> positive;
            default -> numbers.undefined();
        };
    }
}
