package org.crosscheck.compare.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.demo.learn.Learner;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.text.BuildInfo;

/**
 * What run.json says about a run.
 *
 * @param demo "mlp" or "cnn"
 * @param data where the digits came from
 * @param notes what was done to them before they were used
 * @param parameters n_theta
 * @param completed whether the run reached its end
 * @param engines what each engine did
 * @param lockstep how the engines drifted apart; null and left out with one engine
 */
public record RunRecord(
        String tool,
        String version,
        String demo,
        String data,
        List<String> notes,
        long seed,
        long parameters,
        boolean completed,
        long steps,
        Settings settings,
        Map<String, EngineRecord> engines,
        @JsonInclude(JsonInclude.Include.NON_NULL) LockstepRecord lockstep,
        Map<String, String> environment) {

    /**
     * One engine.
     *
     * @param weightsSha256 the digest of its averaged weights, which are tested: {@link Checkpoint#sha256(Model,
     *     NamedTensors)}
     */
    public record EngineRecord(List<Epoch> epochs, String weightsSha256) {}

    /**
     * How two engines drifted apart.
     *
     * @param steps compared
     * @param resynchronised whether each step started from the same weights
     * @param maxRelativeWeightDifference the largest after any step, relative to the largest weight of the array
     * @param stepsChecked how many were checked against their bound
     * @param stepsIllConditioned how many more had a bound too wide to mean anything
     * @param maxRatio the largest difference over its bound
     * @param firstStepBeyondBound its number from 1, or null
     * @param beyond the same step, with what differed and by how much
     */
    public record LockstepRecord(
            long steps,
            boolean resynchronised,
            double maxRelativeWeightDifference,
            long stepsChecked,
            long stepsIllConditioned,
            double maxRatio,
            Long firstStepBeyondBound,
            TrainingLog.Beyond beyond) {}

    static RunRecord of(Checkpoint checkpoint, boolean completed, List<String> notes) {
        Settings settings = checkpoint.settings();
        TrainingLog journal = checkpoint.journal();
        Map<String, EngineRecord> engines = new LinkedHashMap<>();
        long parameters = 0;
        for (Map.Entry<String, Learner.State> state : checkpoint.states().entrySet()) {
            NamedTensors average = state.getValue().average();
            parameters = average.tensors().values().stream()
                    .mapToLong(tensor -> tensor.values().length)
                    .sum();
            engines.put(
                    state.getKey(),
                    new EngineRecord(journal.epochs(state.getKey()), Checkpoint.sha256(settings.model(), average)));
        }
        return new RunRecord(
                "crosscheck",
                BuildInfo.version(),
                settings.model().word(),
                settings.data(),
                notes,
                settings.seed(),
                parameters,
                completed,
                journal.step(),
                settings,
                engines,
                engines.size() == 2 ? lockstep(settings, journal) : null,
                BuildInfo.environment());
    }

    private static LockstepRecord lockstep(Settings settings, TrainingLog journal) {
        TrainingLog.Beyond beyond = journal.beyond();
        return new LockstepRecord(
                journal.differences().size(),
                settings.resync(),
                largest(journal.differences()),
                journal.ratios().size() - journal.illConditioned(),
                journal.illConditioned(),
                journal.largestRatio(),
                beyond == null ? null : beyond.step(),
                beyond);
    }

    private static double largest(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
}
