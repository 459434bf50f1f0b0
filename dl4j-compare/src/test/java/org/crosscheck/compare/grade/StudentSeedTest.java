package org.crosscheck.compare.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.crosscheck.compare.text.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudentSeedTest {

    @TempDir
    private Path folder;

    private StudentSeed seeds(String secret) throws IOException, InputException {
        return StudentSeed.read(Files.writeString(folder.resolve("secret"), secret));
    }

    /** Computed with Python's hmac: the first 8 bytes of HMAC-SHA256, big-endian, signed. */
    @Test
    void theSeedIsThatOfTheDocumentation() throws Exception {
        assertThat(seeds("0123456789abcdef").of("alice", 0)).isEqualTo(KNOWN);
    }

    private static final long KNOWN = -7284960527281967859L;

    @Test
    void whiteSpaceAndTheFormOfUnicodeDoNotMatter() throws Exception {
        StudentSeed seeds = seeds("0123456789abcdef\r\n");
        assertThat(seeds.of(" alice\n", 0)).isEqualTo(KNOWN);
        assertThat(seeds.of("Zo\u00eb", 0)).isEqualTo(seeds.of("Zoe\u0308", 0));
    }

    @Test
    void anotherStudentSecretOrAttemptHasAnotherSeed() throws Exception {
        StudentSeed seeds = seeds("0123456789abcdef");
        assertThat(seeds.of("bob", 0)).isNotEqualTo(KNOWN);
        assertThat(seeds.of("alice", 1)).isNotEqualTo(KNOWN);
        assertThat(seeds("0123456789abcdeg").of("alice", 0)).isNotEqualTo(KNOWN);
        assertThat(IntStream.range(0, 1000).mapToLong(i -> seeds.of("s" + i, 0)).distinct())
                .hasSize(1000);
    }

    @Test
    void aShortSecretIsRefused() {
        assertThatThrownBy(() -> seeds("0123456789abcde\n")).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> seeds("")).hasMessageContaining("16");
    }

    /** The bytes of the argument are the same; Java reads them by another character set in each. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "windows-1252", "US-ASCII"})
    void anIdIsTheSameInEveryLocaleOrRefused(String charset) throws InputException {
        byte[] typed = "J\u00f6rg".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String read = new String(typed, java.nio.charset.Charset.forName(charset));
        if (charset.equals("US-ASCII")) {
            assertThatThrownBy(() -> StudentSeed.id(read, charset)).isInstanceOf(InputException.class);
            assertThatThrownBy(() -> StudentSeed.id("J??rg", charset)).isInstanceOf(InputException.class);
        } else {
            assertThat(StudentSeed.id(read, charset)).isEqualTo("J\u00f6rg");
        }
        assertThat(StudentSeed.id("joerg-7", charset)).isEqualTo("joerg-7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void anEmptyIdIsRefused(String id) {
        assertThatThrownBy(() -> StudentSeed.id(id, "UTF-8"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("--student");
    }
}
