package org.crosscheck.compare.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.demo.learn.Learner;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.demo.learn.Schedule;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.Digits;
import org.crosscheck.datasets.Mnist;

/** Small runs on a few of MNIST's digits. */
public final class DemoCases {

    static final List<String> BOTH = List.of("reference", "dl4j");

    private static final Digits DIGITS = Mnist.test();

    private DemoCases() {}

    static Dataset digits(int train, int test) {
        List<String> figures = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        return new Dataset(DIGITS.slice(0, train), DIGITS.slice(train, train + test), figures, List.of());
    }

    /** Every feature on: momentum, decay, average, schedule. */
    static Settings settings(Model model, List<String> engines, int epochs, int batch, boolean resync) {
        int hidden = model == Model.MLP ? 8 : 0;
        return new Settings(
                model,
                engines,
                "test",
                false,
                7,
                hidden,
                epochs,
                batch,
                Schedule.COSINE,
                model == Model.MLP ? 0.05 : 0.005,
                0.9,
                1e-3,
                0.99,
                resync);
    }

    static List<Learner> learners(Settings settings, Dataset data, int threads) {
        List<Learner> learners = new ArrayList<>();
        settings.engines().forEach(engine -> learners.add(DemoRun.learner(engine, settings, data, threads)));
        return learners;
    }

    /** The page of a small run of both engines. */
    public static Path report(Model model, Path folder) throws IOException, InputException {
        Settings small = settings(model, BOTH, 2, 20, true);
        Settings settings = new Settings(
                model,
                BOTH,
                idxFolder(folder.resolve("data"), 60, 40).toString(),
                false,
                small.seed(),
                small.hidden(),
                small.epochs(),
                small.batch(),
                small.schedule(),
                small.lr(),
                small.momentum(),
                small.decay(),
                small.average(),
                true);
        try (RunFolder run = RunFolder.open(folder)) {
            DemoRun.run(settings, null, run, 1, new Watcher() {
                @Override
                public void step(long step, long all, double loss, int examples) {}

                @Override
                public void epoch(int number, String engine, Epoch epoch) {}

                @Override
                public boolean stop() {
                    return false;
                }
            });
        }
        return folder.resolve("report.html");
    }

    /** A whole run from the start. */
    static Training run(Settings settings, Dataset data, int threads) {
        Training training = new Training(settings, data, learners(settings, data, threads));
        run(training, Long.MAX_VALUE);
        return training;
    }

    /** Goes on until a step is done, or to the end. */
    static void run(Training training, long most) {
        try {
            training.run(new StopAfter(most), checkpoint -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sha256(Training training, String engine) {
        Checkpoint checkpoint = training.checkpoint();
        return Checkpoint.sha256(
                checkpoint.settings().model(), checkpoint.states().get(engine).average());
    }

    /** Stops after a step. */
    static final class StopAfter implements Watcher {

        private final long most;
        private long step;

        StopAfter(long most) {
            this.most = most;
        }

        @Override
        public void step(long done, long all, double loss, int examples) {
            step = done;
        }

        @Override
        public void epoch(int number, String engine, Epoch epoch) {}

        @Override
        public boolean stop() {
            return step >= most;
        }
    }

    /** The four IDX files of a small data set. */
    public static Path idxFolder(Path folder, int train, int test) throws IOException {
        Files.createDirectories(folder);
        write(folder, "train", DIGITS.slice(0, train));
        write(folder, "t10k", DIGITS.slice(train, train + test));
        return folder;
    }

    private static void write(Path folder, String split, Digits digits) throws IOException {
        ByteBuffer images = ByteBuffer.allocate(16 + digits.pixels().length);
        images.putInt(0x0803).putInt(digits.n()).putInt(digits.rows()).putInt(digits.columns());
        Files.write(
                folder.resolve(split + "-images-idx3-ubyte"),
                images.put(digits.pixels()).array());
        ByteBuffer labels = ByteBuffer.allocate(8 + digits.n()).putInt(0x0801).putInt(digits.n());
        Files.write(
                folder.resolve(split + "-labels-idx1-ubyte"),
                labels.put(digits.labels()).array());
    }
}
