package org.crosscheck.compare.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.crosscheck.compare.demo.dl4j.Dl4jLearner;
import org.crosscheck.compare.demo.learn.ReferenceLearner;
import org.crosscheck.compare.demo.learn.TrainingImages;
import org.crosscheck.compare.dl4j.Dl4jEngine;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.steps.TrainingStepBounds;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.Digits;
import org.crosscheck.datasets.formats.Png;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.training.Trainer;

/**
 * How both engines classify an image.
 *
 * @param reference its probabilities o^s by the reference, (10)
 * @param dl4j the same by DL4J
 * @param agreement of the two, by the bound for the whole way from the image
 */
public record Prediction(double[] reference, double[] dl4j, Agreement agreement) {

    /** Mean brightness of the border, of 255, from which an image counts as dark ink on light ground. */
    private static final int LIGHT = 128;

    /**
     * Classifies an image file of the size that the model was trained on. Ink is light on dark ground, as in MNIST; an image
     * with a light border is inverted.
     *
     * @param note is told if the image is inverted
     * @throws InputException if the image has another size
     */
    public static Prediction of(ModelFile model, Path file, Consumer<String> note) throws IOException, InputException {
        Png png = Png.read(file);
        if (png.rows() != model.rows() || png.columns() != model.columns()) {
            throw new InputException(
                    file.toString(),
                    "size",
                    model.columns() + " x " + model.rows() + ", like the training images",
                    png.columns() + " x " + png.rows());
        }
        byte[] pixels = png.pixels().clone();
        if (border(png) >= LIGHT) {
            note.accept("note: " + file + ": light background, so the image is inverted");
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) (255 - (pixels[i] & 0xff));
            }
        }
        return of(model, model.example(pixels).range(0, 1).x());
    }

    static Prediction of(ModelFile model, double[][] x) {
        double[][] reference = new double[1][Digits.CLASSES];
        try (Trainer trainer = ReferenceLearner.trainer(model.model(), model.weights(), 1)) {
            trainer.probabilities(x, reference);
        }
        double[][] dl4j = Dl4jLearner.probabilities(model.model(), model.weights(), x);
        NamedTensors given = model.weights().with(TrainingImages.arrays(model.model(), x, new int[] {1}));
        Tensor bound = TrainingStepBounds.ofProbabilities(given, Dl4jEngine.ARITHMETIC.kappa());
        Agreement agreement = Agreement.compare(Tensor.matrix(reference), Tensor.matrix(dl4j), bound, 1);
        return new Prediction(reference[0], dl4j[0], agreement);
    }

    /** The most probable class, from 0, by the reference. */
    public int label() {
        return Softmax.argmax(reference);
    }

    private static double border(Png png) {
        long sum = 0;
        int count = 0;
        for (int r = 0; r < png.rows(); r++) {
            for (int c = 0; c < png.columns(); c++) {
                if (r == 0 || c == 0 || r == png.rows() - 1 || c == png.columns() - 1) {
                    sum += png.pixels()[r * png.columns() + c] & 0xff;
                    count++;
                }
            }
        }
        return (double) sum / count;
    }
}
