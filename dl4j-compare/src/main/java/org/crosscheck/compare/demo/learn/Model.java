package org.crosscheck.compare.demo.learn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.training.SineCnn;

/** The two networks of the demo: which parameters they have, of which shapes, and how they start. */
public enum Model {
    /** The homework's MLP of part 2: d inputs, sine, m classes. */
    MLP("W1 b1 W2 b2"),

    /** The homework's CNN of part 3, with sine after each convolution and a softmax layer on its 1600 outputs. */
    CNN(String.join(" ", SineCnn.NAMES));

    private static final int SIDE = Cnn.CONV1.rows().input();

    private final String names; // separated by spaces

    Model(String names) {
        this.names = names;
    }

    /** The names of the parameters, in the order of the homework. */
    public List<String> names() {
        return List.of(names.split(" ", -1));
    }

    /** The name on the command line. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The height and width that images are padded to with zeros: those of the images, or the homework's 32 x 32. */
    public int[] padded(int rows, int columns) {
        return this == CNN ? new int[] {SIDE, SIDE} : new int[] {rows, columns};
    }

    /**
     * The shapes of the parameters, in the order of the names.
     *
     * @param d inputs, which the CNN has always 32 x 32 of
     * @param hidden neurons of the MLP
     * @param m classes
     */
    public List<int[]> shapes(int d, int hidden, int m) {
        int features = Math.toIntExact(Cnn.CONV3.outputSize());
        return this == MLP
                ? List.of(new int[] {hidden, d}, new int[] {hidden}, new int[] {m, hidden}, new int[] {m})
                : List.of(
                        Cnn.CONV1.weightShape(),
                        new int[] {Cnn.CONV1.filters()},
                        Cnn.CONV3.weightShape(),
                        new int[] {Cnn.CONV3.filters()},
                        new int[] {m, features},
                        new int[] {m});
    }

    /**
     * Parameters to start from: weights uniform in +-sqrt(6 / fan-in) times the scale, biases 0.
     *
     * <p>On digits, a fifth of whose pixels are ink, this gives pre-activations with a standard deviation below 1, on
     * the steep part of the sine, where it is nearly the identity: no signal is lost, and no unit starts beyond its
     * first maximum. Only {@link Random#nextDouble} and exact operations are used: the same seed gives the same bits on
     * every machine.
     */
    public NamedTensors start(long seed, int d, int hidden, int m, double scale) {
        Random random = new Random(seed);
        Map<String, Tensor> start = new LinkedHashMap<>();
        List<int[]> shapes = shapes(d, hidden, m);
        for (int i = 0; i < names().size(); i++) {
            Tensor tensor = Tensor.zeros(shapes.get(i));
            if (tensor.shape().length > 1) {
                double fanIn = (double) tensor.values().length / tensor.shape()[0];
                double halfWidth = scale * Math.sqrt(6 / fanIn);
                for (int j = 0; j < tensor.values().length; j++) {
                    tensor.values()[j] = (2 * random.nextDouble() - 1) * halfWidth;
                }
            }
            start.put(names().get(i), tensor);
        }
        return new NamedTensors(start);
    }
}
