package org.crosscheck.compare.campaign;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How far a campaign is.
 *
 * @param plan of the campaign
 * @param below all cases with smaller numbers than this are done
 * @param beyond numbers of other cases that are
 * @param summary of all that are done
 */
public record CampaignState(CampaignPlan plan, long below, List<Long> beyond, Summary summary) {

    public CampaignState {
        beyond = List.copyOf(beyond);
        Summary.require(plan != null && summary != null, "no plan or summary");
        Summary.require(below >= 0, below + " cases");
    }

    static CampaignState begin(CampaignPlan plan) {
        return new CampaignState(plan, 0, List.of(), Summary.NONE);
    }

    /** The number of cases that are done. */
    public long done() {
        return below + beyond.size();
    }

    boolean isDone(long number) {
        return number < below || beyond.contains(number);
    }

    /** The same with all cases done below a number, of which some may have been done before. */
    CampaignState through(long end, Summary found) {
        return joined(end, new TreeSet<>(beyond).tailSet(end), summary.plus(found));
    }

    /** The same with another case done. */
    CampaignState plus(long number, Summary found) {
        TreeSet<Long> others = new TreeSet<>(beyond);
        others.add(number);
        return joined(below, others, summary.plus(found));
    }

    private CampaignState joined(long from, SortedSet<Long> others, Summary all) {
        long end = from;
        while (others.remove(end)) {
            end++;
        }
        return new CampaignState(plan, end, List.copyOf(others), all);
    }
}
