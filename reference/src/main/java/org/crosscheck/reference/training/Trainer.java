package org.crosscheck.reference.training;

import java.util.List;
import org.crosscheck.reference.Tensor;

/**
 * A network that is trained in place (question 2f): its parameters, the gradient of the risk R^ over a minibatch, and
 * the step. Buffers are reused, so a training loop allocates nothing once it runs; the bits depend on the data alone,
 * not on the number of threads. Not for use by several threads at once.
 *
 * <p>The arrays of {@link #parameters}, {@link #gradients} and {@link #velocity} are live and share one layout of rows,
 * the trainer's own; {@link #export} and {@link #load} convert it to and from the homework's shapes.
 */
public interface Trainer extends AutoCloseable {

    /**
     * R^ over n examples (question 2e); its gradient, a mean over them, is then in {@link #gradients} (questions 2i and 2o,
     * for a CNN 3a too). Any n of at least 1: many examples are taken in parts, whose sizes do not depend on the number of
     * threads.
     *
     * @param x one row per example; neither changed nor kept
     * @param y the classes, 1..m as in the homework
     * @throws IllegalArgumentException if x or y do not fit the network or each other
     */
    double gradient(double[][] x, int[] y);

    /** o^s of each row of x (question 2c), into the rows of os (n, m). Throws {@link IllegalArgumentException} on a wrong shape. */
    void probabilities(double[][] x, double[][] os);

    /**
     * One step along the gradient g that was computed last. With g' = g + decay w for weights and g' = g for biases,
     * the velocity becomes v = momentum v - eta g' and the parameters w + momentum v - eta g' (Nesterov's momentum, as
     * Sutskever and others wrote it in 2013). With momentum and decay 0: question 2f, w - eta g, and the velocity stays.
     */
    void step(double eta, double momentum, double decay);

    /** The live parameters. */
    double[][] parameters();

    /** The gradient that was computed last, in the layout of the parameters. */
    double[][] gradients();

    /** L of each example of the gradient that was computed last, copied (question 2d). */
    double[] losses();

    /** The velocity of the steps so far, in the layout of the parameters; zeros at first. */
    double[][] velocity();

    /** The names of the parameters, in the order of the homework. */
    List<String> names();

    /** Copies rows of the trainer's layout into tensors of the homework's shapes, in the order of the names. */
    List<Tensor> export(double[][] rows);

    /** Copies tensors, as {@link #export} gives them, into rows of the trainer's layout. */
    void load(double[][] rows, List<Tensor> tensors);

    /** Ends the threads. */
    @Override
    void close();
}
