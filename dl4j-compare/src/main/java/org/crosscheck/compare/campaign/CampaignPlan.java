package org.crosscheck.compare.campaign;

import java.io.Serializable;
import java.util.List;

/**
 * What a campaign is about: with the same plan every case gives the same.
 *
 * @param version of this build
 * @param seed of the cases
 * @param engines of the registry that are checked
 * @param programs of the user's, each NAME=COMMAND
 */
public record CampaignPlan(String version, long seed, List<String> engines, List<String> programs)
        implements Serializable {

    public CampaignPlan {
        engines = List.copyOf(engines);
        programs = List.copyOf(programs);
    }
}
