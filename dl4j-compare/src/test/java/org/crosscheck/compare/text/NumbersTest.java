package org.crosscheck.compare.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    /** Of 20 times the smallest number Java 17 would make 1.0e-322. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1.0e+00",
        "-1.26e-16, -1.3e-16",
        "0.125, 1.3e-01",
        "9.88e-323, 9.9e-323",
        "4.9e-324, 4.9e-324",
        "1.7976931348623157e308, 1.8e+308",
        "NaN, NaN",
        "Infinity, inf",
        "-Infinity, -inf"
    })
    void twoDigitsAreTheSameOnEveryJava(double value, String text) {
        assertThat(Numbers.text(value)).isEqualTo(text);
    }

    @Test
    void digitsInFilesAreTheSameOnEveryJava() {
        double[] values = {
            20 * Double.MIN_VALUE, 32 * Double.MIN_VALUE, Double.MIN_VALUE, 0.1, Double.parseDouble("1e23"), 1e-5
        };
        assertThat(new String(Json.bytes(values), StandardCharsets.UTF_8))
                .isEqualTo("[ 9.9E-323, 1.6E-322, 4.9E-324, 0.1, 1.0E23, 1.0E-5 ]");
    }
}
