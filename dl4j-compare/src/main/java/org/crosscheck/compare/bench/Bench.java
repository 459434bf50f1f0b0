package org.crosscheck.compare.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.crosscheck.compare.bench.BenchReport.BenchRow;
import org.crosscheck.compare.bench.BenchReport.WholeBatch;
import org.crosscheck.compare.bench.contenders.Contender;
import org.crosscheck.compare.bench.contenders.MatrixContender;
import org.crosscheck.compare.bench.contenders.Mode;
import org.crosscheck.compare.bench.contenders.Workload;

/** Times all sides in turn, each in a process of its own that idles while the others are timed. */
public final class Bench {

    private static final double PEAK_SECONDS = 2;
    private static final double STREAM_SECONDS = 0.3;

    private final Plan plan;
    private final String python;
    private final Consumer<String> progress;

    /**
     * @param python the command of Python, whose PyTorch is timed too if it has one
     * @param progress is told what is being timed
     */
    public Bench(Plan plan, String python, Consumer<String> progress) {
        this.plan = plan;
        this.python = python;
        this.progress = progress;
    }

    /**
     * All rows of the plan.
     *
     * @throws IOException if a side's process cannot be started or ends
     */
    public BenchReport run() throws IOException {
        progress.accept("the machine's peak");
        double peak = Roofline.peak(PEAK_SECONDS);
        List<BenchRow> rows = new ArrayList<>();
        List<Lane> lanes = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        try {
            for (Contender contender : Contenders.all().values()) {
                lanes.add(new ContenderProcess(contender.name(), 1));
            }
            if (plan.threads() > 1) {
                lanes.add(new ContenderProcess(MatrixContender.NAME, plan.threads()));
                lanes.add(new Copies(plan.threads()));
            }
            String fault = PythonLane.fault(python);
            if (fault.isEmpty()) {
                lanes.add(new PythonLane(python));
            } else {
                notes.add("No side " + PythonLane.NAME + ": " + python + " says: " + fault);
            }
            for (Workload workload : plan.workloads()) {
                Map<String, Double> risks = new LinkedHashMap<>();
                for (Lane lane : lanes) {
                    progress.accept(workload.name() + ": R^ of " + lane.name());
                    risks.put(lane.name(), lane.risk(workload)[0]);
                }
                double stream = Roofline.stream(Math.toIntExact(workload.parameters()), STREAM_SECONDS);
                for (Mode mode : Mode.values()) {
                    rows.add(BenchRow.of(workload, mode, rates(lanes, workload, mode), risks, peak, stream));
                }
            }
        } finally {
            lanes.forEach(Lane::close);
        }
        return BenchReport.of(plan, peak, rows, plan.whole() ? wholeBatch() : List.of(), notes);
    }

    /** Alternating rounds, each of which begins with a different side. */
    private Map<String, Rates> rates(List<Lane> lanes, Workload workload, Mode mode) throws IOException {
        Map<String, Rates> rates = new LinkedHashMap<>();
        for (Lane lane : lanes) {
            progress.accept(workload.name() + ", " + mode.title() + ": warm-up of " + lane.name());
            lane.rate(workload, mode, plan.warmSeconds());
            rates.put(lane.name(), new Rates(new double[plan.rounds()]));
        }
        for (int round = 0; round < plan.rounds(); round++) {
            for (int i = 0; i < lanes.size(); i++) {
                Lane lane = lanes.get((round + i) % lanes.size());
                progress.accept(workload.name() + ", " + mode.title() + ": round " + (round + 1) + ", " + lane.name());
                rates.get(lane.name()).rounds()[round] = lane.rate(workload, mode, plan.roundSeconds());
            }
        }
        return rates;
    }

    /** Question 2f on all of MNIST's training set, in JVMs that have done nothing else. */
    private List<WholeBatch> wholeBatch() throws IOException {
        List<WholeBatch> results = new ArrayList<>();
        for (int threads : plan.threads() > 1 ? new int[] {1, plan.threads()} : new int[] {1}) {
            try (ContenderProcess lane = new ContenderProcess(MatrixContender.NAME, threads)) {
                progress.accept(Plan.WHOLE.name() + ": " + lane.name());
                double peakHeap = lane.risk(Plan.WHOLE)[1];
                double rate = lane.rate(Plan.WHOLE, Mode.STEP, plan.roundSeconds());
                results.add(new WholeBatch(lane.name(), Plan.WHOLE.batch() / rate, peakHeap / (1 << 20)));
            }
        }
        return results;
    }
}
