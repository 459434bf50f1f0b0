package org.crosscheck.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapTest {

    @Test
    void nothingFitsAndMoreThanAllDoesNot() {
        assertThat(Heap.holds(0)).isTrue();
        assertThat(Heap.holds(Runtime.getRuntime().maxMemory())).isFalse();
    }

    @Test
    void theOptionThatIsNamedGivesEnough() {
        long wanted = 5L << 30;
        String said = Heap.expected(wanted);
        assertThat(said).matches("at most \\d+ MiB of memory \\(CROSSCHECK_OPTS=-Xmx[6-9]g gives Java more\\)");
    }

    /** A file of zeros that takes no room on disk; before a byte of it is read. */
    @Test
    void aFileOfTwoGibibytesIsNotRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("large.npz");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 31);
        }
        assertThatThrownBy(() -> Npz.read(file))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FILE_TOO_LARGE))
                .hasMessageContaining("2147483648 bytes");
    }
}
