package org.crosscheck.compare.campaign;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Verdict;

/**
 * What many checks of one kind have found. Sums of tallies do not depend on their order.
 *
 * @param checks how many there were
 * @param alarms that disagreed or failed to run, but for known ones
 * @param known that disagreed because of a known defect
 * @param illConditioned of which nothing can be said
 * @param unexplained ill-conditioned ones that do not say why
 * @param largest the largest ratio of a difference to its bound, of those that decide; -1 if there is none
 * @param where the number of the first case with it
 * @param histogram how many ratios are in each bin of {@link #BINS}
 */
@JsonPropertyOrder({"checks", "alarms", "known", "illConditioned", "unexplained", "largest", "where", "histogram"})
public record Tally(
        long checks,
        long alarms,
        long known,
        long illConditioned,
        long unexplained,
        double largest,
        long where,
        List<Long> histogram)
        implements Serializable {

    /** The upper ends of the bins of ratios, the first holding 0 alone; what is above the last one is in a bin of its own. */
    public static final List<Double> BINS = List.of(0.0, 1e-3, 1e-2, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);

    public Tally {
        histogram = List.copyOf(histogram);
        Summary.require(histogram.size() == BINS.size() + 1, histogram.size() + " bins");
    }

    static final Tally NONE = new Tally(
            0,
            0,
            0,
            0,
            0,
            -1,
            -1,
            Stream.generate(() -> 0L).limit(BINS.size() + 1).toList());

    /** One check of a case. */
    static Tally of(Agreement found, boolean isKnown, long number) {
        boolean ill = found.verdict() == Verdict.ILL_CONDITIONED;
        boolean alarm = found.verdict() == Verdict.DISAGREE || found.verdict() == Verdict.ERROR;
        boolean decides = !ill && !isKnown && Double.isFinite(found.ratio());
        int bin = decides ? bin(found.ratio()) : -1;
        return new Tally(
                1,
                alarm && !isKnown ? 1 : 0,
                alarm && isKnown ? 1 : 0,
                ill ? 1 : 0,
                ill && found.reason() == null ? 1 : 0,
                decides ? found.ratio() : -1,
                decides ? number : -1,
                IntStream.rangeClosed(0, BINS.size())
                        .mapToObj(i -> i == bin ? 1L : 0L)
                        .toList());
    }

    private static int bin(double ratio) {
        int bin = 0;
        while (bin < BINS.size() && ratio > BINS.get(bin)) {
            bin++;
        }
        return bin;
    }

    /** This and another one. Of two largest ratios that are equal, the one of the first case is named. */
    public Tally plus(Tally other) {
        boolean theirs = other.largest > largest || (other.largest == largest && other.where < where);
        return new Tally(
                checks + other.checks,
                alarms + other.alarms,
                known + other.known,
                illConditioned + other.illConditioned,
                unexplained + other.unexplained,
                theirs ? other.largest : largest,
                theirs ? other.where : where,
                sums(histogram, other.histogram));
    }

    private static List<Long> sums(List<Long> these, List<Long> those) {
        Long[] sums = new Long[these.size()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = these.get(i) + those.get(i);
        }
        return List.of(sums);
    }
}
