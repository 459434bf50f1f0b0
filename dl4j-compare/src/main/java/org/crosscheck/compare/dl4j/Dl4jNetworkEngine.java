package org.crosscheck.compare.dl4j;

import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.reference.Theta;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j as its users know it: the MLP as one {@code MultiLayerNetwork}, and only the quantities that it shows.
 */
public final class Dl4jNetworkEngine implements Engine {

    @Override
    public String name() {
        return "dl4j-network";
    }

    @Override
    public Arithmetic arithmetic() {
        return Dl4jEngine.ARITHMETIC;
    }

    @Override
    public NamedTensors solve(Case given) {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        return given.has(Group.MLP) ? Dl4jMlp.solveAsUser(given.values()) : NamedTensors.NONE;
    }

    @Override
    public Theta descend(NamedTensors given, double eta) {
        return Dl4jMlp.fitOnce(given, eta);
    }
}
