package org.crosscheck.compare.campaign;

import java.util.List;
import java.util.Map;

/**
 * What {@code campaign.json} holds: nothing that depends on time, threads, machines or the order of work.
 *
 * @param tool always crosscheck
 * @param plan what the campaign was about
 * @param cases how many there were
 * @param checks on them, in all
 * @param alarms of these that disagreed or failed to run
 * @param knownDefects that disagreed because of a known defect of ND4J
 * @param illConditioned of which nothing can be said
 * @param bins the upper ends of the bins of all histograms
 * @param statistics by question, engine and kind of check
 * @param failures each distinct one once
 */
public record CampaignReport(
        String tool,
        CampaignPlan plan,
        long cases,
        long checks,
        long alarms,
        long knownDefects,
        long illConditioned,
        List<Double> bins,
        List<Statistic> statistics,
        List<Failed> failures) {

    /** The checks of one kind that an engine had in a question. */
    public record Statistic(
            String question,
            String engine,
            String kind,
            @com.fasterxml.jackson.annotation.JsonUnwrapped Tally tally) {}

    /**
     * A failure.
     *
     * @param file of the smallest case found, beside the report
     */
    public record Failed(
            String engine,
            String question,
            String quantity,
            String mistake,
            long cases,
            long first,
            Map<String, Integer> sizes,
            String file) {}

    /** The report of a state, and the files of its failures. */
    public static CampaignReport of(CampaignState state, List<Failed> failures) {
        Tally all = state.summary().sum(parts -> true);
        List<Statistic> statistics = state.summary().tallies().entrySet().stream()
                .map(entry -> {
                    String[] parts = Summary.parts(entry.getKey());
                    return new Statistic(parts[0], parts[1], parts[2], entry.getValue());
                })
                .toList();
        return new CampaignReport(
                "crosscheck",
                state.plan(),
                state.done(),
                all.checks(),
                all.alarms(),
                all.known(),
                all.illConditioned(),
                Tally.BINS,
                statistics,
                failures);
    }
}
