package org.crosscheck.compare.demo;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.datasets.formats.Npz;

/** Checkpoints for the fuzzer: a good one, and how to read others. */
public final class CheckpointFuzz {

    private CheckpointFuzz() {}

    /** One of a run of three steps, of images of one pixel. */
    public static byte[] good() throws IOException {
        Settings settings = DemoCases.settings(Model.MLP, java.util.List.of("reference"), 2, 4, false);
        Dataset data = DemoCases.digits(12, 4);
        Training training = new Training(settings, data, DemoCases.learners(settings, data, 1));
        DemoCases.run(training, 3);
        Checkpoint checkpoint = training.checkpoint();
        Map<String, NpyArray> arrays = new LinkedHashMap<>(Npz.read(checkpoint.toBytes(), "c"));
        arrays.replaceAll((name, array) -> name.endsWith(".W1") ? column(array) : array);
        forge(arrays);
        return Npz.toBytes(arrays);
    }

    /** As if images had one pixel, which makes the file a tenth as long. */
    private static NpyArray column(NpyArray weights) {
        int[] shape = weights.shape();
        return NpyArray.float64(new int[] {shape[0], 1}, Arrays.copyOf(weights.values(), shape[0]));
    }

    /**
     * Reads the arrays of a file as a checkpoint, with the digest that they have: whoever can write the file can write that,
     * too.
     */
    public static void read(byte[] file) throws IOException, InputException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>(Npz.read(file, "c"));
        forge(arrays);
        new CheckpointReader(arrays, "c").read();
    }

    private static void forge(Map<String, NpyArray> arrays) {
        arrays.remove(Checkpoint.DIGEST);
        byte[] digest = Checkpoint.sha256(arrays);
        arrays.put(Checkpoint.DIGEST, NpyArray.uint8(new int[] {digest.length}, digest));
    }
}
