package org.crosscheck.compare.campaign;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
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
    record Line(long number, Summary found) {}

    /**
     * Opens a folder, which nobody else writes to.
     *
     * @throws InputException if it holds another campaign, or a state that is none
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
        CampaignState state;
        try {
            state = MAPPER.readValue(Files.readAllBytes(file), CampaignState.class);
        } catch (JacksonException e) {
            throw new InputException(file.toString(), "file", "a campaign under way", e.getOriginalMessage());
        }
        if (!state.plan().equals(plan)) {
            throw new InputException(
                    file.toString(),
                    "plan",
                    "the campaign that was begun there, " + state.plan() + ", or another folder",
                    plan.toString());
        }
        try (Stream<String> all = Files.lines(folder.resolve(LINES), StandardCharsets.UTF_8)) {
            for (String line : (Iterable<String>) all::iterator) {
                Line read = MAPPER.readValue(line, Line.class);
                state = state.isDone(read.number) ? state : state.plus(read.number, read.found);
            }
        } catch (NoSuchFileException | JacksonException cutShort) {
            // A line that was being written: its case is done again.
        }
        return state;
    }

    /** Keeps what was found on a case, and that it is done. */
    void keep(long number, Summary found, CampaignState now) throws IOException {
        lines.write(MAPPER.writeValueAsBytes(new Line(number, found)));
        lines.write('\n');
        if (++written % CASES_PER_STATE == 0) {
            write(now);
        }
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
