package org.crosscheck.compare.checks;

import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.steps.BasicFunctions;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.steps.Layers;
import org.crosscheck.compare.steps.MlpNetwork;
import org.crosscheck.compare.steps.Step;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Theta;

/** An engine that does what another does: a test plants a fault by overriding what is to be wrong. */
class EngineAround implements Engine {

    private final Engine honest;

    EngineAround(Engine honest) {
        this.honest = honest;
    }

    @Override
    public String name() {
        return honest.name();
    }

    @Override
    public Arithmetic arithmetic() {
        return honest.arithmetic();
    }

    @Override
    public NamedTensors solve(Case given) {
        return honest.solve(given);
    }

    @Override
    public Tensor replay(Step step, NamedTensors inputs) {
        return honest.replay(step, inputs);
    }

    @Override
    public Theta descend(NamedTensors given, double eta) {
        return honest.descend(given, eta);
    }

    @Override
    public BasicFunctions functions() {
        return honest.functions();
    }

    @Override
    public MlpNetwork network() {
        return honest.network();
    }

    @Override
    public Layers layers() {
        return honest.layers();
    }
}
