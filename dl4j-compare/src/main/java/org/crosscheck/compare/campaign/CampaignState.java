package org.crosscheck.compare.campaign;

import java.util.List;
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

    /** The same with another case done. */
    CampaignState plus(long number, Summary found) {
        TreeSet<Long> others = new TreeSet<>(beyond);
        others.add(number);
        long from = below;
        while (others.remove(from)) {
            from++;
        }
        return new CampaignState(plan, from, List.copyOf(others), summary.plus(found));
    }
}
