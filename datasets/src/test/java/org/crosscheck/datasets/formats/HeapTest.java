package org.crosscheck.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapTest {

    private static final long MIB = 1 << 20;
    private static final byte[] NONE = {};

    @TempDir
    private Path folder;

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

    /** What is free already is given without a search for more, to the last byte. */
    @Test
    void memoryIsLookedForOnlyWhereThereIsTooLittle() {
        AtomicInteger searches = new AtomicInteger();
        LongSupplier free = () -> searches.get() == 0 ? 100 : 150;
        assertThat(Heap.holds(100, free, searches::incrementAndGet)).isTrue();
        assertThat(searches).hasValue(0);
        assertThat(Heap.holds(150, free, searches::incrementAndGet)).isTrue();
        assertThat(searches).hasValue(1);
        assertThat(Heap.holds(151, free, searches::incrementAndGet)).isFalse();
    }

    /** What is in use and what is wanted, and half a GiB or more to spare. */
    @ParameterizedTest
    @CsvSource({"1024, 2", "1536, 2", "1537, 3", "2047, 3", "2048, 3"})
    void theOptionGivesWhatIsUsedAndWhatIsWanted(long all, long gib) {
        assertThat(Heap.expected((all - 200) * MIB, 1000 * MIB, 800 * MIB))
                .isEqualTo("at most 800 MiB of memory (CROSSCHECK_OPTS=-Xmx" + gib + "g gives Java more)");
    }

    @Test
    void bytesAreToldInMebibytesRoundedUp() {
        assertThat(List.of(Heap.text(0), Heap.text(1), Heap.text(MIB), Heap.text(MIB + 1)))
                .containsExactly("0 MiB", "1 MiB", "1 MiB", "2 MiB");
    }

    /** A file of zeros that takes no room on disk. */
    private Path sparse(long length) throws IOException {
        Path file = folder.resolve("bad.file");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(length);
        }
        return file;
    }

    /** Before a byte of it is read. */
    @Test
    void aFileBeyondOneGibibyteIsNotRead() throws IOException {
        for (long length : new long[] {1L << 31, Bytes.LARGEST + 1L}) {
            Path file = sparse(length);
            new Bad(length + " bytes", NONE, Reason.FILE_TOO_LARGE, "1073741824", length + " bytes")
                    .refusedBy(() -> Npz.read(file));
        }
    }

    /** As large as a file may be, and larger than the memory. */
    @Test
    void aFileThatDoesNotFitInTheMemoryIsNotRead() throws IOException {
        requireLittle(Bytes.LARGEST);
        Path file = sparse(Bytes.LARGEST);
        new Bad("1 GiB", NONE, Reason.FILE_TOO_LARGE, "MiB of memory", "found a file of 1024 MiB")
                .refusedBy(() -> Bytes.ofFile(file));
    }

    /** A trailer that states more than the memory holds is believed; one that states more than may be is not, and the data is looked at. */
    @Test
    void whatAGzipFileStatesHasToFitInTheMemory() {
        byte[] file = new byte[8 << 20];
        long most = Bytes.budget(file.length);
        requireLittle(3 * most - 1);
        for (long stated : new long[] {most, most + 1}) {
            ByteBuffer.wrap(file)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort(0, (short) 0x8b1f)
                    .put(2, (byte) 8)
                    .putInt(file.length - 4, (int) stated);
            Bad bad = stated == most
                    ? new Bad("most", NONE, Reason.FILE_TOO_LARGE, "offset 0", "found a need of 1584 MiB")
                    : new Bad("more", NONE, Reason.DEFLATE_CORRUPT);
            bad.refusedBy(() -> Idx.read(file, "bad.file"));
        }
    }

    /** What an entry unpacks to, and as much again for its values. */
    @Test
    void whatAnArchiveDeclaresHasToFitInTheMemory() throws IOException {
        requireLittle(1040 * MIB - 1);
        byte[] zip = new RawZip()
                .stored("noise.txt", new byte[8 << 20], BadArchives::asIs)
                .deflated("X.npy", BadArchives.X, entry -> entry.size(520 * MIB))
                .build();
        Npz.Member member = Npz.members(zip, "bad.file").get(1);
        new Bad("X", NONE, Reason.FILE_TOO_LARGE, "'X.npy'", "data", "found a need of 1040 MiB")
                .refusedBy(() -> member.bytes(Long.MAX_VALUE));
        assertThat(Npz.members(zip, "a").get(0).bytes(Long.MAX_VALUE)).hasSize(8 << 20);
    }

    private static void requireLittle(long bytes) {
        Assumptions.assumeTrue(
                Runtime.getRuntime().maxMemory() <= bytes, "SKIPPED: this JVM has more than " + Heap.text(bytes));
    }

    @Test
    void anArrayHasAtMostSoManyBytes() {
        assertThat(Bytes.arrayLength("x", Bytes.LARGEST_ARRAY)).isEqualTo(Integer.MAX_VALUE - 8);
        assertThatThrownBy(() -> Bytes.arrayLength("x", Bytes.LARGEST_ARRAY + 1L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x takes 2147483640 bytes, more than may be written here");
    }

    /** A stream tells no size: one byte more than may be is read. */
    @Test
    void aStreamMayHaveSoManyBytes() throws IOException {
        assertThat(Bytes.ofStream(new ByteArrayInputStream(new byte[4]), "a", 4))
                .hasSize(4);
        ByteArrayInputStream in = new ByteArrayInputStream(new byte[9]);
        new Bad("9 bytes", NONE, Reason.FILE_TOO_LARGE, "expected at most 4 bytes", "more")
                .refusedBy(() -> Bytes.ofStream(in, "bad.file", 4));
        assertThat(in.available()).isEqualTo(4);
    }
}
