package org.crosscheck.compare.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.bench.contenders.MatrixContender;
import org.crosscheck.compare.bench.contenders.Mode;
import org.crosscheck.compare.bench.contenders.Workload;

/**
 * Independent copies of the matrix form, one thread each, all at once: they share nothing but the machine, so their
 * examples per second together say what its cores give in that minute, and what threads of one program could reach.
 */
final class Copies implements Lane {

    static final String NAME = MatrixContender.NAME + " copies";

    private final List<ContenderProcess> copies = new ArrayList<>();

    Copies(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            copies.add(new ContenderProcess(MatrixContender.NAME, 1));
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public double rate(Workload workload, Mode mode, double seconds) throws IOException {
        for (ContenderProcess copy : copies) {
            copy.start(workload, mode, seconds);
        }
        double rate = 0;
        for (ContenderProcess copy : copies) {
            rate += copy.finish();
        }
        return rate;
    }

    @Override
    public double[] risk(Workload workload) throws IOException {
        double[] risk = {};
        for (ContenderProcess copy : copies) {
            risk = copy.risk(workload); // each, so that each has prepared the workload before it is timed
        }
        return risk;
    }

    @Override
    public void close() {
        copies.forEach(ContenderProcess::close);
    }
}
