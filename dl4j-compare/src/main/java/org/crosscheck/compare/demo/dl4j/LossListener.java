package org.crosscheck.compare.demo.dl4j;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/** Remembers R^ of the last batch: DL4J's score without the weight penalty that it includes. */
final class LossListener extends BaseTrainingListener {

    private double last = Double.NaN;

    double last() {
        return last;
    }

    /** Before the update, while the penalty is still that of the score. */
    @Override
    public void onGradientCalculation(Model model) {
        last = model.score() - ((MultiLayerNetwork) model).calcRegularizationScore(true);
    }
}
