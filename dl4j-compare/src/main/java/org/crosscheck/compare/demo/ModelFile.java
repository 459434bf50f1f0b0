package org.crosscheck.compare.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
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
 * Trained weights as an {@code .npz} file: the parameters by name, and {@code size}, the height and width of the images.
 *
 * @param rows the height of an image, before it is padded
 * @param columns its width
 */
public record ModelFile(Model model, int rows, int columns, NamedTensors weights) {

    /** The name of the file in the folder of a run. */
    public static final String NAME = "model.npz";

    private static final int LARGEST = 1024;

    /** The content of the file: in float32, which is enough to classify by. */
    byte[] toBytes() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("size", NpyArray.int64(new int[] {2}, rows, columns));
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
        double[] size = array(file, arrays, "size", new int[] {2}).values();
        for (double side : size) {
            if (!(1 <= side && side <= LARGEST && side == Math.rint(side))) {
                throw new InputException(file, "array 'size'", "two sides of 1 to " + LARGEST, "" + side);
            }
        }
        int[] padded = model.padded((int) size[0], (int) size[1]);
        if (size[0] > padded[0] || size[1] > padded[1]) {
            throw new InputException(file, "array 'size'", "at most " + padded[1] + " x " + padded[0], "more");
        }
        int hidden = model == Model.MLP ? Math.max(1, first(arrays.get("W1").shape())) : 0;
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (int i = 0; i < model.names().size(); i++) {
            String name = model.names().get(i);
            int[] shape = model.shapes(padded[0] * padded[1], hidden).get(i);
            weights.put(name, new Tensor(shape, array(file, arrays, name, shape).values()));
        }
        return new ModelFile(model, (int) size[0], (int) size[1], new NamedTensors(weights));
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
