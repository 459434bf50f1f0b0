package org.crosscheck.compare.bench;

import org.crosscheck.compare.bench.contenders.Contender.Runner;
import org.crosscheck.compare.bench.contenders.MatrixContender;
import org.crosscheck.compare.bench.contenders.Workload;
import org.crosscheck.compare.bench.contenders.Workload.Network;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** The trainers: a training step and a forward pass on one minibatch. */
public class TrainerBenchmark extends MicroBenchmark {

    @Param({"128", "512", "0"})
    private int hidden; // 0: the CNN

    @Param({"32", "128", "1024"})
    private int batch;

    @Param("1")
    private int threads;

    private Runner runner;
    private int count;
    private int next;

    @Setup
    public void prepare() {
        Workload workload = new Workload(hidden == 0 ? Network.CNN : Network.MLP, hidden, batch);
        Workload.Minibatches minibatches = workload.minibatches();
        count = minibatches.count();
        runner = new MatrixContender().prepare(workload, minibatches, threads);
    }

    @TearDown
    public void close() {
        runner.close();
    }

    @Benchmark
    public void step() {
        runner.step(next++ % count);
    }

    @Benchmark
    public void forward() {
        runner.forward(next++ % count);
    }
}
