package org.crosscheck.compare.bench.contenders;

import java.util.List;
import org.crosscheck.compare.bench.contenders.Workload.Minibatches;
import org.crosscheck.compare.bench.contenders.Workload.Network;
import org.crosscheck.reference.MlpDetailed;
import org.crosscheck.reference.MlpForward;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Theta;
import org.crosscheck.reference.training.SineCnn;

/** The reference's element-wise form: the specification, never optimised. One thread. */
public final class DetailedContender implements Contender {

    static final String NAME = "element-wise";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Runner prepare(Workload workload, Minibatches minibatches, int threads) {
        return workload.network() == Network.MLP
                ? new Mlp(theta(workload.start()), minibatches)
                : new DetailedCnn(SineCnn.of(workload.start()), minibatches);
    }

    /** W1, b1, W2, b2. */
    static Theta theta(List<Tensor> tensors) {
        return new Theta(
                tensors.get(0).rows(),
                tensors.get(1).values(),
                tensors.get(2).rows(),
                tensors.get(3).values());
    }

    private static final class Mlp implements Runner {

        private final Minibatches minibatches;
        private Theta theta;

        Mlp(Theta theta, Minibatches minibatches) {
            this.theta = theta;
            this.minibatches = minibatches;
        }

        private MlpForward forwardPass(int i) {
            return MlpDetailed.forward(theta, minibatches.x()[i], minibatches.y()[i]);
        }

        @Override
        public void step(int i) {
            MlpForward forward = forwardPass(i);
            theta = theta.step(
                    Workload.ETA,
                    MlpDetailed.backward(theta, minibatches.x()[i], minibatches.y()[i], forward)
                            .gradTheta());
        }

        @Override
        public void forward(int i) {
            forwardPass(i);
        }

        @Override
        public double risk(int i) {
            return forwardPass(i).risk();
        }
    }
}
