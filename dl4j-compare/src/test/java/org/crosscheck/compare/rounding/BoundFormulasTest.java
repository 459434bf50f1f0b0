package org.crosscheck.compare.rounding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.matrix.MlpMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each bound is the formula that is written above it, for several rows, in both formats, with errors of the operands and
 * without: no smaller, and larger only by what its own evaluation may lose. That the formulas bound anything is for {@link
 * BoundsTest} and {@link SoftmaxBoundsTest} to show.
 */
class BoundFormulasTest {

    private static final double KAPPA = 3;
    private static final Bounds.Multilinear STEP =
            (x, w, b) -> Tensor.matrix(MlpMatrix.ha(x.rows(), w.rows(), b.values()));

    private static Tensor random(long seed, double scale, int... shape) {
        int size = IntStream.of(shape).reduce(1, (a, b) -> a * b);
        return new Tensor(
                shape, new SplittableRandom(seed).doubles(size, -scale, scale).toArray());
    }

    /** Errors that differ from element to element. */
    private static Bounded inexact(Tensor value, double relative, Precision precision) {
        double[] error = new double[value.values().length];
        Arrays.setAll(error, i -> Math.abs(value.values()[i]) * relative * (1 + i % 3));
        return new Bounded(value, relative == 0 ? null : new Tensor(value.shape(), error), precision);
    }

    private static void is(String what, double found, double formula) {
        assertThat(found).as(what).isBetween(formula * (1 - 1e-14), formula * (1 + 1e-11) + 1e-300);
    }

    private static final double[] ERRORS = {0, 0x1p-30, 0x1p-10};

    /** gamma (1 + 2 gamma) (|w| |x| + |b|) + |w| E_x + E_w |x| + E_w E_x + E_b + length eta, of 2 examples and 3 sums. */
    @ParameterizedTest
    @EnumSource
    void linear(Precision p) {
        for (double ofX : ERRORS) {
            for (double ofW : ERRORS) {
                for (double ofB : ERRORS) {
                    Bounded x = inexact(random(1, 2, 2, 4), ofX, p);
                    Bounded w = inexact(random(2, 3, 3, 4), ofW, p);
                    Bounded b = inexact(random(3, 5, 3), ofB, p);
                    double[] found = Bounds.linear(STEP, x, w, b, 5).values();
                    double gamma = 5 * p.unit() / (1 - 5 * p.unit());
                    for (int e = 0; e < 2; e++) {
                        for (int k = 0; k < 3; k++) {
                            double magnitude = Math.abs(b.value().values()[k]);
                            double moved = 0;
                            for (int i = 0; i < 4; i++) {
                                double xi = Math.abs(x.value().values()[4 * e + i]);
                                double wi = Math.abs(w.value().values()[4 * k + i]);
                                double ex = x.errorAt(4 * e + i);
                                double ew = w.errorAt(4 * k + i);
                                magnitude += wi * xi;
                                moved += wi * ex + ew * xi + ew * ex;
                            }
                            double formula = gamma * (1 + 2 * gamma) * magnitude
                                    + (1 + 2 * gamma) * moved
                                    + b.errorAt(k)
                                    + 5 * p.eta();
                            is("example " + e + ", sum " + k, found[3 * e + k], formula);
                        }
                    }
                }
            }
        }
    }

    /** What is lost by underflow alone. */
    @ParameterizedTest
    @EnumSource
    void zerosLoseWhatUnderflowMay(Precision p) {
        Bounded zero = new Bounded(Tensor.zeros(1, 2), null, p);
        double eta = p.eta();
        assertThat(Bounds.linear(STEP, zero, zero, new Bounded(Tensor.zeros(1), null, p), 3)
                        .values()[0])
                .isBetween(3 * eta, 4 * eta);
        assertThat(Bounds.product(zero, zero).values()[0]).isBetween(eta, 2 * eta);
        assertThat(Bounds.phi(zero, KAPPA).values()[0]).isBetween(eta, 2 * eta);
        Bounded far = new Bounded(new Tensor(new int[] {1, 2}, new double[] {0, -1e4}), null, p);
        Tensor probabilities = new Tensor(new int[] {1, 2}, new double[] {1, 0});
        assertThat(Bounds.softmax(far, probabilities, KAPPA).values()[1]).isBetween(4 * eta, 5 * eta);
        assertThat(Bounds.sigmoidPrime(0, 1, KAPPA, p)).isBetween(normal(p), normal(p) * (1 + 1e-9));
    }

    private static double normal(Precision p) {
        return p == Precision.DOUBLE ? Double.MIN_NORMAL : Float.MIN_NORMAL;
    }

    /** Below this scale digits are lost by underflow: the smallest normal number has to have its certain bits. */
    @Test
    void theLeastScaleOfEachFormat() {
        assertThat(Precision.DOUBLE.leastScale()).isEqualTo(0x1p-1022 * 0x1p20);
        assertThat(Precision.SINGLE.leastScale()).isEqualTo(0x1p-126 * 0x1p9);
    }

    @Test
    void namedValuesHaveTheErrorsThatTheyHave() {
        NamedTensors values =
                NamedTensors.NONE.with("x", Tensor.vector(new double[] {1})).with("y", Tensor.vector(new double[] {2}));
        NamedTensors errors = NamedTensors.NONE.with("x", Tensor.vector(new double[] {0.5}));
        Bounded.All all = new Bounded.All(values, errors, Precision.SINGLE);
        assertThat(all.get("x").errorAt(0)).isEqualTo(0.5);
        assertThat(all.get("x").exact()).isFalse();
        assertThat(all.get("y").exact()).isTrue();
        assertThat(all.get("y").errorAt(0)).isZero();
        assertThat(all.get("y").precision()).isEqualTo(Precision.SINGLE);
        assertThat(new Bounded.All(values, errors).precision()).isEqualTo(Precision.DOUBLE);
    }

    @Test
    void verdictsByName() {
        assertThat(Verdict.values())
                .extracting(Verdict::text)
                .containsExactly("agree", "ill-conditioned", "disagree", "error");
    }

    @ParameterizedTest
    @EnumSource
    void sineAndCosine(Precision p) {
        for (double relative : ERRORS) {
            Bounded z = inexact(random(4, 7, 2, 3), relative, p);
            for (int i = 0; i < 6; i++) {
                double zi = z.value().values()[i];
                double e = z.errorAt(i);
                double s = Math.abs(StrictMath.sin(zi));
                double c = Math.abs(StrictMath.cos(zi));
                double u = 2 * KAPPA * p.unit();
                is("sin " + zi, Bounds.phi(z, KAPPA).values()[i], c * e + e * e / 2 + u * s);
                is("cos " + zi, Bounds.phiPrime(z, KAPPA).values()[i], s * e + e * e / 2 + u * c);
            }
        }
        Bounded wild = new Bounded(Tensor.vector(new double[] {1}), Tensor.vector(new double[] {10}), p);
        assertThat(Bounds.phi(wild, KAPPA).values()[0]).isEqualTo(2);
        assertThat(Bounds.phiPrime(wild, KAPPA).values()[0]).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void product(Precision p) {
        for (double ofA : ERRORS) {
            for (double ofB : ERRORS) {
                Bounded a = inexact(random(5, 3, 5), ofA, p);
                Bounded b = inexact(random(6, 9, 5), ofB, p);
                for (int i = 0; i < 5; i++) {
                    double x = Math.abs(a.value().values()[i]);
                    double y = Math.abs(b.value().values()[i]);
                    double ex = a.errorAt(i);
                    double ey = b.errorAt(i);
                    is("product", Bounds.product(a, b).values()[i], x * ey + y * ex + ex * ey + p.unit() * x * y);
                }
            }
        }
    }

    /** r_i = u (|d_i| + D + 4 kappa + K + 1) + E_i + max E, of 3 rows of 4. */
    @ParameterizedTest
    @EnumSource
    void softmax(Precision p) {
        for (double relative : ERRORS) {
            Bounded z = inexact(random(7, 4, 3, 4), relative, p);
            Tensor probabilities = Tensor.matrix(MlpMatrix.os(z.value().rows()));
            double[] r = Bounds.softmaxRelative(z, KAPPA).values();
            double[] found = Bounds.softmax(z, probabilities, KAPPA).values();
            for (int row = 0; row < 3; row++) {
                double[] zs = z.value().rows()[row];
                double max = Arrays.stream(zs).max().orElseThrow();
                double wide = max - Arrays.stream(zs).min().orElseThrow();
                int from = 4 * row;
                double worst = IntStream.range(from, from + 4)
                        .mapToDouble(z::errorAt)
                        .max()
                        .orElseThrow();
                for (int i = from; i < from + 4; i++) {
                    double d = max - z.value().values()[i];
                    double formula = p.unit() * (d + wide + 4 * KAPPA + 4 + 1) + z.errorAt(i) + worst;
                    is("r " + i, r[i], formula);
                    is("p " + i, found[i], probabilities.values()[i] * StrictMath.expm1(formula));
                }
            }
        }
    }

    /** Of several rows with a class of each own: from the logits, and from the probabilities. */
    @ParameterizedTest
    @EnumSource
    void loss(Precision p) {
        int[] y = {3, 1, 4};
        for (double relative : ERRORS) {
            Bounded z = inexact(random(8, 4, 3, 4), relative, p);
            Bounded os = inexact(Tensor.matrix(MlpMatrix.os(z.value().rows())), relative, p);
            double[] fromLogits = Bounds.lossFromLogits(z, y, KAPPA).values();
            double[] fromProbabilities =
                    Bounds.lossFromProbabilities(os, y, KAPPA).values();
            assertThat(fromLogits).hasSize(3);
            for (int e = 0; e < 3; e++) {
                double[] zs = z.value().rows()[e];
                double max = Arrays.stream(zs).max().orElseThrow();
                double wide = max - Arrays.stream(zs).min().orElseThrow();
                double logSum = StrictMath.log(
                        Arrays.stream(zs).map(v -> StrictMath.exp(v - max)).sum());
                double dy = zs[y[e] - 1] - max;
                int at = 4 * e + y[e] - 1;
                double worst = IntStream.range(4 * e, 4 * e + 4)
                        .mapToDouble(z::errorAt)
                        .max()
                        .orElseThrow();
                double u = p.unit();
                double formula = u * Math.abs(logSum - dy)
                        + 2 * KAPPA * u * logSum
                        + 2 * KAPPA * u
                        + 3 * u / (1 - 3 * u)
                        + u * wide
                        + u * Math.abs(dy)
                        + z.errorAt(at)
                        + worst;
                is("from logits " + e, fromLogits[e], formula);
                double py = os.value().values()[at];
                double moved = -StrictMath.log1p(-os.errorAt(at) / py);
                is("from p " + e, fromProbabilities[e], moved + 2 * KAPPA * u * Math.abs(StrictMath.log(py)));
            }
        }
    }

    /** A row with a zero is that row's alone, wherever the zero is; a p that may be 0 has no certain logarithm. */
    @ParameterizedTest
    @EnumSource
    void aLossWithoutAnyCertainDigit(Precision p) {
        int[] y = {1, 1, 1, 1};
        Tensor os = Tensor.matrix(new double[][] {{0.5, 0.5}, {1, 0}, {0, 1}, {0.25, 0.75}});
        double[] exact =
                Bounds.lossFromProbabilities(new Bounded(os, null, p), y, KAPPA).values();
        assertThat(exact[0]).isLessThan(1e-5);
        assertThat(exact[1]).isInfinite();
        assertThat(exact[2]).isNotFinite();
        assertThat(exact[3]).isLessThan(1e-5);
        Tensor error = Tensor.matrix(new double[][] {{0.5, 0}, {0, 0}, {0, 0}, {0.125, 0}});
        double[] found = Bounds.lossFromProbabilities(new Bounded(os, error, p), y, KAPPA)
                .values();
        assertThat(found[0]).isInfinite();
        assertThat(found[3]).isBetween(StrictMath.log(2), StrictMath.log(2) + 1e-5);
    }

    @ParameterizedTest
    @EnumSource
    void meanDeltaAndSigmoid(Precision p) {
        double u = p.unit();
        for (double relative : ERRORS) {
            Bounded x = inexact(random(9, 3, 5), relative, p);
            double magnitude = 0;
            double error = 0;
            for (int i = 0; i < 5; i++) {
                magnitude += Math.abs(x.value().values()[i]);
                error += x.errorAt(i);
            }
            is("mean", Bounds.mean(x).values()[0], (6 * u / (1 - 6 * u) * magnitude + error) / 5);
            Tensor delta = random(10, 1, 5);
            for (int i = 0; i < 5; i++) {
                double formula = x.errorAt(i) + u * Math.abs(delta.values()[i]);
                is("delta", Bounds.delta(x, delta).values()[i], formula);
            }
        }
        double s = 0.75;
        double r = 2 * (KAPPA + 1) * u;
        is("sigmoid'", Bounds.sigmoidPrime(s, 0.25, KAPPA, p), s * 0.25 * (2 * r + 2 * u) + s * (s * r + u));
        assertThat(Bounds.exact(Tensor.vector(new double[] {3, 4})).values()).containsExactly(0, 0);
        assertThat(p.gamma(7)).isEqualTo(7 * u / (1 - 7 * u));
    }

    @Test
    void withinIsEveryElementWithinItsOwn() {
        Tensor left = Tensor.vector(new double[] {1, 2, 3});
        Tensor bound = Tensor.vector(new double[] {0, 0.5, 1});
        assertThat(Bounds.within(left, Tensor.vector(new double[] {1, 2.5, 2}), bound))
                .isTrue();
        assertThat(Bounds.within(left, Tensor.vector(new double[] {1, 1.5, 4}), bound))
                .isTrue();
        for (double[] right : new double[][] {
            {Math.nextUp(1.0), 2, 3}, {1, Math.nextUp(2.5), 3}, {1, 2, Math.nextUp(4.0)}, {1, 2, Double.NaN}
        }) {
            assertThat(Bounds.within(left, Tensor.vector(right), bound)).isFalse();
        }
    }

    @Test
    void anEvaluatedBoundIsRaisedALittle() {
        assertThat(Bounds.rounded(2)).isGreaterThan(2).isLessThan(2 * (1 + 1e-11));
        assertThat(Bounds.rounded(0)).isZero();
    }
}
