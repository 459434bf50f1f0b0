package org.crosscheck.compare.marking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.crosscheck.compare.checks.KeyHomework;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.sheet.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyHomeworkTest {

    @TempDir
    private Path folder;

    /** But for 0.5 in 2c, which is a person's, and in 2i, 2k and 2m, where the key says dimensions in tables of its own. */
    @Test
    void theKeyHandedInIsRight() throws Exception {
        Path file = folder.resolve("homework.tex");
        Files.writeString(file, KeyHomework.latex());
        WrittenMarks marks = new WrittenMarker(Rubric.standard()).mark(Sheet.read(file));
        assertThat(marks.items().stream()
                        .filter(item -> !item.verdict().equals("right") || item.points() < item.most() - 0.5)
                        .map(item -> item.question() + " " + item.points() + " " + item.message()))
                .isEmpty();
        assertThat(marks.rest()).isEmpty();
    }
}
