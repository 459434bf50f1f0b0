package org.crosscheck.compare.dl4j;

import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.steps.Engine;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * SameDiff, ND4J's automatic differentiation, as an engine: only the forward formulas are written here, and every
 * derivative is SameDiff's own. A witness independent of DL4J's layers, whose backward passes are written by hand.
 */
public final class SameDiffEngine implements Engine {

    /** The same native functions as DL4J's layers; but L comes from the logits. */
    public static final Arithmetic ARITHMETIC = new Arithmetic(Dl4jEngine.ARITHMETIC.kappa(), Loss.FROM_LOGITS);

    @Override
    public String name() {
        return "samediff";
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
            answers = answers.with(SameDiffFunctions.solve(given.values()));
        }
        if (given.has(Group.MLP)) {
            answers = answers.with(SameDiffMlp.solve(given.values()));
        }
        if (given.has(Group.CNN)) {
            answers = answers.with(SameDiffCnn.solve(given.values()));
        }
        return answers;
    }
}
