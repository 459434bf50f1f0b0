package org.crosscheck.compare.steps;

import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;

/** The reference's matrix form: the chain of steps, one after the other. */
public final class ReferenceEngine implements Engine {

    /** {@link StrictMath}'s elementary functions are within 1 ulp. */
    public static final Arithmetic ARITHMETIC = new Arithmetic(1, false);

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public Arithmetic arithmetic() {
        return ARITHMETIC;
    }

    @Override
    public NamedTensors solve(Case given) {
        return Chain.solve(given.values());
    }
}
