package org.crosscheck.compare.demo;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.crosscheck.compare.demo.learn.Learner;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.datasets.formats.Npz;

/** Checkpoints for the fuzzer: a good one, and how to make the digest of a bad one right. */
public final class CheckpointFuzz {

    private CheckpointFuzz() {}

    /** One of a run of three steps. */
    public static byte[] good() {
        Settings settings = DemoCases.settings(Model.MLP, java.util.List.of("reference"), 2, 4, false);
        Dataset data = DemoCases.digits(12, 4);
        Training training = new Training(settings, data, DemoCases.learners(settings, data, 1));
        DemoCases.run(training, 3);
        Checkpoint checkpoint = training.checkpoint();
        Map<String, Learner.State> states = new LinkedHashMap<>(checkpoint.states());
        return new Checkpoint(checkpoint.settings(), checkpoint.data(), checkpoint.journal(), states).toBytes();
    }

    public static void read(byte[] file) throws IOException, InputException {
        Checkpoint.read(file, "c");
    }

    /** The same arrays with the digest that they have: whoever can write the file can write that, too. */
    public static byte[] forged(byte[] file) throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>(Npz.read(file, "c"));
        arrays.remove(Checkpoint.DIGEST);
        byte[] digest = Checkpoint.sha256(arrays);
        arrays.put(Checkpoint.DIGEST, NpyArray.uint8(new int[] {digest.length}, digest));
        return Npz.toBytes(arrays);
    }
}
