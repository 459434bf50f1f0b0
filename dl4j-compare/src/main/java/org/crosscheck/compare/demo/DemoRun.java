package org.crosscheck.compare.demo;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.crosscheck.compare.demo.dl4j.Dl4jLearner;
import org.crosscheck.compare.demo.learn.Learner;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.demo.learn.ReferenceLearner;
import org.crosscheck.compare.demo.learn.Scores;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.demo.learn.TrainingImages;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Json;

/**
 * A run from its data to its files.
 *
 * @param checkpoint the state in which it ended
 * @param completed whether it reached its end, or was stopped before
 * @param scores of each engine on the test set
 * @param data what it ran on
 */
public record DemoRun(Checkpoint checkpoint, boolean completed, Map<String, Scores> scores, Dataset data) {

    /**
     * Trains from the start, or from a checkpoint, and writes all files of the run into its folder.
     *
     * @param from the checkpoint to continue from; null for a new run
     * @param threads how many the reference uses
     */
    public static DemoRun run(Settings settings, Checkpoint from, RunFolder folder, int threads, Watcher watcher)
            throws IOException, InputException {
        Dataset loaded = Dataset.load(settings.data(), settings.model(), watcher::note);
        Dataset data = settings.heldOut() ? loaded.heldOut() : loaded;
        if (from != null) {
            requireFits(settings, from, data);
        }
        List<Learner> learners = new ArrayList<>();
        try {
            for (String engine : settings.engines()) {
                learners.add(learner(engine, settings, data, threads));
            }
            Training training =
                    from == null ? new Training(settings, data, learners) : Training.resume(from, data, learners);
            boolean completed = training.run(watcher, folder::keep);
            DemoRun run = new DemoRun(training.checkpoint(), completed, new LinkedHashMap<>(training.scores()), data);
            run.write(folder);
            return run;
        } finally {
            learners.forEach(Learner::close);
        }
    }

    /** The data may have been changed since the checkpoint was taken. */
    private static void requireFits(Settings settings, Checkpoint from, Dataset data) throws InputException {
        String found = data.sha256();
        long last =
                (long) settings.epochs() * settings.stepsPerEpoch(data.train().n());
        if (from.journal().step() > last) {
            throw new InputException(
                    "checkpoint", "step", "at most " + last, "" + from.journal().step());
        }
        if (!from.data().equals(found)) {
            throw new InputException(
                    settings.data(), "SHA-256 of the data", from.data() + " as when the run began", found);
        }
    }

    static Learner learner(String engine, Settings settings, Dataset data, int threads) {
        NamedTensors start = settings.model()
                .start(
                        settings.seed(),
                        Training.inputs(settings, data),
                        settings.hidden(),
                        data.classes().size(),
                        Settings.SCALE);
        int n = data.train().n();
        return engine.equals("reference")
                ? new ReferenceLearner(settings.model(), start, settings.momentum(), settings.decay(), threads)
                : new Dl4jLearner(
                        settings.model(), start, settings.momentum(), settings.decay(), step -> settings.eta(step, n));
    }

    /** The network of the first engine, as it is tested. */
    ModelFile model() {
        NamedTensors average = checkpoint.states().values().iterator().next().average();
        return ModelFile.of(checkpoint.settings().model(), data, average);
    }

    /** The first layers as images by name: "weights" of the MLP; "kernels" and feature "maps" of the CNN. */
    Map<String, BufferedImage> learned(TrainingImages test) {
        NamedTensors weights = model().weights();
        if (checkpoint.settings().model() == Model.MLP) {
            return Map.of("weights", Pictures.grid(Pictures.weights(weights, test, 64), 8, 3, true));
        }
        double[] image = test.range(0, 1).x()[0];
        List<BufferedImage> rows = new ArrayList<>();
        int[] scales = {4, 4, 8, 6};
        for (List<Pictures.Cell> maps : Pictures.maps(weights, image)) {
            rows.add(Pictures.grid(maps, 8, scales[rows.size()], true));
        }
        Map<String, BufferedImage> images = new LinkedHashMap<>();
        images.put(
                "kernels",
                Pictures.stack(List.of(
                        Pictures.grid(Pictures.kernels(weights.get("conv1_W")), 6, 16, true),
                        Pictures.grid(Pictures.kernels(weights.get("conv3_W")), 24, 5, true))));
        images.put("maps", Pictures.stack(rows));
        return images;
    }

    private void write(RunFolder folder) throws IOException {
        folder.write(RunFolder.RESULT, Json.bytes(RunRecord.of(checkpoint, completed, data.notes())));
        // With a cache on disk ImageIO wants to be told of the JVM's end, which it refuses when a run is stopped by
        // just that.
        ImageIO.setUseCache(false);
        for (Map.Entry<String, byte[]> file : PngFiles.of(this).entrySet()) {
            folder.write(file.getKey(), file.getValue());
        }
        folder.write("report.html", DemoPage.of(this).html().getBytes(StandardCharsets.UTF_8));
        folder.write(ModelFile.NAME, model().toBytes());
    }
}
