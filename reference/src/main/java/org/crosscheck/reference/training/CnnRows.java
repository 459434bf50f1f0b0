package org.crosscheck.reference.training;

import java.util.Arrays;
import java.util.List;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Tensor;

/**
 * The parameters of {@link SineCnn}, or their gradients, as {@link CnnTrainer} holds them: one row for each filter, each
 * class, and each vector of biases.
 */
final class CnnRows {

    final double[][] all;
    final double[][] conv1W;
    final double[] conv1B;
    final double[][] conv3W;
    final double[] conv3B;
    final double[][] w;
    final double[] b;

    CnnRows(double[][] all, int m) {
        int first = Cnn.CONV1.filters();
        int last = Cnn.CONV3.filters();
        this.all = all;
        conv1W = Arrays.copyOfRange(all, 0, first);
        conv1B = all[first];
        conv3W = Arrays.copyOfRange(all, first + 1, first + 1 + last);
        conv3B = all[first + 1 + last];
        w = Arrays.copyOfRange(all, first + last + 2, first + last + 2 + m);
        b = all[first + last + 2 + m];
    }

    /** The tensors, copied, in the same order and of the homework's shapes. */
    List<Tensor> tensors() {
        return List.of(
                new Tensor(Cnn.CONV1.weightShape(), Tensor.matrix(conv1W).values()),
                Tensor.vector(conv1B.clone()),
                new Tensor(Cnn.CONV3.weightShape(), Tensor.matrix(conv3W).values()),
                Tensor.vector(conv3B.clone()),
                Tensor.matrix(w),
                Tensor.vector(b.clone()));
    }

    /** The rows of tensors in the order of {@link SineCnn#NAMES}. */
    static double[][] rows(List<Tensor> tensors) {
        return tensors.stream()
                .flatMap(tensor -> Arrays.stream(matrix(tensor).rows()))
                .toArray(double[][]::new);
    }

    private static Tensor matrix(Tensor tensor) {
        int rows = tensor.shape().length == 1 ? 1 : tensor.shape()[0];
        return new Tensor(new int[] {rows, tensor.values().length / rows}, tensor.values());
    }

    /** Whether weight decay applies to a row: not to biases. */
    static boolean[] decays(int m) {
        int first = Cnn.CONV1.filters();
        int last = Cnn.CONV3.filters();
        boolean[] decays = new boolean[first + last + m + 3];
        Arrays.fill(decays, true);
        decays[first] = false;
        decays[first + 1 + last] = false;
        decays[first + last + 2 + m] = false;
        return decays;
    }
}
