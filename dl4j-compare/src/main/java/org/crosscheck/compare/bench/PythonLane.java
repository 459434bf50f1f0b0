package org.crosscheck.compare.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.crosscheck.compare.bench.contenders.Mode;
import org.crosscheck.compare.bench.contenders.Workload;
import org.crosscheck.compare.bench.contenders.Workload.Minibatches;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.datasets.formats.Npz;
import org.crosscheck.reference.Tensor;

/**
 * PyTorch as its users have it: in Python, with the BLAS of that installation. The script {@code pytorch_side.py} answers
 * as {@link Worker} does; parameters and minibatches reach it in a file.
 */
final class PythonLane implements Lane {

    static final String NAME = "python torch";

    private static final String SCRIPT = "pytorch_side.py";

    private final Path folder;
    private final ContenderProcess process;
    private Workload prepared;

    /** Starts the script. */
    PythonLane(String python) throws IOException {
        folder = Files.createTempDirectory("crosscheck-");
        Path script = folder.resolve(SCRIPT);
        try (InputStream in = Objects.requireNonNull(PythonLane.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            Files.copy(in, script);
        }
        process = new ContenderProcess(NAME, 1, List.of(python, script.toString(), file().toString()));
    }

    /** What Python answers when it cannot load PyTorch and NumPy, "" if it can. */
    static String fault(String python) {
        try {
            Process process = new ProcessBuilder(python, "-c", "import numpy, torch")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : output.strip().lines().reduce("it failed", (line, last) -> last);
        } catch (IOException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }

    private Path file() {
        return folder.resolve("workload.npz");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public double rate(Workload workload, Mode mode, double seconds) throws IOException {
        prepare(workload);
        return process.rate(workload, mode, seconds);
    }

    @Override
    public double[] risk(Workload workload) throws IOException {
        prepare(workload);
        return process.risk(workload);
    }

    /** Writes the parameters p0, p1, ..., the examples x (count, B, d) and their classes y (count, B), from 0. */
    private void prepare(Workload workload) throws IOException {
        if (workload.equals(prepared)) {
            return;
        }
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (Tensor parameter : workload.start()) {
            arrays.put("p" + arrays.size(), NpyArray.float64(parameter.shape(), parameter.values()));
        }
        Minibatches minibatches = workload.minibatches();
        int count = minibatches.count();
        int d = workload.inputs();
        double[] x = new double[count * workload.batch() * d];
        long[] y = new long[count * workload.batch()];
        for (int i = 0; i < y.length; i++) {
            System.arraycopy(minibatches.x()[i / workload.batch()][i % workload.batch()], 0, x, i * d, d);
            y[i] = minibatches.y()[i / workload.batch()][i % workload.batch()] - 1L;
        }
        arrays.put("x", NpyArray.float64(new int[] {count, workload.batch(), d}, x));
        arrays.put("y", NpyArray.int64(new int[] {count, workload.batch()}, y));
        Npz.write(file(), arrays);
        prepared = workload;
    }

    @Override
    public void close() {
        process.close();
        try {
            Files.deleteIfExists(file());
            Files.deleteIfExists(folder.resolve(SCRIPT));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
