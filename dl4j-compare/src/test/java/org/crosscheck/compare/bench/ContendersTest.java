package org.crosscheck.compare.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.crosscheck.compare.bench.contenders.Contender;
import org.crosscheck.compare.bench.contenders.Contender.Runner;
import org.crosscheck.compare.bench.contenders.DetailedContender;
import org.crosscheck.compare.bench.contenders.Workload;
import org.crosscheck.compare.bench.contenders.Workload.Minibatches;
import org.crosscheck.compare.bench.contenders.Workload.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is timed is the same computation. */
class ContendersTest {

    /**
     * Three steps lower R^ by the same amount on every side, to 30 bits of that amount: rounding is far below, and a
     * wrong factor in any gradient, or another loss or learning rate, far above.
     */
    @ParameterizedTest
    @EnumSource
    void everySideTakesTheSameSteps(Network network) {
        Workload workload = new Workload(network, 6, 5);
        Minibatches minibatches = workload.minibatches();
        double before = Double.NaN;
        double after = Double.NaN;
        for (Contender contender : Contenders.all().values()) {
            try (Runner runner = contender.prepare(workload, minibatches, 1)) {
                double first = runner.risk(0);
                for (int step = 0; step < 3; step++) {
                    runner.forward(1);
                    runner.step(0);
                }
                double last = runner.risk(0);
                if (Double.isNaN(before)) {
                    before = first;
                    after = last;
                }
                double close = (before - after) * 0x1p-30;
                assertThat(close).as("R^ falls").isPositive();
                assertThat(Math.abs(first - before))
                        .as("%s before", contender.name())
                        .isLessThan(close);
                assertThat(Math.abs(last - after))
                        .as("%s after", contender.name())
                        .isLessThan(close);
            }
        }
    }

    /** A build with the profile 'peers' leaves its service file behind for the next build without. */
    @Test
    void aPeerWhoseClassIsGoneIsPassedOver(@TempDir Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF").resolve("services"));
        Files.writeString(
                services.resolve(Contender.class.getName()), "org.crosscheck.Gone\n" + DetailedAgain.class.getName());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            assertThat(Contenders.all()).containsKeys("dl4j", "detailed again");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** A peer that is there. */
    public static final class DetailedAgain implements Contender {

        @Override
        public String name() {
            return "detailed again";
        }

        @Override
        public Runner prepare(Workload workload, Minibatches minibatches, int threads) {
            return new DetailedContender().prepare(workload, minibatches, threads);
        }
    }
}
