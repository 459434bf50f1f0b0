package org.crosscheck.compare.demo.learn;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What is trained and how: all that the weights depend on, and no more.
 *
 * @param model the network
 * @param engines "reference", "dl4j", or both in this order
 * @param data where the digits come from: "mnist", "fashion" or a folder
 * @param heldOut whether the last sixth of the training set is held out and used as the test set, to choose settings by
 * @param seed of the first weights and of the order of the examples
 * @param hidden the number of hidden neurons of the MLP; 0 for the CNN
 * @param epochs how often each example is seen
 * @param batch examples per step; 0 for all, which is the homework's gradient descent (2f)
 * @param schedule how the learning rate falls
 * @param lr the initial learning rate eta
 * @param momentum Nesterov's; 0 for none
 * @param decay weight decay: the gradient of a weight w grows by decay w
 * @param average the share of itself that the running average of the weights keeps at each step; 0 for no average
 * @param resync whether DL4J continues from the reference's weights after each step, and each step is checked
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

    /** How many examples are taken at a time where a whole set is asked for. */
    public static final int PART = 1000;

    public Settings {
        engines = List.copyOf(engines);
    }

    /**
     * What is wrong with a setting.
     *
     * @param setting its name, as the option of the command line has it
     */
    public record Fault(String setting, String expected, String found) {

        /** A fault if the value is NaN or outside of its range, else null. */
        public static Fault of(String setting, double value, double least, double most) {
            if (least <= value && value <= most) {
                return null;
            }
            boolean whole = value == Math.rint(value) && most == Math.rint(most) && most < 1e6;
            String range = whole ? (long) least + " to " + (long) most : least + " to " + most;
            return new Fault(setting, range, whole ? "" + (long) value : "" + value);
        }
    }

    /** The first setting out of its range; null if all are well. */
    public Fault fault() {
        if (!List.of(List.of("reference"), List.of("dl4j"), List.of("reference", "dl4j"))
                .contains(engines)) {
            return new Fault("engine", "reference, dl4j or both in this order", engines.toString());
        }
        if (resync && engines.size() < 2) {
            return new Fault("resync", "both engines", engines.toString());
        }
        return Stream.of(
                        Fault.of("epochs", epochs, 1, 10_000),
                        Fault.of("batch", batch, 0, 1 << 16),
                        Fault.of("hidden", hidden, model == Model.CNN ? 0 : 1, model == Model.CNN ? 0 : 1 << 13),
                        Fault.of("lr", lr, 0, 1e6),
                        Fault.of("momentum", momentum, 0, 1 - 1e-9),
                        Fault.of("decay", decay, 0, 1e6),
                        Fault.of("average", average, 0, 1 - 1e-9))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Examples a step when there are n. */
    public int batchOf(int n) {
        return batch == 0 ? n : Math.min(batch, n);
    }

    /** Steps per epoch when there are n examples; the last step may have fewer examples. */
    public int stepsPerEpoch(int n) {
        return (n - 1) / batchOf(n) + 1;
    }

    /** The learning rate at a step of the whole run. */
    public double eta(long step, int n) {
        return lr * schedule.factor(step, (long) epochs * stepsPerEpoch(n));
    }

    /**
     * The share that the average keeps at a step: less in the beginning, so that the first weights are soon forgotten.
     */
    public double keep(long step) {
        return average == 0 ? 0 : Math.min(average, (1.0 + step) / (10.0 + step));
    }
}
