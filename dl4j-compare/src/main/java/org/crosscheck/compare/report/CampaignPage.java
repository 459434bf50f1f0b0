package org.crosscheck.compare.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crosscheck.compare.campaign.CampaignReport;
import org.crosscheck.compare.campaign.Tally;
import org.crosscheck.compare.grade.mistakes.KnownMistakes;
import org.crosscheck.compare.pages.Page;
import org.crosscheck.compare.text.Numbers;

/** The report of {@code campaign} as a page: {@code campaign.html}. */
public final class CampaignPage {

    private CampaignPage() {}

    /** What {@code campaign.mustache} shows. */
    record Data(String sentence, List<Failure> failures, List<String> bins, List<EngineRow> engines, List<Row> rows) {}

    /**
     * A failure.
     *
     * @param how in words: the mistake that explains it, or what a check says
     */
    record Failure(String engine, String question, String quantity, String how, String cases, long first, String file) {

        static Failure of(CampaignReport.Failed failed) {
            String how = KnownMistakes.find(failed.mistake())
                    .map(mistake -> mistake.found() + " [" + mistake.id() + "]")
                    .orElse(failed.mistake());
            return new Failure(
                    failed.engine(),
                    failed.question(),
                    failed.quantity(),
                    how,
                    Numbers.count(failed.cases(), "case"),
                    failed.first(),
                    failed.file());
        }
    }

    /** How the ratios of an engine are spread: a count for each bin. */
    record EngineRow(String engine, List<Long> counts) {}

    /** The checks of one kind that an engine had in a question. */
    record Row(
            String question,
            String engine,
            String kind,
            long checks,
            long alarms,
            long known,
            long ill,
            String ratio,
            String where) {}

    public static Page of(CampaignReport report) {
        String sentence = Numbers.count(report.cases(), "case") + " of seed "
                + report.plan().seed() + ", " + Numbers.count(report.checks(), "check") + ": "
                + (report.alarms() == 0 ? "no alarm" : Numbers.count(report.alarms(), "alarm"))
                + (report.knownDefects() == 0
                        ? ""
                        : ", " + report.knownDefects() + " at a known defect of ND4J's softmax")
                + ", " + report.illConditioned() + " ill-conditioned.";
        Map<String, Tally> engines = new LinkedHashMap<>();
        report.statistics().forEach(one -> engines.merge(one.engine(), one.tally(), Tally::plus));
        List<String> bins = new ArrayList<>(
                report.bins().stream().map(end -> "to " + Numbers.plain(end)).toList());
        bins.set(0, "0");
        bins.add("above");
        Data data = new Data(
                sentence,
                report.failures().stream().map(Failure::of).toList(),
                bins,
                engines.entrySet().stream()
                        .map(engine ->
                                new EngineRow(engine.getKey(), engine.getValue().histogram()))
                        .toList(),
                report.statistics().stream().map(CampaignPage::row).collect(Collectors.toList()));
        return Page.of("campaign", "A campaign of random cases", data);
    }

    private static Row row(CampaignReport.Statistic one) {
        Tally tally = one.tally();
        return new Row(
                one.question(),
                one.engine(),
                one.kind(),
                tally.checks(),
                tally.alarms(),
                tally.known(),
                tally.illConditioned(),
                tally.where() < 0 ? "" : Numbers.ratio(tally.largest()),
                tally.where() < 0 ? "" : String.valueOf(tally.where()));
    }
}
