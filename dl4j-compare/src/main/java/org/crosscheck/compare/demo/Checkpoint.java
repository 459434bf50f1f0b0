package org.crosscheck.compare.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.demo.learn.Learner;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.datasets.formats.Npz;
import org.crosscheck.reference.Tensor;

/**
 * A run at one moment, as an {@code .npz} file: everything that the rest of the run depends on, so that it continues to
 * the same bits as if it had never stopped.
 *
 * <p>Arrays: {@code format} (1), {@code settings} (JSON in UTF-8), {@code data} (see {@link Dataset#sha256}), {@code random} = the
 * seed (its high and low half) and {@code step}, from which the order of the examples follows; for each engine {@code E.weights.NAME},
 * {@code E.velocity.NAME}, {@code E.average.NAME}, {@code E.epochs} and {@code E.open} (the sums of an unfinished epoch);
 * {@code differences}, {@code ratios} and {@code beyond} of the lockstep; and {@code sha256} of the file without that array.
 */
public record Checkpoint(Settings settings, String data, TrainingLog journal, Map<String, Learner.State> states) {

    /** The version of what is written here; a reader refuses a newer one. */
    static final int FORMAT = 1;

    static final String DIGEST = "sha256";

    /** The content of the file; the same state gives the same bytes. */
    byte[] toBytes() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("format", integers(new int[0], FORMAT));
        arrays.put("settings", bytes(json(settings)));
        arrays.put("data", bytes(data.getBytes(StandardCharsets.US_ASCII)));
        long seed = settings.seed();
        arrays.put("random", integers(new int[] {2}, seed >> 32, seed & 0xffff_ffffL));
        arrays.put("step", integers(new int[0], journal.step()));
        states.forEach((engine, state) -> {
            put(arrays, engine + ".weights.", state.weights());
            put(arrays, engine + ".velocity.", state.velocity());
            put(arrays, engine + ".average.", state.average());
            TrainingLog.Sums open = journal.sums(engine);
            arrays.put(engine + ".open", doubles(List.of(open.loss(), open.examples(), open.seconds())));
            List<Double> epochs = new ArrayList<>();
            for (Epoch e : journal.epochs(engine)) {
                epochs.addAll(List.of(e.loss(), e.testLoss(), e.testError(), e.seconds(), e.examplesPerSecond()));
            }
            arrays.put(engine + ".epochs", doubles(epochs));
        });
        arrays.put("differences", doubles(journal.differences()));
        arrays.put("ratios", doubles(journal.ratios()));
        TrainingLog.Beyond beyond = journal.beyond();
        if (beyond != null) {
            arrays.put("beyond", bytes(json(beyond)));
        }
        arrays.put(DIGEST, bytes(sha256(arrays)));
        return Npz.toBytes(arrays);
    }

    /**
     * Reads the content of a file; the name is for messages.
     *
     * @throws org.crosscheck.datasets.formats.FormatException if it is no intact archive of arrays
     * @throws InputException if it is no checkpoint, of a newer format, not what was written, or an array is not as it
     *     is written here
     */
    static Checkpoint read(byte[] file, String name) throws IOException, InputException {
        return new CheckpointReader(Npz.read(file, name), name).read();
    }

    /** The same of a file. */
    static Checkpoint read(Path file) throws IOException, InputException {
        return new CheckpointReader(Npz.read(file), file.toString()).read();
    }

    /** SHA-256 of parameters: their float64 numbers, little-endian, array after array in the homework's order. */
    public static String sha256(Model model, NamedTensors weights) {
        MessageDigest digest = digest();
        for (String name : model.names()) {
            Tensor tensor = weights.get(name);
            java.nio.ByteBuffer buffer = java.nio.ByteBuffer.allocate(Double.BYTES * tensor.values().length)
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN);
            for (double value : tensor.values()) {
                buffer.putDouble(value);
            }
            digest.update(buffer.array());
        }
        return hex(digest.digest());
    }

    private static void put(Map<String, NpyArray> arrays, String prefix, NamedTensors values) {
        values.tensors()
                .forEach(
                        (name, tensor) -> arrays.put(prefix + name, NpyArray.float64(tensor.shape(), tensor.values())));
    }

    private static NpyArray integers(int[] shape, long... values) {
        return NpyArray.int64(shape, values);
    }

    private static NpyArray doubles(List<Double> list) {
        double[] values = list.stream().mapToDouble(Double::doubleValue).toArray();
        return NpyArray.float64(new int[] {values.length}, values);
    }

    private static NpyArray bytes(byte[] bytes) {
        return NpyArray.uint8(new int[] {bytes.length}, bytes);
    }

    private static byte[] json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the file that has these arrays. */
    static byte[] sha256(Map<String, NpyArray> arrays) {
        return digest().digest(Npz.toBytes(arrays));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }
}
