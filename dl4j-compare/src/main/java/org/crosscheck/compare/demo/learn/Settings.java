package org.crosscheck.compare.demo.learn;

import java.util.List;

/**
 * What is trained and how: all that the weights depend on, and no more.
 *
 * @param model the network
 * @param engines "reference", "dl4j", or both in this order
 * @param data where the digits come from: "mnist", "fashion" or a folder
 * @param heldOut whether the last sixth of the training set is held out and plays the test set, to choose settings by
 * @param seed of the first weights and of the order of the examples
 * @param hidden the number of hidden neurons of the MLP; 0 for the CNN
 * @param epochs how often each example is seen
 * @param batch examples a step; 0 for all, which is the homework's gradient descent (2f)
 * @param schedule how the learning rate falls
 * @param lr the learning rate eta at first
 * @param momentum Nesterov's; 0 for none
 * @param decay weight decay: the gradient of a weight w grows by decay w
 * @param average what an average of the weights over the steps keeps at each step; 0 for no average
 * @param resync whether DL4J goes on from the reference's weights after each step, each step being checked
 */
public record Settings(
        Model model,
        List<String> engines,
        String data,
        boolean heldOut,
        long seed,
        int hidden,
        int epochs,
        int batch,
        Schedule schedule,
        double lr,
        double momentum,
        double decay,
        double average,
        boolean resync) {

    /** The scale of the first weights; see {@link Model#start}. */
    public static final double SCALE = 1;

    /** As many examples as are taken at a time where all of a set are asked for. */
    public static final int PART = 1000;

    public Settings {
        engines = List.copyOf(engines);
    }

    /** Examples a step when there are n. */
    public int batchOf(int n) {
        return batch == 0 ? n : Math.min(batch, n);
    }

    /** Steps an epoch when there are n examples; the last may have fewer examples. */
    public int stepsPerEpoch(int n) {
        return (n - 1) / batchOf(n) + 1;
    }

    /** The learning rate at a step of the whole run. */
    public double eta(long step, int n) {
        return lr * schedule.factor(step, (long) epochs * stepsPerEpoch(n));
    }

    /** What the average keeps at a step: less in the beginning, so that the first weights are soon forgotten. */
    public double keep(long step) {
        return average == 0 ? 0 : Math.min(average, (1.0 + step) / (10.0 + step));
    }
}
