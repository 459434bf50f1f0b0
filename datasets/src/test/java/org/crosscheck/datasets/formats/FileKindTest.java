package org.crosscheck.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file seems to be by how it begins. */
class FileKindTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "a\nb", "a\rb", "a\fb", "a b", "~", "\u00e9\u00ff"})
    void blanksOfAllKindsAndLettersBelongToATextOnly(String text) {
        assertThat(FileKind.of(bytes(text))).isEqualTo("a text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0", "\u001b[0m", "a\u007f", "\b", "a\u001f"})
    void otherControlCharactersBelongToNone(String text) {
        assertThat(FileKind.of(bytes(text))).isEqualTo("something else");
    }

    /** 512 bytes. */
    @Test
    void onlyTheBeginningIsLookedAt() {
        byte[] long513 = new byte[513];
        Arrays.fill(long513, 0, 512, (byte) 'a');
        assertThat(FileKind.of(long513)).isEqualTo("a text");
        assertThat(FileKind.of(Arrays.copyOfRange(long513, 1, 513))).isEqualTo("something else");
    }

    @Test
    void whatIsNoJsonIsNamedAndWhatMayBeIsNot() {
        assertThat(FileKind.insteadOfJson(bytes(" {\"a\": 1}"))).isEmpty();
        assertThat(FileKind.insteadOfJson(bytes("[1]"))).isEmpty();
        assertThat(FileKind.insteadOfJson(bytes("%PDF-1.7"))).isEqualTo("a PDF document");
        assertThat(FileKind.insteadOfJson(new byte[0])).isEqualTo("an empty file, 0 bytes");
    }

    @Test
    void aByteOrderMarkAndBlanksBeforeItChangeNothing() {
        assertThat(FileKind.after("it is ", bytes("\u00ef\u00bb\u00bf \n<HTML>")))
                .startsWith("it is an HTML page");
        assertThat(FileKind.after("it is ", bytes("nothing known"))).isEmpty();
    }
}
