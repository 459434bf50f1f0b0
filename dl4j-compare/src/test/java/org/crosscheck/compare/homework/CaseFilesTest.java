package org.crosscheck.compare.homework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.formats.Npy;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.datasets.formats.Npz;
import org.crosscheck.datasets.formats.ZipWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseFilesTest {

    @TempDir
    private Path folder;

    /** 8 MiB of bytes, 64 MiB as doubles, in a file of 8 KB: without the other arrays of the group it is no case. */
    @Test
    void anArrayThatFitsNoCaseIsRefusedBeforeItIsWidened() throws IOException {
        byte[] npy = Npy.toBytes(NpyArray.uint8(new int[] {8, 1 << 20}, new byte[8 << 20]));
        Path file = folder.resolve("X.npz");
        Files.write(file, new ZipWriter().deflate("X.npy", npy, 0).toBytes());
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> CaseFiles.read(file, note -> {}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("array 'y'");
        assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(40 << 20);
    }

    @Test
    void narrowTypesAreWidenedWithoutLossAndSaidToBe() throws Exception {
        Case given = TestCases.mlp(5, 3, 4, 2, 5);
        Map<String, NpyArray> arrays = new LinkedHashMap<>(Npz.read(CaseFiles.toBytes(given.values()), "case"));
        double[] halves = new double[15];
        java.util.Arrays.setAll(halves, i -> i / 8.0);
        arrays.put("X", new NpyArray(NpyArray.Type.FLOAT16, new int[] {5, 3}, halves));
        arrays.put("y", NpyArray.uint8(new int[] {5}, new byte[] {1, 2, 1, 2, 2}));
        Path file = folder.resolve("narrow.npz");
        Npz.write(file, arrays);
        List<String> notes = new ArrayList<>();
        Case read = CaseFiles.read(file, notes::add);
        assertThat(read.values().vector("X")).isEqualTo(halves);
        assertThat(read.values().vector("y")).containsExactly(1, 2, 1, 2, 2);
        assertThat(notes).hasSize(2).anyMatch(note -> note.contains("X is FLOAT16"));
    }

    /** 8 bytes for each number of X and y, which are not float64; the others are used as they are. */
    @Test
    void narrowArraysAreWidenedWhereThereIsMemoryForThem() throws Exception {
        Map<String, NpyArray> arrays = new LinkedHashMap<>(
                Npz.read(CaseFiles.toBytes(TestCases.mlp(5, 3, 4, 2, 5).values()), "case"));
        arrays.put("X", NpyArray.uint8(new int[] {5, 3}, new byte[15]));
        Path file = folder.resolve("narrow.npz");
        Npz.write(file, arrays);
        long needed = 8L * (15 + 5);
        assertThat(CaseFiles.read(file, note -> {}, bytes -> bytes <= needed)
                        .values()
                        .vector("X"))
                .hasSize(15);
        assertThatThrownBy(() -> CaseFiles.read(file, note -> {}, bytes -> bytes < needed))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("narrow.npz: arrays: expected", "MiB of memory", "1 MiB as float64");
    }
}
