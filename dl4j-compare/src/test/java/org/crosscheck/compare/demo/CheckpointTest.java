package org.crosscheck.compare.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.text.Forgeries;
import org.crosscheck.compare.text.Forgeries.Forgery;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.datasets.formats.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointTest {

    @TempDir
    private Path folder;

    private static Checkpoint checkpoint(long steps) {
        Settings settings = DemoCases.settings(Model.MLP, List.of("reference"), 2, 10, false);
        Dataset data = DemoCases.digits(40, 10);
        Training training = new Training(settings, data, DemoCases.learners(settings, data, 1));
        DemoCases.run(training, steps);
        return training.checkpoint();
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws Exception {
        byte[] bytes = checkpoint(5).toBytes();
        assertThat(Checkpoint.read(bytes, "c").toBytes()).isEqualTo(bytes);
    }

    /** Every flip is refused, but for those in what carries nothing, such as the times in the zip archive. */
    @Test
    void aFlippedBitIsNoticedWhereverItIs() throws Exception {
        byte[] good = checkpoint(3).toBytes();
        Random random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 150; i++) {
            byte[] bad = good.clone();
            int at = random.nextInt(bad.length);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(Checkpoint.read(bad, "c").toBytes())
                        .as("bit in byte %d", at)
                        .isEqualTo(good);
            } catch (IOException | InputException e) {
                assertThat(e.getMessage()).startsWith("c: ").contains("expected", "found");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(140);
    }

    /** With checksums of the archive that fit, the digest still tells. */
    @Test
    void aChangedNumberIsRefusedByTheDigest() throws Exception {
        Map<String, NpyArray> arrays =
                new LinkedHashMap<>(Npz.read(checkpoint(3).toBytes(), "c"));
        arrays.get("reference.weights.W1").values()[0] += 1e-9;
        assertThatThrownBy(() -> Checkpoint.read(Npz.toBytes(arrays), "c"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("sha256");
    }

    /** With a digest that fits: whoever can write the file can write that, too. */
    private static byte[] forged(Map<String, NpyArray> arrays) {
        Map<String, NpyArray> covered = new LinkedHashMap<>(arrays);
        covered.remove(Checkpoint.DIGEST);
        byte[] digest = Checkpoint.sha256(covered);
        covered.put(Checkpoint.DIGEST, NpyArray.uint8(new int[] {digest.length}, digest));
        return Npz.toBytes(covered);
    }

    @Test
    void everyArrayIsLookedAtBeforeItIsUsed() throws Exception {
        Map<String, NpyArray> good = Npz.read(checkpoint(3).toBytes(), "c");
        List<NpyArray> bad = new ArrayList<>(List.of(
                NpyArray.float64(new int[] {0}),
                NpyArray.float64(new int[0], Double.NaN),
                NpyArray.float64(new int[] {3, 0}),
                NpyArray.float64(new int[] {7}, 1, 2, 3, 4, 5, 6, 7),
                NpyArray.float64(new int[] {1, 1}, 1e300),
                NpyArray.int64(new int[0], -1),
                NpyArray.int64(new int[0], Long.MIN_VALUE),
                NpyArray.int64(new int[] {0}),
                NpyArray.int64(new int[] {2}, -1, 1L << 52),
                NpyArray.uint8(new int[] {0}, new byte[0])));
        for (String text : List.of("null", "{}", "[]", "{\"step\":1}", "{", "7", "\"\"", "\u0000", "[".repeat(5000))) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            bad.add(NpyArray.uint8(new int[] {bytes.length}, bytes));
        }
        int refused = 0;
        for (String key : good.keySet()) {
            for (NpyArray array : bad) {
                Map<String, NpyArray> changed = new LinkedHashMap<>(good);
                changed.put(key, array);
                refused += readOrRefused(key + " as " + array, forged(changed));
            }
            Map<String, NpyArray> fewer = new LinkedHashMap<>(good);
            fewer.remove(key);
            if (!key.equals(Checkpoint.DIGEST)) {
                assertThat(readOrRefused("without " + key, forged(fewer)))
                        .as(key)
                        .isOne();
            }
        }
        // A few are no worse than the right ones: other lists of differences, other sums.
        assertThat(refused).isGreaterThan((good.size() - 1) * bad.size() * 9 / 10);
    }

    /** The JSON inside, at every depth: its settings, and the first step beyond its bound. */
    @ParameterizedTest
    @CsvSource({"settings, 250", "beyond, 100"})
    void everyFieldOfItsJsonIsLookedAt(String key, int most) throws Exception {
        Map<String, NpyArray> arrays =
                new LinkedHashMap<>(Npz.read(checkpoint(3).toBytes(), "c"));
        arrays.putIfAbsent(
                "beyond", text("{\"step\":1,\"array\":\"W1\",\"index\":0,\"difference\":0.5,\"bound\":0.25}"));
        String json = new String(arrays.get(key).bytes(), StandardCharsets.UTF_8);
        assertThat(readOrRefused("as it is", forged(arrays))).isZero();
        int refused = 0;
        for (Forgery forgery : Forgeries.of(json).toList()) {
            arrays.put(key, text(forgery.json()));
            refused += readOrRefused(forgery.what(), forged(arrays));
        }
        assertThat(refused).isGreaterThan(most - 20);
    }

    private static NpyArray text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return NpyArray.uint8(new int[] {bytes.length}, bytes);
    }

    private static int readOrRefused(String what, byte[] file) {
        try {
            Checkpoint.read(file, "c");
            return 0;
        } catch (IOException | InputException e) {
            assertThat(e.getMessage()).as(what).startsWith("c: ").contains("expected", "found");
            return 1;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'\"engines\":[\"reference\"]', '\"engines\":[]', engine",
        "'\"engines\":[\"reference\"]', '\"engines\":null', settings",
        "'\"engines\":[\"reference\"]', '\"engines\":[null]', settings",
        "'\"engines\":[\"reference\"]', '\"engines\":[\"dl4j\",\"dl4j\"]', engine",
        "'\"epochs\":2', '\"epochs\":0', epochs",
        "'\"epochs\":2', '\"epochs\":2147483647', epochs",
        "'\"epochs\":2', '\"epochs\":null', settings",
        "'\"batch\":10', '\"batch\":-10', batch",
        "'\"hidden\":8', '\"hidden\":0', hidden",
        "'\"hidden\":8', '\"hidden\":9', shape",
        "'\"lr\":0.05', '\"lr\":\"NaN\"', lr",
        "'\"lr\":0.05', '\"lr\":-1', lr",
        "'\"momentum\":0.9', '\"momentum\":1.0', momentum",
        "'\"seed\":7', '\"seed\":8', random",
        "'\"model\":\"MLP\"', '\"model\":null', settings",
        "'\"model\":\"MLP\"', '\"model\":\"CNN\"', hidden",
        "'\"data\":\"test\"', '\"data\":null', settings",
        "'\"resync\":false', '\"resync\":true', resync",
        "'{', '{\"more\":1,', settings",
    })
    void aSettingThatNoRunHasIsRefused(String is, String forged, String named) throws Exception {
        Map<String, NpyArray> arrays =
                new LinkedHashMap<>(Npz.read(checkpoint(3).toBytes(), "c"));
        String settings = new String(arrays.get("settings").bytes(), StandardCharsets.UTF_8);
        assertThat(settings).contains(is);
        byte[] changed = settings.replace(is, forged).getBytes(StandardCharsets.UTF_8);
        arrays.put("settings", NpyArray.uint8(new int[] {changed.length}, changed));
        assertThatThrownBy(() -> Checkpoint.read(forged(arrays), "c"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(named);
    }

    @Test
    void aNewerFormatOrAnotherArchiveIsNamed() throws Exception {
        Map<String, NpyArray> arrays =
                new LinkedHashMap<>(Npz.read(checkpoint(3).toBytes(), "c"));
        arrays.put("format", NpyArray.int64(new int[0], 2));
        assertThatThrownBy(() -> Checkpoint.read(Npz.toBytes(arrays), "c"))
                .isInstanceOf(InputException.class)
                .hasMessage("c: format: expected 1, found 2, a newer one");
        byte[] other = Npz.toBytes(Map.of("W1", NpyArray.float64(new int[] {1}, 0)));
        assertThatThrownBy(() -> Checkpoint.read(other, "c"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("array 'format'");
    }

    @Test
    void twoRunsCannotShareAFolder() throws Exception {
        try (RunFolder first = RunFolder.open(folder)) {
            assertThat(first.hasCheckpoint()).isFalse();
            assertThatThrownBy(() -> RunFolder.open(folder))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("another run");
        }
        RunFolder.open(folder).close();
    }

    @Test
    void staleTemporaryFilesAreRemovedAndOthersAreNot() throws Exception {
        Path stale = folder.resolve(".checkpoint.npz.01234567-89ab-cdef-0123-456789abcdef.tmp");
        Path other = folder.resolve(".mine.tmp");
        Files.write(stale, new byte[10]);
        Files.write(other, new byte[10]);
        RunFolder.open(folder).close();
        assertThat(stale).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void theCheckpointBeforeIsTakenWhenTheLastIsDamagedOrMissing() throws Exception {
        try (RunFolder run = RunFolder.open(folder)) {
            run.keep(checkpoint(1));
            run.keep(checkpoint(2));
            Path last = folder.resolve("checkpoint.npz");
            byte[] bytes = Files.readAllBytes(last);
            bytes[bytes.length / 2] ^= 4;
            Files.write(last, bytes);
            List<String> notes = new ArrayList<>();
            assertThat(run.read(notes::add).journal().step()).isEqualTo(1);
            assertThat(notes).singleElement().asString().contains("checkpoint.npz", "going on from");
            // The damaged one must not take the place of the good one.
            run.keep(checkpoint(3));
            Files.delete(last);
            assertThat(run.read(notes::add).journal().step()).isEqualTo(1);
        }
    }

    @Test
    void withoutAnyCheckpointTheFileIsNamed() throws Exception {
        try (RunFolder run = RunFolder.open(folder)) {
            assertThatThrownBy(() -> run.read(note -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("checkpoint.npz");
        }
    }
}
