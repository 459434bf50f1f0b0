package org.crosscheck.compare.dl4j;

import org.crosscheck.reference.Tensor;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The only way from the project's arrays to ND4J's and back, and the one place that knows how DL4J lays out parameters.
 * Everything is DOUBLE, and arrays that come back are checked for it.
 *
 * <p>The homework writes W (outputs, inputs); DL4J's dense layers hold W (inputs, outputs); its convolutions hold W
 * (filters, channels, height, width), as in the homework; biases are vectors in both. Parameters are carried by name,
 * never by their place in DL4J's flat vector.
 */
public final class Bridge {

    private Bridge() {}

    /** A copy as an ND4J array of the same shape, 'c' order. */
    public static INDArray toNd4j(Tensor tensor) {
        long[] shape = new long[tensor.shape().length];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = tensor.shape()[i];
        }
        INDArray array = Nd4j.createFromArray(tensor.values()).reshape('c', shape);
        return requireDouble(array);
    }

    /** A copy of an ND4J array of any order, the same shape. Throws IllegalStateException unless it is DOUBLE. */
    public static Tensor toTensor(INDArray array) {
        long[] longs = requireDouble(array).shape();
        int[] shape = new int[longs.length];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = Math.toIntExact(longs[i]);
        }
        return new Tensor(shape, array.dup('c').data().asDouble());
    }

    /** A row (1, n) or column (n, 1) of ND4J as a vector (n). */
    public static Tensor toVector(INDArray array) {
        return Tensor.vector(toTensor(array).values());
    }

    /** Puts W (outputs, inputs) and b (outputs) into a dense layer. */
    public static void setDense(Layer layer, Tensor w, Tensor b) {
        setParameter(layer, "W", toNd4j(w).transpose());
        setParameter(layer, "b", toNd4j(b));
    }

    /** Puts W (filters, channels, height, width) and b (filters) into a convolution. */
    public static void setConvolution(Layer layer, Tensor w, Tensor b) {
        setParameter(layer, "W", toNd4j(w));
        setParameter(layer, "b", toNd4j(b));
    }

    /** A dense layer's W, or a gradient of its shape, as the homework writes it: (outputs, inputs). */
    public static Tensor denseWeights(INDArray w) {
        return toTensor(w.transpose());
    }

    /** One-hot rows (n, m) of classes y in 1..m. */
    public static INDArray onehot(int[] y, int m) {
        INDArray onehot = requireDouble(Nd4j.zeros(DataType.DOUBLE, y.length, m));
        for (int e = 0; e < y.length; e++) {
            onehot.putScalar(e, y[e] - 1, 1);
        }
        return onehot;
    }

    private static void setParameter(Layer layer, String name, INDArray value) {
        INDArray view = requireDouble(layer.getParam(name));
        if (!java.util.Arrays.equals(view.shape(), value.shape())) {
            throw new IllegalStateException("DL4J's " + name + " has shape " + java.util.Arrays.toString(view.shape())
                    + ", not " + java.util.Arrays.toString(value.shape()));
        }
        view.assign(value);
    }

    private static INDArray requireDouble(INDArray array) {
        if (array.dataType() != DataType.DOUBLE) {
            throw new IllegalStateException("ND4J gave " + array.dataType() + " where DOUBLE was expected");
        }
        return array;
    }
}
