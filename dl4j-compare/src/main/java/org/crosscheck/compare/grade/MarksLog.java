package org.crosscheck.compare.grade;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.formats.AtomicFiles;
import org.crosscheck.datasets.formats.FileErrors;

/**
 * The marks of a batch, one line of JSON each, written as soon as they are known, so that a run that was stopped can be
 * resumed. The first line says by what they were marked. A line that a stopped run left half-written is dropped.
 */
public final class MarksLog<M> implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Entry<M>> known;
    private final Path file;
    private final BufferedWriter writer;

    /** One line: the marks of a submission, and the state of its file. */
    private record Entry<M>(String name, String stamp, M marks) {}

    /** The first line. */
    private record Header(String markedBy) {}

    private MarksLog(Map<String, Entry<M>> known, Path file, BufferedWriter writer) {
        this.known = known;
        this.file = file;
        this.writer = writer;
    }

    /**
     * Opens a log.
     *
     * @param markedBy what the marks depend on besides the submissions: case, rubric, version
     * @param kind of the marks
     * @param resume whether to keep what is there; else a new log is begun
     * @throws InputException if what is there was marked by something else
     */
    public static <M> MarksLog<M> open(Path file, Class<M> kind, String markedBy, boolean resume)
            throws IOException, InputException {
        JavaType entries = JSON.getTypeFactory().constructParametricType(Entry.class, kind);
        Map<String, Entry<M>> known = new HashMap<>();
        List<String> kept = new ArrayList<>(List.of(JSON.writeValueAsString(new Header(markedBy))));
        if (resume && Files.exists(file)) {
            // Lenient, since even a character may be torn.
            List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (lines.isEmpty() || !lines.get(0).equals(kept.get(0))) {
                String expected = "marks by the same case, rubric and version";
                throw new InputException(
                        file.toString(), "line 1", expected, "others; leave out --resume to start afresh");
            }
            for (String line : lines.subList(1, lines.size())) {
                try {
                    Entry<M> entry = JSON.readValue(line, entries);
                    known.put(entry.name(), entry);
                    kept.add(line);
                } catch (JsonProcessingException torn) {
                    break; // the run was stopped here
                }
            }
        }
        AtomicFiles.write(file, (String.join("\n", kept) + "\n").getBytes(StandardCharsets.UTF_8));
        return new MarksLog<>(known, file, Files.newBufferedWriter(file, StandardOpenOption.APPEND));
    }

    /** The marks of a submission that has not changed since; null if there are none. */
    M find(Work work) {
        Entry<M> entry = known.get(work.name());
        return entry != null && entry.stamp().equals(stamp(work)) ? entry.marks() : null;
    }

    /** Adds marks. */
    synchronized void add(Work work, M marks) throws IOException {
        try {
            writer.write(JSON.writeValueAsString(new Entry<>(work.name(), stamp(work), marks)));
            writer.write('\n');
            writer.flush();
        } catch (IOException e) {
            throw FileErrors.named(file.toString(), "cannot be written", e);
        }
    }

    /** All marks that are there, by their names, of a run that is over. */
    public static <M> Map<String, M> all(Path file, Class<M> kind) throws IOException, InputException {
        if (!Files.exists(file)) {
            throw new InputException(file.toString(), "file", "the marks of a run before", "nothing");
        }
        JavaType entries = JSON.getTypeFactory().constructParametricType(Entry.class, kind);
        Map<String, M> marks = new java.util.TreeMap<>();
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            try {
                Entry<M> entry = JSON.readValue(line, entries);
                marks.put(entry.name(), entry.marks());
            } catch (JsonProcessingException e) {
                throw new InputException(file.toString(), "line", "marks", "something else");
            }
        }
        return marks;
    }

    /** Brings the lines into the order of the works and leaves out others: the same bytes, whoever was marked first. */
    public void order(List<Work> works) throws IOException {
        writer.flush();
        Map<String, String> lines = new HashMap<>();
        List<String> all = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (String line : all.subList(1, all.size())) {
            lines.put(JSON.readTree(line).path("name").asText(), line);
        }
        StringBuilder text = new StringBuilder(all.get(0)).append('\n');
        works.stream()
                .map(work -> lines.get(work.name()))
                .filter(line -> line != null)
                .forEach(line -> text.append(line).append('\n'));
        AtomicFiles.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Its file's name, size and time of the last change; of a folder, those of all files in it and below. */
    private static String stamp(Work work) {
        Path path = work.path();
        try (Stream<Path> files = Files.walk(path)) {
            return work.file() + " "
                    + files.filter(one -> !Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS))
                            .map(one -> path.relativize(one) + " "
                                    + one.toFile().length() + " " + one.toFile().lastModified())
                            .sorted()
                            .collect(Collectors.joining(", "));
        } catch (IOException | UncheckedIOException e) {
            return "none";
        }
    }

    /** What could not be written was told of by {@link #add}, and closing would only tell it again without a name. */
    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException known) {
            return;
        }
    }
}
