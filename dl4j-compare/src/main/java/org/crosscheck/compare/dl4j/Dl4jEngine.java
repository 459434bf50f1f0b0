package org.crosscheck.compare.dl4j;

import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.steps.Layers;
import org.crosscheck.compare.steps.MlpNetwork;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Tensor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Deeplearning4j as an engine: its layers, one by one. */
public final class Dl4jEngine implements Engine {

    /** ND4J's native exp, log, sin and cos come from the platform's vectorised libraries. */
    public static final Arithmetic ARITHMETIC = new Arithmetic(VECTORISED, Loss.FROM_PROBABILITIES);

    @Override
    public String name() {
        return "dl4j";
    }

    @Override
    public Arithmetic arithmetic() {
        return ARITHMETIC;
    }

    @Override
    public NamedTensors solve(Case given) {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        NamedTensors answers = NamedTensors.NONE;
        if (given.has(Group.FUNCTIONS)) {
            answers = answers.with(Dl4jFunctions.solve(given.values()));
        }
        if (given.has(Group.MLP)) {
            answers = answers.with(Dl4jMlp.solveExploded(given.values()));
        }
        if (given.has(Group.CNN)) {
            answers = answers.with(Dl4jCnn.solve(given.values()));
        }
        return answers.with(Shapes.ANSWERS);
    }

    /** Questions 3a and 3b, which are the same for every case. */
    private static final class Shapes {

        static final NamedTensors ANSWERS = NamedTensors.NONE
                .with("q3a", Tensor.scalar((double) Dl4jLayers.outputSize(Cnn.CONV3)))
                .with("q3b", Tensor.scalar((double) Dl4jLayers.weights(Cnn.CONV3)));
    }

    @Override
    public MlpNetwork network() {
        return new Dl4jMlp();
    }

    @Override
    public Layers layers() {
        return new Dl4jLayers();
    }
}
