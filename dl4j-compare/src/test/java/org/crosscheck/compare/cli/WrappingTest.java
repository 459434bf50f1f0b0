package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class WrappingTest {

    private static String wrapped(String text, int width, int indent) {
        return Wrapping.text(Ansi.OFF.text(text), width, indent).replace(System.lineSeparator(), "\n");
    }

    @Test
    void linesBreakAtSpacesAndNowhereElse() {
        assertThat(wrapped("the case my-long/file.name-1.npz [ha.~factor] 1.5e-16", 20, 2))
                .isEqualTo("the case\n  my-long/file.name-1.npz\n  [ha.~factor]\n  1.5e-16\n");
    }

    @Test
    void aLineMayBeAsLongAsTheWidth() {
        assertThat(wrapped("abc def", 7, 0)).isEqualTo("abc def\n");
        assertThat(wrapped("abc def", 6, 0)).isEqualTo("abc\ndef\n");
        assertThat(wrapped("", 6, 0)).isEqualTo("\n");
        assertThat(wrapped("abcdefghij", 6, 0)).isEqualTo("abcdefghij\n");
    }

    @Test
    void spacesAtTheStartAreKeptAndTheOthersOfABreakAreNot() {
        assertThat(wrapped("  abc   def", 6, 4)).isEqualTo("  abc\n    def\n");
        assertThat(wrapped("  abcdefg h", 6, 0)).isEqualTo("  abcdefg\nh\n");
    }

    @Test
    void coloursGoOnInTheNextLine() {
        assertThat(Wrapping.text(Ansi.ON.text("@|bold abc def|@"), 4, 0).lines())
                .allSatisfy(line -> assertThat(line).startsWith("\u001b[1m"));
    }
}
