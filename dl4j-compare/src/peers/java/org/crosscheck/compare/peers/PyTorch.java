package org.crosscheck.compare.peers;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.bench.contenders.Contender;
import org.crosscheck.compare.bench.contenders.Workload;
import org.crosscheck.compare.bench.contenders.Workload.Minibatches;
import org.crosscheck.compare.bench.contenders.Workload.Network;
import org.crosscheck.reference.Tensor;

/**
 * PyTorch through DJL's engine, float64, with the ways that measured best: operations and autograd called without layers
 * of blocks above them, log-softmax and gather for the loss, the native update in place, and gradients set to zero.
 */
public final class PyTorch implements Contender {

    /** So that this class cannot be made where DJL is not. */
    private final Device cpu = Device.cpu();

    @Override
    public String name() {
        return "pytorch";
    }

    @Override
    public Runner prepare(Workload workload, Minibatches minibatches, int threads) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        return new Run(workload, minibatches, Engine.getEngine("PyTorch").newBaseManager(cpu));
    }

    private static final class Run implements Runner {

        private final Network network;
        private final NDManager manager;
        private final List<NDArray> parameters = new ArrayList<>();
        private final List<NDArray> x = new ArrayList<>();
        private final List<NDArray> y = new ArrayList<>(); // (B, 1), from 0
        private final NDArray noState;

        Run(Workload workload, Minibatches minibatches, NDManager manager) {
            this.network = workload.network();
            this.manager = manager;
            noState = manager.zeros(new Shape(1));
            for (Tensor tensor : workload.start()) {
                NDArray parameter = array(tensor, shape(tensor.shape()));
                parameter.setRequiresGradient(true);
                parameters.add(parameter);
            }
            int n = workload.batch();
            for (int i = 0; i < minibatches.count(); i++) {
                Shape shape = network == Network.MLP ? new Shape(n, workload.inputs()) : new Shape(n, 1, 32, 32);
                x.add(array(Tensor.matrix(minibatches.x()[i]), shape));
                long[] labels = new long[n];
                for (int e = 0; e < n; e++) {
                    labels[e] = minibatches.y()[i][e] - 1;
                }
                y.add(manager.create(labels, new Shape(n, 1)));
            }
        }

        private NDArray array(Tensor tensor, Shape shape) {
            return manager.create(tensor.values(), shape);
        }

        private static Shape shape(int[] sizes) {
            long[] longs = new long[sizes.length];
            for (int i = 0; i < sizes.length; i++) {
                longs[i] = sizes[i];
            }
            return new Shape(longs);
        }

        @Override
        public void step(int i) {
            try (NDManager step = manager.newSubManager()) {
                JniUtils.setGradMode(true);
                NDArray loss = loss(i, step);
                JniUtils.backward((PtNDArray) loss, (PtNDArray) loss.onesLike(), false, false);
                JniUtils.setGradMode(false);
                for (NDArray parameter : parameters) {
                    try (NDArray gradient = parameter.getGradient()) {
                        JniUtils.sgdUpdate(
                                (PtNDArray) parameter,
                                (PtNDArray) gradient,
                                (PtNDArray) noState,
                                (float) Workload.ETA,
                                0,
                                1,
                                -1,
                                0);
                        JniUtils.zeroGrad((PtNDArray) parameter);
                    }
                }
                back(i);
            }
        }

        @Override
        public void forward(int i) {
            JniUtils.setGradMode(false);
            try (NDManager step = manager.newSubManager()) {
                logits(i, step).softmax(1);
                back(i);
            }
        }

        @Override
        public double risk(int i) {
            JniUtils.setGradMode(false);
            try (NDManager step = manager.newSubManager()) {
                double risk = loss(i, step).getDouble();
                back(i);
                return risk;
            }
        }

        private NDArray loss(int i, NDManager step) {
            return logits(i, step).logSoftmax(1).gather(y.get(i), 1).mean().neg();
        }

        /** Results belong to the manager of the first operand: inputs are lent to the step's, which frees all of them. */
        private NDArray logits(int i, NDManager step) {
            NDArray input = x.get(i);
            input.attach(step);
            parameters.forEach(parameter -> parameter.attach(step));
            if (network == Network.MLP) {
                return linear(phi(linear(input, 0)), 2);
            }
            NDArray sin1 = phi(convolution(input, 0));
            NDArray pool2 = Pool.avgPool2d(sin1, new Shape(2, 2), new Shape(2, 2), new Shape(0, 0), false, true);
            NDArray sin3 = phi(convolution(pool2, 2));
            return linear(sin3.reshape(input.getShape().get(0), -1), 4);
        }

        /** Question 2a. */
        private static NDArray phi(NDArray z) {
            return z.sin();
        }

        /** What was lent is kept. */
        private void back(int i) {
            x.get(i).attach(manager);
            parameters.forEach(parameter -> parameter.attach(manager));
        }

        private NDArray linear(NDArray input, int w) {
            return Linear.linear(input, parameters.get(w), parameters.get(w + 1))
                    .singletonOrThrow();
        }

        private NDArray convolution(NDArray input, int w) {
            return Conv2d.conv2d(
                            input,
                            parameters.get(w),
                            parameters.get(w + 1),
                            new Shape(1, 1),
                            new Shape(0, 0),
                            new Shape(1, 1),
                            1)
                    .singletonOrThrow();
        }

        @Override
        public void close() {
            manager.close();
        }
    }
}
