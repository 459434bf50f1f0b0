package org.crosscheck.compare.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.demo.learn.Scores;
import org.crosscheck.compare.rounding.Verdict;

/** What has happened in a run so far: steps, epochs, and how far the engines have drifted apart. */
public final class TrainingLog {

    /**
     * The first step that carried the engines further apart than rounding may.
     *
     * @param step its number, from 1
     * @param array what differs, such as "W1" or "velocity of W1"
     * @param index the position in it
     */
    public record Beyond(long step, String array, int index, double difference, double bound) {}

    /** Sums over the steps of an unfinished epoch: of R^ times examples, examples, and seconds. */
    record Sums(double loss, double examples, double seconds) {

        static final Sums NONE = new Sums(0, 0, 0);

        Sums plus(double risk, int n, double time) {
            return new Sums(loss + risk * n, examples + n, seconds + time);
        }
    }

    private long step;
    private final Map<String, List<Epoch>> epochs = new LinkedHashMap<>();
    private final Map<String, Sums> sums = new LinkedHashMap<>();
    private final List<Double> differences = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();
    private Beyond beyond;

    TrainingLog(List<String> engines) {
        for (String engine : engines) {
            epochs.put(engine, new ArrayList<>());
            sums.put(engine, Sums.NONE);
        }
    }

    /** The number of steps done. */
    public long step() {
        return step;
    }

    public List<Epoch> epochs(String engine) {
        return List.copyOf(epochs.get(engine));
    }

    /** The largest difference of a weight after each step, relative to the largest weight of its array. */
    public List<Double> differences() {
        return List.copyOf(differences);
    }

    /** The largest ratio of a difference to its bound after each step; NaN where a bound was too wide to mean anything. */
    public List<Double> ratios() {
        return List.copyOf(ratios);
    }

    /** The largest ratio among the steps that were checked against meaningful bounds; 0 if there was none. */
    public double largestRatio() {
        return ratios.stream()
                .mapToDouble(Double::doubleValue)
                .filter(ratio -> !Double.isNaN(ratio))
                .max()
                .orElse(0);
    }

    /** How many steps had bounds too wide to mean anything. */
    public long illConditioned() {
        return ratios.stream().filter(ratio -> Double.isNaN(ratio)).count();
    }

    /** What the bounds say about the run; an error if no step was checked against one. */
    public Verdict verdict() {
        if (beyond != null) {
            return Verdict.DISAGREE;
        }
        if (illConditioned() > 0) {
            return Verdict.ILL_CONDITIONED;
        }
        return ratios.isEmpty() ? Verdict.ERROR : Verdict.AGREE;
    }

    /** The first step beyond its bound; null if there is none. */
    public Beyond beyond() {
        return beyond;
    }

    Sums sums(String engine) {
        return sums.get(engine);
    }

    void stepDone() {
        step++;
    }

    void learned(String engine, double risk, int n, double time) {
        sums.merge(engine, Sums.NONE, (old, none) -> old.plus(risk, n, time));
    }

    Epoch epochDone(String engine, Scores scores) {
        Sums sum = sums.put(engine, Sums.NONE);
        Epoch epoch = new Epoch(
                sum.loss() / sum.examples(),
                scores.loss(),
                scores.error(),
                sum.seconds(),
                sum.examples() / sum.seconds());
        epochs.get(engine).add(epoch);
        return epoch;
    }

    void difference(double relative) {
        differences.add(relative);
    }

    void ratio(double ratio) {
        ratios.add(ratio);
    }

    void beyond(Beyond first) {
        beyond = beyond == null ? first : beyond;
    }

    /** For a log that is continued. */
    void resume(
            long done, Map<String, List<Epoch>> past, Map<String, Sums> open, List<Double> apart, List<Double> rated) {
        step = done;
        past.forEach((engine, list) -> epochs.get(engine).addAll(list));
        sums.putAll(open);
        differences.addAll(apart);
        ratios.addAll(rated);
    }
}
