package org.crosscheck.compare.bench.contenders;

import static org.crosscheck.reference.Cnn.CONV1;

import java.util.List;
import java.util.stream.IntStream;
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
                : new Cnn(SineCnn.of(workload.start()), minibatches);
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

    private static final class Cnn implements Runner {

        private final Minibatches minibatches;
        private SineCnn network;

        Cnn(SineCnn network, Minibatches minibatches) {
            this.minibatches = minibatches;
            this.network = network;
        }

        private Tensor images(int i) {
            double[][] x = minibatches.x()[i];
            return new Tensor(CONV1.inputShape(x.length), Tensor.matrix(x).values());
        }

        @Override
        public void step(int i) {
            Tensor images = images(i);
            List<Tensor> gradient = network.gradient(images, minibatches.y()[i], network.forward(images))
                    .tensors();
            List<Tensor> parameters = network.tensors();
            network = SineCnn.of(IntStream.range(0, parameters.size())
                    .mapToObj(p -> parameters.get(p).map(gradient.get(p), (w, g) -> w - Workload.ETA * g))
                    .toList());
        }

        @Override
        public void forward(int i) {
            network.forward(images(i));
        }

        @Override
        public double risk(int i) {
            return network.forward(images(i)).risk(minibatches.y()[i]);
        }
    }
}
