package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.datasets.formats.Npz;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input that is right but unusual, and output that has nowhere to go. */
class UnusualInputTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void aCase() {
        file = folder.resolve("case.npz");
        Cli.run("case", "--d", 5, "--dh", 4, "--m", 3, "--n", 6, "--groups", "mlp", file)
                .succeeds();
    }

    private Cli verify(String question) {
        return Cli.run("verify", "--case", file, "--question", question, "--out", folder.resolve("out"));
    }

    private void replace(String key, NpyArray array) throws IOException {
        Map<String, NpyArray> arrays = new TreeMap<>(Npz.read(file));
        arrays.put(key, array);
        Npz.write(file, arrays);
    }

    @Test
    void aQuestionThatTheCaseHasNoArraysForIsRefused() {
        verify("1b").isRefused("case.npz", "functions", "none of them");
        assertThat(Cli.names(folder.resolve("out"))).isEmpty();
    }

    @Test
    void anArrayThatIsWidenedIsNamed() throws IOException {
        replace("b2", new NpyArray(NpyArray.Type.FLOAT32, new int[] {3}, new double[] {0.5, -0.25, 1}));
        Cli verify = verify("2b");
        assertThat(verify.exit()).isZero();
        assertThat(verify.err().strip()).isEqualTo("note: b2 is FLOAT32, taken as FLOAT64");
    }

    @Test
    void saturatedLogitsAreIllConditionedForDl4jsLossAloneAndSaySo() throws IOException {
        replace("b2", NpyArray.float64(new int[] {3}, 1e4, -1e4, 0));
        Cli loss = verify("2d");
        assertThat(loss.exit()).isEqualTo(1);
        assertThat(loss.out()).contains("ill-conditioned", "of which one has underflowed to 0");
        assertThat(loss.out()).doesNotContain("DISAGREE");
        assertThat(verify("2c").exit()).isZero();
        assertThat(verify("2g").exit()).isZero();
    }

    @Test
    void aNetworkOfZerosAgrees() throws IOException {
        replace("y", NpyArray.int64(new int[] {6}, 1, 2, 3, 1, 2, 3));
        for (String key : new String[] {"W1", "b1", "W2", "b2"}) {
            NpyArray array = Npz.read(file).get(key);
            replace(key, NpyArray.float64(array.shape(), new double[array.values().length]));
        }
        assertThat(verify("2i").exit()).isZero();
        assertThat(verify("2f").exit()).isZero();
    }

    @Test
    void solveDoesNotOverwriteItsCase() throws IOException {
        byte[] before = Files.readAllBytes(file);
        Cli.run("solve", "--case", file, file).isRefused("another than the case");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void outputThatCannotBeWrittenEndsWithTwo() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        StringWriter err = new StringWriter();
        PrintWriter out = new PrintWriter(full, true, StandardCharsets.UTF_8);
        int exit = Main.run(out, new PrintWriter(err, true), "shape", "--input", "1x8x8", "--kernel", "3");
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("standard output cannot be written");
    }
}
