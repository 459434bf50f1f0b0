package org.crosscheck.compare.campaign;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Json;

/**
 * A campaign that is under way, as its file holds it.
 *
 * @param plan of the campaign
 * @param below all cases with smaller numbers than this are done
 * @param beyond numbers of other cases that are
 * @param summary of all that are done
 */
public record CampaignState(CampaignPlan plan, long below, List<Long> beyond, Summary summary) {

    private static final String FILE = "state.json";
    private static final JsonMapper READER = JsonMapper.builder().build();

    public CampaignState {
        beyond = List.copyOf(beyond);
    }

    static CampaignState begin(CampaignPlan plan) {
        return new CampaignState(plan, 0, List.of(), Summary.NONE);
    }

    /** The number of cases that are done. */
    public long done() {
        return below + beyond.size();
    }

    /**
     * What was done before in a folder, or nothing.
     *
     * @throws InputException if the folder holds another campaign, or a file that is none
     */
    public static CampaignState read(Path folder, CampaignPlan plan) throws IOException, InputException {
        Path file = folder.resolve(FILE);
        if (Files.notExists(file)) {
            return begin(plan);
        }
        CampaignState state;
        try {
            state = READER.readValue(Files.readAllBytes(file), CampaignState.class);
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new InputException(file.toString(), "file", "a campaign under way", e.getOriginalMessage());
        }
        if (!state.plan.equals(plan)) {
            throw new InputException(
                    file.toString(),
                    "plan",
                    "the campaign that was begun there, or another folder; that is " + state.plan,
                    plan.toString());
        }
        return state;
    }

    /** Replaces the file: it is as before or as it will be whenever the program is ended. A disk is not waited for. */
    void write(Path folder) throws IOException {
        Path next = folder.resolve(FILE + ".tmp");
        Files.write(next, Json.bytes(this));
        Files.move(next, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
