package org.crosscheck.compare.grade;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Json;
import org.crosscheck.datasets.formats.AtomicFiles;
import org.crosscheck.datasets.formats.FileErrors;

/**
 * The marks of a batch, one line of JSON each, written as soon as they are known, so that a run that was stopped can be
 * resumed. The first line says by what they were marked. A last line without an end, which a stopped run left, is dropped.
 */
public final class MarksLog<M> implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Entry<M>> known;
    private final Path file;
    private final BufferedWriter writer;

    /** One line: the marks of a submission, and the state of its file. */
    private record Entry<M>(String name, String stamp, M marks) {

        private Entry {
            require(name != null && stamp != null && marks != null, "nothing");
            if (marks instanceof Marks arrays) {
                check(name, arrays);
            }
        }

        private static void check(String name, Marks marks) {
            require(name.equals(marks.name()), "another name");
            require(marks.problem() != null || !marks.items().isEmpty(), "no items");
            for (Mark mark : marks.items()) {
                boolean known = Quantities.ANSWERS.stream()
                        .anyMatch(quantity -> quantity.key().equals(mark.key()));
                require(known, "no key of an answer");
                require(
                        0 <= mark.points() && mark.points() <= mark.most() && mark.most() <= Rubric.MOST,
                        mark.points() + " of " + mark.most() + " points");
                require(Rubric.VISIBILITIES.contains(mark.visibility()), "visibility " + mark.visibility());
            }
            for (Rubric.ByPerson one : marks.byPerson()) {
                require(0 < one.points() && one.points() <= Rubric.MOST, one.points() + " points by a person");
            }
        }

        private static void require(boolean holds, String found) {
            if (!holds) {
                throw new IllegalArgumentException(found);
            }
        }
    }

    /** The first line. */
    private record Header(String markedBy) {}

    /** A line before it is known whose marks it holds. */
    private record Line(String name, String stamp, JsonNode marks) {

        private <M> Entry<M> entry(Class<M> kind, String file, String place) throws InputException {
            byte[] bytes = String.valueOf(marks).getBytes(StandardCharsets.UTF_8);
            M read = Json.read(bytes, kind, true, file, place);
            try {
                return new Entry<>(name, stamp, read);
            } catch (IllegalArgumentException e) {
                throw new InputException(file, place, "JSON as it is written", e.getMessage());
            }
        }
    }

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
     * @throws InputException if what is there was marked by something else, or a line is not as it was written
     */
    public static <M> MarksLog<M> open(Path file, Class<M> kind, String markedBy, boolean resume)
            throws IOException, InputException {
        Map<String, Entry<M>> known = new HashMap<>();
        List<String> kept = new ArrayList<>(List.of(JSON.writeValueAsString(new Header(markedBy))));
        if (resume && Files.exists(file)) {
            // Lenient, since even a character may be torn.
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            List<String> lines = text.lines().toList();
            if (lines.isEmpty() || !lines.get(0).equals(kept.get(0))) {
                String expected = "marks by the same case, rubric and version";
                throw new InputException(
                        file.toString(), "line 1", expected, "others; leave out --resume to start afresh");
            }
            int whole = text.endsWith("\n") ? lines.size() : lines.size() - 1;
            for (int i = 1; i < whole; i++) {
                byte[] line = lines.get(i).getBytes(StandardCharsets.UTF_8);
                Entry<M> entry = entry(line, kind, file, i + 1);
                known.put(entry.name(), entry);
                kept.add(lines.get(i));
            }
        }
        AtomicFiles.write(file, (String.join("\n", kept) + "\n").getBytes(StandardCharsets.UTF_8));
        return new MarksLog<>(known, file, Files.newBufferedWriter(file, StandardOpenOption.APPEND));
    }

    private static <M> Entry<M> entry(byte[] line, Class<M> kind, Path file, int number) throws InputException {
        String place = "line " + number;
        return Json.read(line, Line.class, true, file.toString(), place).entry(kind, file.toString(), place);
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
        Map<String, M> marks = new TreeMap<>();
        // Lenient, as above: what is no UTF-8 is refused as no JSON, or shown as it is.
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
        for (int i = 1; i < lines.size(); i++) {
            Entry<M> entry = entry(lines.get(i).getBytes(StandardCharsets.UTF_8), kind, file, i + 1);
            marks.put(entry.name(), entry.marks());
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
