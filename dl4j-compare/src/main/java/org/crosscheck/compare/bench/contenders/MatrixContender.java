package org.crosscheck.compare.bench.contenders;

import org.crosscheck.compare.bench.contenders.Workload.Minibatches;
import org.crosscheck.compare.bench.contenders.Workload.Network;
import org.crosscheck.reference.training.CnnTrainer;
import org.crosscheck.reference.training.MlpTrainer;
import org.crosscheck.reference.training.SineCnn;
import org.crosscheck.reference.training.Trainer;

/** The reference's matrix form: its trainers. */
public final class MatrixContender implements Contender {

    public static final String NAME = "matrix";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Runner prepare(Workload workload, Minibatches minibatches, int threads) {
        Trainer trainer = workload.network() == Network.MLP
                ? new MlpTrainer(DetailedContender.theta(workload.start()), threads)
                : new CnnTrainer(SineCnn.of(workload.start()), threads);
        double[][] os = new double[workload.batch()][minibatches.classes()];
        return new Runner() {
            @Override
            public void step(int i) {
                trainer.gradient(minibatches.x()[i], minibatches.y()[i]);
                trainer.step(Workload.ETA, 0, 0);
            }

            @Override
            public void forward(int i) {
                trainer.probabilities(minibatches.x()[i], os);
            }

            @Override
            public double risk(int i) {
                return trainer.gradient(minibatches.x()[i], minibatches.y()[i]);
            }

            @Override
            public void close() {
                trainer.close();
            }
        };
    }
}
