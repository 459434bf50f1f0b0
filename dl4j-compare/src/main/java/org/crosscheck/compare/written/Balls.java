package org.crosscheck.compare.written;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.apache.commons.numbers.core.DD;
import org.crosscheck.compare.oracle.DoubleDouble;

/**
 * Ball arithmetic on the oracle's pairs of doubles. Each pair is within 2^-100 of what its operation gives (commons-numbers
 * promises a few 2^-106, the elementary functions are within 2^-102); radii are doubles, rounded up. Elementary
 * functions are slow in 106 bits, and the same arguments come again and again, so their values are kept.
 */
final class Balls implements SignedNumbers<Ball> {

    /** Bounds the relative error of one operation. */
    private static final double ERROR = 0x1p-100;

    /** Bounds the absolute error where numbers get so small that pairs lose bits. */
    private static final double TINY = 0x1p-900;

    private static final int MOST_KEPT = 50_000;

    /** Whether a function was asked for outside of its domain since this was last set to false. */
    private boolean outside;

    private final DoubleDouble pairs = new DoubleDouble();
    private final Map<Long, Map<DD, DD>> kept = new ConcurrentHashMap<>();

    private static Ball ball(DD mid, double radius) {
        double up = (radius + Math.abs(mid.hi()) * ERROR) * (1 + 0x1p-40) + TINY;
        return up < Double.POSITIVE_INFINITY && mid.isFinite() ? new Ball(mid, up) : Ball.UNDEFINED;
    }

    @Override
    public Ball of(double value) {
        return new Ball(DD.of(value), 0);
    }

    @Override
    public double toDouble(Ball ball) {
        return ball.defined() ? ball.mid().doubleValue() : Double.NaN;
    }

    @Override
    public Ball undefined() {
        return Ball.UNDEFINED;
    }

    @Override
    public int sign(Ball x) {
        double size = Math.abs(x.mid().hi());
        if (!x.defined() || (x.radius() > 0 && !(size * (1 - 0x1p-50) > x.radius()))) {
            return UNKNOWN;
        }
        return (int) Math.signum(x.mid().hi());
    }

    @Override
    public Ball add(Ball a, Ball b) {
        return exact(a, b) && isZero(a)
                ? b
                : exact(a, b) && isZero(b) ? a : ball(a.mid().add(b.mid()), a.radius() + b.radius());
    }

    @Override
    public Ball subtract(Ball a, Ball b) {
        return isZero(b)
                ? a
                : isZero(a)
                        ? new Ball(b.mid().negate(), b.radius())
                        : ball(a.mid().subtract(b.mid()), a.radius() + b.radius());
    }

    boolean outside() {
        boolean was = outside;
        outside = false;
        return was;
    }

    private static boolean exact(Ball a, Ball b) {
        return a.radius() == 0 || b.radius() == 0;
    }

    private static boolean isZero(Ball a) {
        return a.radius() == 0 && a.mid().isZero();
    }

    @Override
    public Ball multiply(Ball a, Ball b) {
        if (isZero(a) || isZero(b)) { // an exact 0, as an indicator gives, is 0 also where the other is not defined
            return of(0);
        }
        double sizes =
                Math.abs(a.mid().hi()) * b.radius() + Math.abs(b.mid().hi()) * a.radius() + a.radius() * b.radius();
        return ball(a.mid().multiply(b.mid()), sizes * (1 + 0x1p-40));
    }

    @Override
    public Ball divide(Ball a, Ball b) {
        double least = Math.abs(b.mid().hi()) * (1 - 0x1p-50) - b.radius();
        if (!(least > 0)) {
            return Ball.UNDEFINED;
        }
        DD quotient = a.mid().divide(b.mid());
        double radius = (a.radius() + Math.abs(quotient.hi()) * b.radius()) / least;
        return ball(quotient, radius * (1 + 0x1p-40));
    }

    @Override
    public Ball sin(Ball x) {
        return function(1, x, pairs::sin, x.radius());
    }

    @Override
    public Ball cos(Ball x) {
        return function(2, x, pairs::cos, x.radius());
    }

    private Ball function(long which, Ball x, UnaryOperator<DD> function, double radius) {
        if (!x.defined() || Math.abs(x.mid().hi()) > 0x1p40) {
            return Ball.UNDEFINED;
        }
        Map<DD, DD> values = kept.computeIfAbsent(which, w -> new ConcurrentHashMap<>());
        if (values.size() > MOST_KEPT) {
            values.clear();
        }
        return ball(values.computeIfAbsent(x.mid(), function), radius + TINY);
    }

    @Override
    public Ball exp(Ball x) {
        if (!x.defined() || x.radius() > 1 || Math.abs(x.mid().hi()) > 600) {
            return Ball.UNDEFINED;
        }
        Ball value = function(3, x, pairs::exp, 0);
        return value.defined()
                ? ball(value.mid(), Math.abs(value.mid().hi()) * 2 * x.radius() + value.radius())
                : value;
    }

    @Override
    public Ball log(Ball x) {
        outside |= sign(x) == -1;
        double least = x.mid().hi() * (1 - 0x1p-50) - x.radius();
        if (!x.defined() || !(least > 0)) {
            return Ball.UNDEFINED;
        }
        // near 1 the logarithm is small: its error is still relative to the argument's
        return function(4, x, pairs::log, x.radius() / least * (1 + 0x1p-40));
    }
}
