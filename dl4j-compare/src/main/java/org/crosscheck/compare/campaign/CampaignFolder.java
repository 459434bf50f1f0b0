package org.crosscheck.compare.campaign;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Json;
import org.crosscheck.datasets.formats.AtomicFiles;

/**
 * Where a campaign is kept: its state, now and then, and a line for each case that was done since. Whatever ends the program
 * leaves both whole but for the last line.
 */
public final class CampaignFolder implements AutoCloseable {

    private static final String STATE = "state.json";
    private static final String LINES = "cases.jsonl";

    /** Writing the state takes as long as some cases, since a disk is waited for. */
    private static final int CASES_PER_STATE = 500;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path folder;
    private final CampaignState before;
    private OutputStream lines;
    private int written;

    /** One line. */
    record Line(long number, Summary found) {

        Line {
            Summary.require(number >= 0, "case " + number);
        }
    }

    /**
     * Opens a folder, which nobody else writes to.
     *
     * @throws InputException if it holds another campaign, or a state or a line that none has written
     */
    public CampaignFolder(Path folder, CampaignPlan plan) throws IOException, InputException {
        this.folder = folder;
        this.before = read(plan);
        write(before); // so that the lines belong to it
    }

    /** What was done before; nothing in a new folder. */
    public CampaignState before() {
        return before;
    }

    private CampaignState read(CampaignPlan plan) throws IOException, InputException {
        Path file = folder.resolve(STATE);
        if (Files.notExists(file)) {
            return CampaignState.begin(plan);
        }
        CampaignState state = Json.read(Files.readAllBytes(file), CampaignState.class, false, file.toString(), "file");
        if (!state.plan().equals(plan)) {
            throw new InputException(
                    file.toString(),
                    "plan",
                    "the campaign that was begun there, " + state.plan() + ", or another folder",
                    plan.toString());
        }
        return withLines(state);
    }

    /** With the cases that were done since. A last line without an end was being written: its case is done again. */
    private CampaignState withLines(CampaignState before) throws IOException, InputException {
        Path file = folder.resolve(LINES);
        // Lenient, since even a character may be torn.
        String text = Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        List<String> all = text.lines().toList();
        int whole = text.endsWith("\n") ? all.size() : Math.max(0, all.size() - 1);
        CampaignState state = before;
        for (int i = 0; i < whole; i++) {
            byte[] line = all.get(i).getBytes(StandardCharsets.UTF_8);
            Line read = Json.read(line, Line.class, false, file.toString(), "line " + (i + 1));
            state = state.isDone(read.number) ? state : state.plus(read.number, read.found);
        }
        return state;
    }

    /** What {@link #keep(byte[], CampaignState)} takes: made before, since others wait for the folder. */
    static byte[] line(long number, Summary found) throws IOException {
        byte[] line = MAPPER.writeValueAsBytes(new Line(number, found));
        byte[] ended = Arrays.copyOf(line, line.length + 1);
        ended[line.length] = '\n';
        return ended;
    }

    /** Keeps what was found on a case, and that it is done. */
    void keep(byte[] line, CampaignState now) throws IOException {
        lines.write(line);
        if (++written % CASES_PER_STATE == 0) {
            write(now);
        }
    }

    /** Keeps all that is done. */
    void keep(CampaignState now) throws IOException {
        write(now);
    }

    /** The lines before it are in the state then. */
    private void write(CampaignState now) throws IOException {
        AtomicFiles.write(folder.resolve(STATE), Json.bytes(now));
        if (lines != null) {
            lines.close();
        }
        lines = Files.newOutputStream(
                folder.resolve(LINES), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
