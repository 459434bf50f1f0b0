package org.crosscheck.compare.homework;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.Mnist;
import org.crosscheck.datasets.formats.Heap;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.datasets.formats.Npz;
import org.crosscheck.reference.Tensor;

/** Cases and answers as {@code .npz} files: float64, but for the classes y, which are int64. */
public final class CaseFiles {

    /** The names of the embedded cases, in the order in which {@code verify} runs them. */
    public static final List<String> EMBEDDED = List.of("small", "mlp", "cnn");

    private CaseFiles() {}

    /**
     * Reads a case from a file; any error names the file.
     *
     * @param note is told of each array that had to be converted to float64 or int64
     */
    public static Case read(Path file, Consumer<String> note) throws IOException, InputException {
        return read(file, note, Heap::holds);
    }

    /** The same, where so many bytes can be had or not. */
    static Case read(Path file, Consumer<String> note, LongPredicate holds) throws IOException, InputException {
        Map<String, NpyArray> arrays = Npz.read(file);
        Map<String, int[]> shapes = new LinkedHashMap<>();
        arrays.forEach((key, array) -> shapes.put(key, array.shape()));
        Quantities.bind(file.toString(), shapes); // before narrow arrays are widened, which takes memory
        long wide = arrays.values().stream()
                .filter(array -> array.type() != NpyArray.Type.FLOAT64)
                .mapToLong(array -> (long) array.size() * Double.BYTES)
                .sum();
        if (!holds.test(wide)) {
            String found = "a need of " + Heap.text(wide) + " as float64";
            throw new InputException(file.toString(), "arrays", Heap.expected(wide), found);
        }
        Case read = Case.of(file.toString(), values(file.toString(), arrays));
        arrays.forEach((key, array) -> {
            NpyArray.Type type = key.equals("y") ? NpyArray.Type.INT64 : NpyArray.Type.FLOAT64;
            if (array.type() != type) {
                note.accept("note: " + key + " is " + array.type() + ", taken as " + type);
            }
        });
        return read;
    }

    /** Reads arrays that {@link #write} has written; their shapes are not checked. */
    public static NamedTensors readValues(Path file) throws IOException, InputException {
        return values(file.toString(), Npz.read(file));
    }

    /** Reads one of the {@link #EMBEDDED} cases: the shared weights. */
    public static Case embedded(String name) throws IOException, InputException {
        String resource = "cases/" + name + ".npz";
        try (InputStream in = Mnist.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the build left out the resource " + resource);
            }
            return Case.of(name, values(name, Npz.read(in, resource)));
        }
    }

    /** Writes arrays, all or nothing. */
    public static void write(Path file, NamedTensors values) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new java.nio.file.NoSuchFileException(folder.toString(), null, "no such folder");
        }
        Npz.write(file, arrays(values));
    }

    /** The bytes of the file that {@link #write} makes. */
    public static byte[] toBytes(NamedTensors values) {
        return Npz.toBytes(arrays(values));
    }

    /** Arrays from what {@link #toBytes} made of them; their shapes are not checked. */
    public static NamedTensors fromBytes(byte[] npz, String name) throws IOException, InputException {
        return values(name, Npz.read(npz, name));
    }

    private static Map<String, NpyArray> arrays(NamedTensors values) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        values.tensors().forEach((key, tensor) -> arrays.put(key, array(key, tensor)));
        return arrays;
    }

    private static NpyArray array(String key, Tensor tensor) {
        if (key.equals("y")) {
            long[] classes = new long[tensor.values().length];
            for (int i = 0; i < classes.length; i++) {
                classes[i] = (long) tensor.values()[i];
            }
            return NpyArray.int64(tensor.shape(), classes);
        }
        return NpyArray.float64(tensor.shape(), tensor.values());
    }

    private static NamedTensors values(String file, Map<String, NpyArray> arrays) throws InputException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, NpyArray> entry : arrays.entrySet()) {
            NpyArray array = entry.getValue();
            if (array.size() == 0) {
                String place = "array '" + entry.getKey() + "'";
                throw new InputException(
                        file, place, "at least one element", "shape " + Quantities.text(array.shape()));
            }
            tensors.put(entry.getKey(), new Tensor(array.shape(), array.values()));
        }
        return new NamedTensors(tensors);
    }
}
