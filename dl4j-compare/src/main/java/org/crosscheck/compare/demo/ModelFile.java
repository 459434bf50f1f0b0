package org.crosscheck.compare.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.demo.learn.TrainingImages;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.Digits;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.datasets.formats.Npz;
import org.crosscheck.reference.Tensor;

/**
 * Trained weights as an {@code .npz} file: the parameters by name; {@code size}, the height and width of the images; {@code
 * box}, those of the box that the ink of each fits; and {@code classes}, their names in UTF-8, one a line. Without the last
 * two, images of 28 x 28 are taken as MNIST's, in a box of 20 x 20, others as filled, and classes as numbered from 0.
 *
 * @param rows the height of an image, before it is padded
 * @param columns its width
 * @param box (2), height and width
 * @param classes the names, as many as the last layer has biases
 */
public record ModelFile(Model model, int rows, int columns, int[] box, List<String> classes, NamedTensors weights) {

    /** The name of the file in the folder of a run. */
    public static final String NAME = "model.npz";

    private static final int LARGEST = 1024;
    private static final int MNIST_SIZE = 28;
    private static final int MNIST_BOX = 20;

    /** The averaged weights of a run on these data. */
    static ModelFile of(Model model, Dataset data, NamedTensors weights) {
        Digits train = data.train();
        return new ModelFile(model, train.rows(), train.columns(), train.inkBox(), data.classes(), weights);
    }

    /** The content of the file: in float32, which is enough to classify by. */
    byte[] toBytes() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("size", NpyArray.int64(new int[] {2}, rows, columns));
        arrays.put("box", NpyArray.int64(new int[] {2}, box[0], box[1]));
        byte[] names = String.join("\n", classes).getBytes(StandardCharsets.UTF_8);
        arrays.put("classes", NpyArray.uint8(new int[] {names.length}, names));
        weights.tensors().forEach((name, tensor) -> {
            double[] values =
                    Arrays.stream(tensor.values()).map(value -> (float) value).toArray();
            arrays.put(name, new NpyArray(NpyArray.Type.FLOAT32, tensor.shape(), values));
        });
        return Npz.toBytes(arrays);
    }

    /** The weights that a run has left in its folder, or those of a file. */
    public static ModelFile read(Path path) throws IOException, InputException {
        Path file = java.nio.file.Files.isDirectory(path) ? path.resolve(NAME) : path;
        return of(file.toString(), Npz.read(file));
    }

    /** The committed weights of a model. */
    public static ModelFile builtin(Model model) throws IOException, InputException {
        String name = model.word() + ".npz";
        try (InputStream in = ModelFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the build left out the resource " + name);
            }
            return of("builtin " + name, Npz.read(in, name));
        }
    }

    private static ModelFile of(String file, Map<String, NpyArray> arrays) throws InputException {
        Model model = arrays.containsKey("W1") ? Model.MLP : Model.CNN;
        int[] size = sides(file, arrays, "size", new int[] {LARGEST, LARGEST});
        int[] padded = model.padded(size[0], size[1]);
        if (size[0] > padded[0] || size[1] > padded[1]) {
            throw new InputException(file, "array 'size'", "at most " + padded[1] + " x " + padded[0], "more");
        }
        boolean mnist = size[0] == MNIST_SIZE && size[1] == MNIST_SIZE;
        int[] box = arrays.containsKey("box")
                ? sides(file, arrays, "box", size)
                : mnist ? new int[] {MNIST_BOX, MNIST_BOX} : size;
        NpyArray last = arrays.get(model.names().get(model.names().size() - 2)); // of weights: (m, ...)
        int m = last == null ? 1 : Math.max(1, first(last.shape()));
        int hidden = model == Model.MLP ? Math.max(1, first(arrays.get("W1").shape())) : 0;
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (int i = 0; i < model.names().size(); i++) {
            String name = model.names().get(i);
            int[] shape = model.shapes(padded[0] * padded[1], hidden, m).get(i);
            weights.put(name, new Tensor(shape, array(file, arrays, name, shape).values()));
        }
        return new ModelFile(model, size[0], size[1], box, classes(file, arrays, m), new NamedTensors(weights));
    }

    private static int[] sides(String file, Map<String, NpyArray> arrays, String name, int[] most)
            throws InputException {
        double[] sides = array(file, arrays, name, new int[] {2}).values();
        for (int i = 0; i < sides.length; i++) {
            if (!(1 <= sides[i] && sides[i] <= most[i] && sides[i] == Math.rint(sides[i]))) {
                throw new InputException(file, "array '" + name + "'", "two sides of 1 to " + most[i], "" + sides[i]);
            }
        }
        return new int[] {(int) sides[0], (int) sides[1]};
    }

    private static List<String> classes(String file, Map<String, NpyArray> arrays, int m) throws InputException {
        NpyArray names = arrays.get("classes");
        if (names == null) {
            return IntStream.range(0, m).mapToObj(String::valueOf).toList();
        }
        boolean text = names.type() == NpyArray.Type.UINT8 && names.rank() == 1;
        List<String> classes =
                text ? List.of(new String(names.bytes(), StandardCharsets.UTF_8).split("\n", -1)) : List.of();
        if (classes.size() != m) {
            String found = text ? classes.size() + " names" : names.toString();
            throw new InputException(file, "array 'classes'", m + " names of classes in UTF-8", found);
        }
        return classes;
    }

    /** The first dimension; 1 if there is none, which then fits no shape. */
    private static int first(int[] shape) {
        return shape.length == 0 ? 1 : shape[0];
    }

    private static NpyArray array(String file, Map<String, NpyArray> arrays, String name, int[] shape)
            throws InputException {
        NpyArray array = arrays.get(name);
        if (array == null || !Arrays.equals(array.shape(), shape)) {
            String found = array == null ? "no such array" : "shape " + Quantities.text(array.shape());
            throw new InputException(file, "array '" + name + "'", "shape " + Quantities.text(shape), found);
        }
        for (double value : array.values()) {
            if (!Double.isFinite(value)) {
                throw new InputException(file, "array '" + name + "'", "finite numbers", "" + value);
            }
        }
        return array;
    }

    /** An image as one example of this model. */
    TrainingImages example(byte[] pixels) {
        return TrainingImages.of(model, new Digits(1, rows, columns, pixels, new byte[1]));
    }
}
