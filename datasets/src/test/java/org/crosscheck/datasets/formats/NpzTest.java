package org.crosscheck.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {

    @ParameterizedTest
    @MethodSource("org.crosscheck.datasets.formats.BadArchives#all")
    void refuses(Bad bad) {
        bad.refusedBy(() -> Npz.read(bad.bytes(), "bad.file"));
    }

    @Test
    void theUnchangedArchivesOfTheseTestsAreRead() throws IOException {
        NpyArray x = NpyArray.float64(new int[] {2}, 1, 2);
        assertThat(Npz.read(BadArchives.one(BadArchives::asIs), "a")).containsExactly(Map.entry("X", x));
        assertThat(Npz.read(BadArchives.oneDeflated(BadArchives::asIs), "a")).containsExactly(Map.entry("X", x));
        assertThat(Npz.read(BadArchives.two(BadArchives::asIs), "a"))
                .containsExactly(Map.entry("X", x), Map.entry("y", x));
        assertThat(Npz.read(BadArchives.many(64), "a")).hasSize(64);
        assertThat(Npz.read(new RawZip().build(), "a")).isEmpty();
    }

    /** A file of 8 KB; as doubles it would be 64 MiB. */
    @Test
    void whatIsNarrowIsNotWidenedBeforeItIsAskedFor() throws IOException {
        byte[] npy = Npy.toBytes(NpyArray.uint8(new int[] {8, 1 << 20}, new byte[8 << 20]));
        byte[] zip = new RawZip().deflated("X.npy", npy, BadArchives::asIs).build();
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        NpyArray read = Npz.read(zip, "a").get("X");
        assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(40 << 20);
        assertThat(read.size()).isEqualTo(8 << 20);
        assertThat(read.bytes()).isEqualTo(new byte[8 << 20]);
    }

    @Test
    void namesThatDifferInCaseAreTwoArrays() throws IOException {
        Map<String, NpyArray> both = new LinkedHashMap<>();
        both.put("X", NpyArray.float64(new int[] {1}, 1));
        both.put("x", NpyArray.float64(new int[] {1}, 2));
        assertThat(Npz.read(Npz.toBytes(both), "a")).isEqualTo(both);
    }

    @Test
    void everyFlippedBitOfAStoredArchiveIsRefusedOrHarmless() throws IOException {
        byte[] good = BadArchives.two(BadArchives::asIs);
        Map<String, NpyArray> arrays = Npz.read(good, "a");
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] changed = good.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            try { // versions, times and permissions say nothing about the arrays
                assertThat(Npz.read(changed, "a")).as("bit %d", bit).isEqualTo(arrays);
            } catch (FormatException refused) {
                assertThat(refused.reason()).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void changedBytesAreReadOrRefusedButNeverBreak(boolean deflate) {
        byte[] good = deflate ? BadArchives.oneDeflated(BadArchives::asIs) : BadArchives.two(BadArchives::asIs);
        SplittableRandom random = new SplittableRandom(20260102);
        for (int trial = 0; trial < 20_000; trial++) {
            byte[] changed = Arrays.copyOf(good, trial % 5 == 0 ? random.nextInt(good.length) : good.length);
            for (int i = 0; i <= trial % 3 && changed.length > 0; i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            try {
                Npz.read(changed, "changed");
            } catch (FormatException refused) {
                assertThat(refused.reason()).isNotNull();
            }
        }
    }

    @Test
    void theSameArraysGiveTheSameBytesInAnyOrder() throws IOException, NoSuchAlgorithmException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("b", NpyArray.int64(new int[] {3}, 1, 2, 3));
        arrays.put("a", NpyArray.float64(new int[0], 0.1));
        byte[] bytes = Npz.toBytes(arrays);
        assertThat(Npz.toBytes(new TreeMap<>(arrays))).isEqualTo(bytes);
        assertThat(Npz.toBytes(Npz.read(bytes, "a"))).isEqualTo(bytes);
        byte[] sha = MessageDigest.getInstance("SHA-256").digest(bytes);
        assertThat(HexFormat.of().formatHex(sha))
                .isEqualTo("391b0cf72bedd0dbc756de3a10c02c3b83eca0fc2741ed90e65b8a62af5fdafe");
    }

    @Test
    void readsAPathAndAStreamAndKeepsTheOrderOfTheFile(@TempDir Path folder) throws IOException {
        NpyArray x = NpyArray.float64(new int[] {2}, 1, 2);
        Npz.write(folder.resolve("a.npz"), Map.of("X", x));
        assertThat(Npz.read(folder.resolve("a.npz"))).containsExactly(Map.entry("X", x));
        byte[] zip = new RawZip()
                .stored("z.npy", BadArchives.X, BadArchives::asIs)
                .stored("a.npy", BadArchives.X, BadArchives::asIs)
                .build();
        assertThat(Npz.read(new ByteArrayInputStream(zip), "stream").keySet()).containsExactly("z", "a");
    }

    @Test
    void readsNamesInUtf8() throws IOException {
        Map<String, NpyArray> arrays = Map.of("\u0394w", NpyArray.float64(new int[0], 1));
        assertThat(Npz.read(Npz.toBytes(arrays), "a")).isEqualTo(arrays);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "..", "a\\b", "a\0", "C:a"})
    void refusesToWriteANameThatItWouldNotRead(String name) {
        Map<String, NpyArray> arrays = Map.of(name, NpyArray.float64(new int[0], 1));
        assertThatThrownBy(() -> Npz.toBytes(arrays)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToWrite65Arrays() throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (int i = 0; i < 64; i++) {
            arrays.put("a" + i, NpyArray.float64(new int[0], 1));
        }
        assertThat(Npz.read(Npz.toBytes(arrays), "a")).isEqualTo(arrays);
        arrays.put("a64", NpyArray.float64(new int[0], 1));
        assertThatThrownBy(() -> Npz.toBytes(arrays)).isInstanceOf(IllegalArgumentException.class);
    }
}
