package org.crosscheck.compare.bench;

import org.crosscheck.compare.bench.Workload.Minibatches;
import org.crosscheck.compare.bench.Workload.Network;
import org.crosscheck.reference.CnnTrainer;
import org.crosscheck.reference.MlpTrainer;
import org.crosscheck.reference.SineCnn;
import org.crosscheck.reference.Trainer;

/** The reference's matrix form: its trainers. */
final class MatrixContender implements Contender {

    static final String NAME = "matrix";

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
