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
import org.crosscheck.datasets.formats.Png;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.training.Trainer;

/**
 * How both engines classify an image.
 *
 * @param reference its probabilities o^s by the reference, (m)
 * @param dl4j the same by DL4J
 * @param agreement of the two, by the bound for the whole way from the image
 */
public record Prediction(double[] reference, double[] dl4j, Agreement agreement) {

    /**
     * Classifies a picture: as it is if it is like the images of the training; else its ink is brought to their size and
     * place. Ink is light on dark ground, as in MNIST; a picture with a light border is inverted.
     *
     * @param note is told of what was done to it
     * @throws InputException if there is nothing on a picture of another size
     */
    public static Prediction of(ModelFile model, Path file, Consumer<String> note) throws IOException, InputException {
        byte[] pixels = Drawing.fitted(Png.read(file), model, file, note);
        return of(model, model.example(pixels).range(0, 1).x());
    }

    static Prediction of(ModelFile model, double[][] x) {
        double[][] reference = new double[1][model.classes().size()];
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
}
