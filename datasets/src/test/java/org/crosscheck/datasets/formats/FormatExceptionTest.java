package org.crosscheck.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.junit.jupiter.api.Test;

class FormatExceptionTest {

    @Test
    void theMessageNamesFilePlaceExpectedAndFound() {
        FormatException e = new FormatException(Reason.IDX_TYPE, "a.idx", "offset 2", "type 8", "type 9");
        assertThat(e).hasMessage("a.idx: offset 2: expected type 8, found type 9");
        assertThat(e.reason().code()).isEqualTo("idx.type");
        assertThat(e.source()).isEqualTo("a.idx");
        assertThat(e.place()).isEqualTo("offset 2");
        assertThat(e.expected()).isEqualTo("type 8");
        assertThat(e.found()).isEqualTo("type 9");
    }

    @Test
    void thePlaceOfAnEntryIsInTheFile() {
        Source file = Source.file("a.npz");
        assertThat(file.error(7, Reason.IDX_TYPE, "x", "y")).hasMessage("a.npz: offset 7: expected x, found y");
        assertThat(file.entry("X.npy").error("data", Reason.IDX_TYPE, "x", "y"))
                .hasMessage("a.npz: entry 'X.npy', data: expected x, found y");
    }

    @Test
    void controlAndInvisibleCharactersAreEscaped() {
        String name = "a\n\u001b[31m\u202eb\u2028\u2029\u200bc\ud800d\u00e9";
        FormatException e = new FormatException(Reason.IDX_TYPE, name, "x", "y", "z");
        assertThat(e.source()).isEqualTo("a\\u000A\\u001B[31m\\u202Eb\\u2028\\u2029\\u200Bc\\uD800d\u00e9");
    }

    @Test
    void aLongNameIsCut() {
        FormatException e = new FormatException(Reason.IDX_TYPE, "n".repeat(100_000), "x", "y", "z");
        assertThat(e.source()).hasSize(243).endsWith("n...");
        assertThat(FormatException.printable("n".repeat(240))).isEqualTo("n".repeat(240));
        assertThat(FormatException.printable("n".repeat(241))).isEqualTo("n".repeat(240) + "...");
    }

    @Test
    void codesAreDistinctAndNameTheirFormat() {
        assertThat(Arrays.stream(Reason.values()).map(Reason::code))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z]+\\.[a-z0-9-]+"));
    }
}
