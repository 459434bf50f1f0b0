package org.crosscheck.compare.demo.learn;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.crosscheck.reference.Softmax;

/**
 * How well a network does on labelled examples.
 *
 * @param probabilities o^s of each example, (n, m)
 * @param y their classes, 1..m
 * @param confusion how many examples of each class (row) were taken for each class (column), (m, m)
 */
public record Scores(double[][] probabilities, int[] y, int[][] confusion) {

    /** The scores of probabilities: the prediction for an example is its most probable class. */
    public static Scores of(double[][] probabilities, int[] y) {
        int m = probabilities[0].length;
        int[][] confusion = new int[m][m];
        for (int e = 0; e < y.length; e++) {
            confusion[y[e] - 1][Softmax.argmax(probabilities[e])]++;
        }
        return new Scores(probabilities, y, confusion);
    }

    /** The share of the examples that is off the diagonal. */
    public double error() {
        int right =
                IntStream.range(0, confusion.length).map(k -> confusion[k][k]).sum();
        return (double) (y.length - right) / y.length;
    }

    /** R^, the mean of -log o^s_y. */
    public double loss() {
        double sum = 0;
        for (int e = 0; e < y.length; e++) {
            sum -= StrictMath.log(probabilities[e][y[e] - 1]);
        }
        return sum / y.length;
    }

    /** The examples taken for another class, the most confident first. */
    public List<Integer> mistakes(int most) {
        return IntStream.range(0, y.length)
                .filter(e -> taken(e) != y[e])
                .boxed()
                .sorted(Comparator.comparingDouble(e -> -probabilities[e][taken(e) - 1]))
                .limit(most)
                .toList();
    }

    /** The class that an example was taken for, 1..m. */
    public int taken(int e) {
        return Softmax.argmax(probabilities[e]) + 1;
    }
}
