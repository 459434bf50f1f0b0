package org.crosscheck.compare.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.bench.contenders.MatrixContender;
import org.crosscheck.compare.bench.contenders.Mode;
import org.crosscheck.compare.bench.contenders.Workload;
import org.crosscheck.compare.text.BuildInfo;

/**
 * The measurements, as they are written to JSON.
 *
 * @param quick whether the times were too short to quote
 * @param gigaflopsAtPeak of one thread ({@link Roofline#peak})
 * @param notes which sides are missing, and why
 */
public record BenchReport(
        String tool,
        String version,
        Map<String, String> environment,
        boolean quick,
        double warmSeconds,
        int rounds,
        double roundSeconds,
        int threads,
        double gigaflopsAtPeak,
        List<BenchRow> rows,
        List<WholeBatch> wholeBatch,
        List<String> notes) {

    /** One side of a row, examples per second; the rounds as they were timed. */
    public record Side(double median, double least, double most, double[] rounds) {}

    /**
     * A network, a size of minibatch and a mode.
     *
     * @param sides by name; a name that ends in x and a number says how many threads there are, if more than one
     * @param matrixOver the matrix form on one thread over each other side of one thread, examples per second: medians
     *     of the ratios within a round
     * @param threadsOverOne the matrix form on more threads over that on one; 0 if it was not timed
     * @param copies as many independent copies of the matrix form as those threads, together; null if they were not timed
     * @param copiesOverOne the same over one copy: what the machine had to give; 0 if they were not timed
     * @param fractionOfPeak the matrix form's counted operations over the peak, one thread
     * @param fractionOfRoofline the same over the roofline
     * @param riskDifference the largest relative difference of any side's R^, after a step, from the matrix form's
     */
    public record BenchRow(
            String name,
            String network,
            int hidden,
            int batch,
            Mode mode,
            Map<String, Side> sides,
            Map<String, Double> matrixOver,
            double threadsOverOne,
            Side copies,
            double copiesOverOne,
            double fractionOfPeak,
            double fractionOfRoofline,
            double riskDifference) {

        static BenchRow of(
                Workload workload,
                Mode mode,
                Map<String, Rates> rates,
                Map<String, Double> risks,
                double peak,
                double stream) {
            Map<String, Side> sides = new LinkedHashMap<>();
            Map<String, Double> matrixOver = new LinkedHashMap<>();
            Rates matrix = rates.get(MatrixContender.NAME);
            double threadsOverOne = 0;
            Side copies = null;
            double copiesOverOne = 0;
            double difference = 0;
            for (Map.Entry<String, Rates> side : rates.entrySet()) {
                Rates its = side.getValue();
                Side rate = new Side(its.median(), its.least(), its.most(), its.rounds());
                if (side.getKey().equals(Copies.NAME)) {
                    copies = rate;
                    copiesOverOne = its.over(matrix);
                    continue;
                }
                sides.put(side.getKey(), rate);
                if (side.getKey().startsWith(MatrixContender.NAME + " x")) {
                    threadsOverOne = its.over(matrix);
                } else if (!side.getKey().equals(MatrixContender.NAME)) {
                    matrixOver.put(side.getKey(), matrix.over(its));
                }
                double risk = risks.get(MatrixContender.NAME);
                difference = Math.max(difference, Math.abs(risks.get(side.getKey()) - risk) / risk);
            }
            double seconds = workload.batch() / matrix.median();
            double atPeak = workload.flops(mode) / peak;
            double atRoofline = Math.max(atPeak, workload.bytes(mode) / stream);
            return new BenchRow(
                    workload.name(),
                    workload.network().name().toLowerCase(java.util.Locale.ROOT),
                    workload.hidden(),
                    workload.batch(),
                    mode,
                    sides,
                    matrixOver,
                    threadsOverOne,
                    copies,
                    copiesOverOne,
                    atPeak / seconds,
                    atRoofline / seconds,
                    difference);
        }
    }

    /** A step of gradient descent on 60,000 examples (question 2f): its time, and the most heap that was in use. */
    public record WholeBatch(String side, double seconds, double peakHeapMiB) {}

    public static BenchReport of(
            Plan plan, double peak, List<BenchRow> rows, List<WholeBatch> wholeBatch, List<String> notes) {
        Map<String, String> environment = new LinkedHashMap<>(BuildInfo.environment());
        environment.put("cpu", Cpu.name());
        environment.put("benchHeap", ContenderProcess.HEAP);
        return new BenchReport(
                "crosscheck",
                BuildInfo.version(),
                environment,
                plan.quick(),
                plan.warmSeconds(),
                plan.rounds(),
                plan.roundSeconds(),
                plan.threads(),
                peak / 1e9,
                rows,
                wholeBatch,
                notes);
    }
}
