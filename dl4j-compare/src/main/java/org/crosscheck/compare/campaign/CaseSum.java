package org.crosscheck.compare.campaign;

import java.util.ArrayList;
import java.util.HashSet;
import org.crosscheck.compare.cluster.Sum;
import org.crosscheck.compare.programs.Program;
import org.crosscheck.compare.programs.ProgramEngine;

/** What is found on the cases of a campaign that are not done yet, anywhere. */
final class CaseSum implements Sum<Summary> {

    private static final long serialVersionUID = 1L;

    private final CampaignPlan plan;
    private final ArrayList<Program> programs;
    private final HashSet<Long> done;
    private transient CaseRun run;

    CaseSum(CampaignState before, Iterable<ProgramEngine> engines) {
        this.plan = before.plan();
        this.programs = new ArrayList<>();
        engines.forEach(engine -> programs.add(engine.program()));
        this.done = new HashSet<>(before.beyond());
    }

    /** Made once for a JVM; its programs end with it. */
    private synchronized CaseRun run() {
        if (run == null) {
            run = new CaseRun(
                    plan.seed(),
                    plan.engines(),
                    programs.stream().map(ProgramEngine::new).toList());
        }
        return run;
    }

    @Override
    public Summary none() {
        return Summary.NONE;
    }

    @Override
    public Summary of(long number) {
        return done.contains(number) ? Summary.NONE : run().on(number);
    }

    @Override
    public Summary plus(Summary one, Summary other) {
        return one.plus(other);
    }

    @Override
    public Summary lost(long number) {
        return Summary.lost(number);
    }
}
