package org.crosscheck.compare.written;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A ball holds the exact value. */
class BallsTest {

    private final Balls balls = new Balls();

    @Test
    void sumsAndProductsHoldTheExactValue() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian() * 1e-3;
            double z = random.nextGaussian() + 5;
            Ball ball = balls.add(balls.multiply(balls.of(x), balls.of(y)), balls.divide(balls.of(y), balls.of(z)));
            BigDecimal exact = big(x).multiply(big(y)).add(big(y).divide(big(z), new MathContext(60)));
            BigDecimal distance = ball.mid().bigDecimalValue().subtract(exact).abs();
            assertThat(distance).isLessThanOrEqualTo(big(ball.radius()));
            assertThat(ball.tiny()).isTrue();
        }
    }

    private static BigDecimal big(double x) {
        return new BigDecimal(x);
    }

    @Test
    void identitiesOverlapAndOthersAreApart() {
        for (int i = -20; i <= 20; i++) {
            Ball x = balls.of(i * 0.37);
            Ball one =
                    balls.add(balls.multiply(balls.sin(x), balls.sin(x)), balls.multiply(balls.cos(x), balls.cos(x)));
            assertThat(one.apart(balls.of(1))).isFalse();
            assertThat(one.apart(balls.add(balls.of(1), balls.of(0x1p-80)))).isTrue();
            assertThat(balls.log(balls.exp(x)).apart(x)).isFalse();
        }
    }

    @Test
    void nothingIsKnownOutsideOfTheDomain() {
        assertThat(balls.log(balls.of(-1)).defined()).isFalse();
        assertThat(balls.divide(balls.of(1), balls.of(0)).defined()).isFalse();
        Ball small = balls.subtract(balls.exp(balls.of(0.5)), balls.exp(balls.of(0.5)));
        assertThat(balls.sign(small)).isEqualTo(SignedNumbers.UNKNOWN);
        assertThat(balls.divide(balls.of(1), small).defined()).isFalse();
    }
}
