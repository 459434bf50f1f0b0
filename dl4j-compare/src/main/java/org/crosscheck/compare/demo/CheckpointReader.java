package org.crosscheck.compare.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.demo.learn.Learner;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Json;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.reference.Tensor;

/**
 * Reads a {@link Checkpoint} from its arrays. Its digest tells damage, not intent, so every array is looked at, its type,
 * shape and range, before it is used.
 */
final class CheckpointReader {

    private final Map<String, NpyArray> arrays;
    private final String file;

    CheckpointReader(Map<String, NpyArray> arrays, String file) {
        this.arrays = arrays;
        this.file = file;
    }

    /** Throws {@link InputException} for the first array that is not as {@link Checkpoint} says. */
    Checkpoint read() throws InputException {
        long format = integer("format", Long.MIN_VALUE);
        if (format != Checkpoint.FORMAT) {
            String newer = format > Checkpoint.FORMAT ? ", a newer one" : "";
            throw new InputException(file, "format", "" + Checkpoint.FORMAT, format + newer);
        }
        requireDigest();
        Settings settings = settings();
        Map<String, Learner.State> states = new LinkedHashMap<>();
        Map<String, List<Epoch>> epochs = new LinkedHashMap<>();
        Map<String, TrainingLog.Sums> open = new LinkedHashMap<>();
        for (String engine : settings.engines()) {
            states.put(
                    engine,
                    new Learner.State(
                            parameters(engine + ".weights.", settings),
                            parameters(engine + ".velocity.", settings),
                            parameters(engine + ".average.", settings)));
            double[] sums = array(engine + ".open", NpyArray.Type.FLOAT64, 3).values();
            open.put(engine, new TrainingLog.Sums(sums[0], sums[1], sums[2]));
            epochs.put(engine, epochs(engine + ".epochs", settings.epochs()));
        }
        TrainingLog journal = new TrainingLog(settings.engines());
        journal.resume(integer("step", 0), epochs, open, list("differences"), list("ratios"));
        if (arrays.containsKey("beyond")) {
            journal.beyond(json("beyond", TrainingLog.Beyond.class));
        }
        return new Checkpoint(settings, data(), journal, states);
    }

    private void requireDigest() throws InputException {
        String stated =
                Checkpoint.hex(array(Checkpoint.DIGEST, NpyArray.Type.UINT8, -1).bytes());
        Map<String, NpyArray> covered = new LinkedHashMap<>(arrays);
        covered.remove(Checkpoint.DIGEST);
        String found = Checkpoint.hex(Checkpoint.sha256(covered));
        if (!stated.equals(found)) {
            throw new InputException(file, Checkpoint.DIGEST, stated, found);
        }
    }

    private Settings settings() throws InputException {
        Settings settings = json("settings", Settings.class);
        Settings.Fault fault = settings.fault();
        if (fault != null) {
            throw new InputException(file, "settings, " + fault.setting(), fault.expected(), fault.found());
        }
        double[] random = array("random", NpyArray.Type.INT64, 2).values();
        long seed = settings.seed();
        if (random[0] != seed >> 32 || random[1] != (seed & 0xffff_ffffL)) {
            throw new InputException(file, "array 'random'", "the halves of seed " + seed, Arrays.toString(random));
        }
        return settings;
    }

    /** The parameters of a prefix. How many inputs and classes there are is for the first and the last weights to say. */
    private NamedTensors parameters(String prefix, Settings settings) throws InputException {
        List<String> names = settings.model().names();
        int[] first = array(prefix + names.get(0), NpyArray.Type.FLOAT64).shape();
        int[] last = array(prefix + names.get(names.size() - 2), NpyArray.Type.FLOAT64)
                .shape();
        int d = first.length == 2 ? first[1] : 1;
        int m = last.length == 2 ? last[0] : 1;
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String key = prefix + names.get(i);
            int[] shape = settings.model().shapes(d, settings.hidden(), m).get(i);
            NpyArray array = array(key, NpyArray.Type.FLOAT64);
            if (!Arrays.equals(array.shape(), shape) || array.size() == 0) {
                throw wrong(key, "shape " + Quantities.text(shape), "shape " + Quantities.text(array.shape()));
            }
            tensors.put(names.get(i), new Tensor(array.shape(), array.values()));
        }
        return new NamedTensors(tensors);
    }

    private List<Epoch> epochs(String key, int most) throws InputException {
        double[] past = array(key, NpyArray.Type.FLOAT64, -1).values();
        if (past.length % Epoch.NUMBERS != 0 || past.length / Epoch.NUMBERS > most) {
            throw wrong(key, Epoch.NUMBERS + " numbers for each of at most " + most + " epochs", "" + past.length);
        }
        List<Epoch> list = new ArrayList<>();
        for (int i = 0; i < past.length; i += Epoch.NUMBERS) {
            list.add(new Epoch(past[i], past[i + 1], past[i + 2], past[i + 3], past[i + 4]));
        }
        return list;
    }

    private String data() throws InputException {
        String data = new String(array("data", NpyArray.Type.UINT8, -1).bytes(), StandardCharsets.ISO_8859_1);
        if (!data.matches("[0-9a-f]{64}")) {
            throw wrong("data", "a SHA-256 in hexadecimal", "'" + data + "'");
        }
        return data;
    }

    private List<Double> list(String key) throws InputException {
        return Arrays.stream(array(key, NpyArray.Type.FLOAT64, -1).values())
                .boxed()
                .toList();
    }

    private <T> T json(String key, Class<T> type) throws InputException {
        return Json.read(array(key, NpyArray.Type.UINT8, -1).bytes(), type, false, file, "array '" + key + "'");
    }

    private long integer(String key, long least) throws InputException {
        NpyArray array = array(key, NpyArray.Type.INT64);
        if (array.rank() != 0 || array.values()[0] < least) {
            String found = array.rank() == 0 ? "" + array.values()[0] : "shape " + Quantities.text(array.shape());
            throw wrong(key, "one integer" + (least == 0 ? ", not negative" : ""), found);
        }
        return (long) array.values()[0];
    }

    /** An array of one axis; of any length if that is negative. */
    private NpyArray array(String key, NpyArray.Type type, int length) throws InputException {
        NpyArray array = array(key, type);
        if (array.rank() != 1 || (length >= 0 && array.size() != length)) {
            String shape = length < 0 ? "one axis" : "shape " + Quantities.text(new int[] {length});
            throw wrong(key, shape, "shape " + Quantities.text(array.shape()));
        }
        return array;
    }

    private NpyArray array(String key, NpyArray.Type type) throws InputException {
        NpyArray array = arrays.get(key);
        if (array == null) {
            throw wrong(key, "a checkpoint of the demo, which has it", "no such array");
        }
        if (array.type() != type) {
            throw wrong(key, type.toString(), array.type().toString());
        }
        return array;
    }

    private InputException wrong(String key, String expected, String found) {
        return new InputException(file, "array '" + key + "'", expected, found);
    }
}
