package org.crosscheck.compare.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the fuzzer has kept, once more: no reader of other people's files may throw anything but an error that says what was
 * expected and what was found. Each input is also changed a few times at random; {@code mvn -Pfuzz} does that by the million.
 */
class CorpusTest {

    private static final int CHANGES = 8;

    private static final int LONG = 1 << 13;

    @ParameterizedTest
    @EnumSource
    void whateverIsReadIsReadOrRefused(Target target) throws IOException {
        Map<String, byte[]> inputs = new LinkedHashMap<>();
        int number = 0;
        for (byte[] seed : Seeds.of(target)) {
            inputs.put("seed " + number++, seed);
        }
        for (Path file : Corpus.files(target)) {
            inputs.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
        SplittableRandom random = new SplittableRandom(1);
        for (Map.Entry<String, byte[]> input : inputs.entrySet()) {
            read(target, input.getKey(), input.getValue());
            for (int i = 0; i < CHANGES; i++) {
                read(target, input.getKey() + ", change " + i, changed(input.getValue(), random));
            }
        }
    }

    /** Shorter than those of the profile, which also looks at the time and the heap. */
    @ParameterizedTest
    @EnumSource
    void longInputsAreReadOrRefused(Target target) throws IOException {
        Large.of(target, LONG).forEach((what, bytes) -> read(target, what, bytes));
    }

    private static void read(Target target, String what, byte[] bytes) {
        assertThatCode(() -> target.read(bytes)).as("%s: %s", target, what).doesNotThrowAnyException();
    }

    /** A byte or two replaced, or the end left out. */
    private static byte[] changed(byte[] bytes, SplittableRandom random) {
        byte[] copy = bytes.clone();
        for (int i = random.nextInt(3); i >= 0 && copy.length > 0; i--) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(copy, random.nextInt(copy.length + 1)) : copy;
    }

    @AfterAll
    static void clean() throws IOException {
        Journals.clean();
    }
}
