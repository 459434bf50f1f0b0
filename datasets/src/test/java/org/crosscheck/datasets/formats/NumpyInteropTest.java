package org.crosscheck.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we write, NumPy reads; what NumPy then writes, in other orders and forms, we read. */
class NumpyInteropTest {

    private static final String SCRIPT = """
            import sys, pathlib
            import numpy as np
            folder = pathlib.Path(sys.argv[1])
            arrays = dict(np.load(folder / "ours.npz"))
            for name, array in arrays.items():
                alone = np.load(folder / f"{name}.npy")
                assert alone.dtype == array.dtype and alone.shape == array.shape, name
                assert array.tobytes() == alone.tobytes(), name
                print(name, array.dtype.str, array.shape, array.flags.c_contiguous, flush=True)
            np.savez(folder / "stored.npz", **arrays)
            np.savez_compressed(folder / "deflated.npz", **arrays)
            np.savez(folder / "big.npz", **{k: a.astype(a.dtype.newbyteorder(">")) for k, a in arrays.items()})
            np.savez(folder / "fortran.npz", **{k: np.asfortranarray(a) for k, a in arrays.items() if a.ndim})
            """;

    @TempDir
    private Path folder;

    @BeforeAll
    static void requireNumpy() throws IOException, InterruptedException {
        try {
            Assumptions.assumeTrue(
                    python("import numpy", "").status() == 0,
                    "SKIPPED: python3 has no numpy; only fixtures are tested");
        } catch (IOException e) {
            Assumptions.abort("SKIPPED: no python3 here, only fixtures are tested: " + e.getMessage());
        }
    }

    private record Result(int status, String output) {}

    private static Result python(String script, String argument) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("python3", "-c", script, argument)
                .redirectErrorStream(true)
                .start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return new Result(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void numpyReadsOursAndWeReadNumpys() throws IOException, InterruptedException {
        Map<String, NpyArray> arrays = NumpyFixturesTest.arrays();
        Npz.write(folder.resolve("ours.npz"), arrays);
        for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
            Npy.write(folder.resolve(array.getKey() + ".npy"), array.getValue());
        }
        Result result = python(SCRIPT, folder.toString());
        assertThat(result.output())
                .contains("float64 <f8 (2, 3, 4) True\n", "scalar <f8 () True\n", "one <f8 (1,) True\n")
                .contains("bool |b1 (2, 3, 4) True\n", "uint64 <u8 (2, 3, 4) True\n", "float16 <f2 (2, 3, 4) True\n")
                .doesNotContain("Error");
        assertThat(result.status()).as(result.output()).isZero();
        assertThat(result.output().lines()).hasSize(arrays.size());

        assertThat(Npz.read(folder.resolve("stored.npz"))).isEqualTo(arrays);
        assertThat(Npz.read(folder.resolve("deflated.npz"))).isEqualTo(arrays);
        assertThat(Npz.read(folder.resolve("big.npz"))).isEqualTo(arrays);
        Map<String, NpyArray> withAxes = new LinkedHashMap<>(arrays);
        withAxes.remove("scalar"); // asfortranarray makes it (1)
        assertThat(Npz.read(folder.resolve("fortran.npz"))).isEqualTo(withAxes);
    }
}
