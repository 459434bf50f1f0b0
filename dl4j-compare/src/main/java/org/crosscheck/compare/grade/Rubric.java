package org.crosscheck.compare.grade;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.InputException;
import org.crosscheck.compare.Schema;

/**
 * What counts, and how much: the one table that an instructor may edit, {@code rubric.json}.
 *
 * @param carriedForward the share, 0 to 1, of its points that an item gets which was computed correctly from the
 *     student's own wrong earlier array
 * @param questions the questions that have items, in the order of reports
 */
public record Rubric(
        @JsonProperty(required = true) double carriedForward,
        @JsonProperty(required = true) List<Part> questions) {

    /** What Gradescope knows of who sees a test, and when. */
    private static final List<String> VISIBILITIES = List.of("visible", "after_published", "after_due_date", "hidden");

    private static final String STANDARD = "rubric.json";

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    /**
     * A question, or several that ask for the same arrays.
     *
     * @param id such as 2a, or 2h-2i
     * @param points the homework's
     * @param visibility one of Gradescope's: visible, after_published, after_due_date, hidden
     * @param items its arrays, each with its share of the points: 1 and 1 are halves; 0 is marked but does not count
     */
    public record Part(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) double points,
            @JsonProperty(required = true) String visibility,
            @JsonProperty(required = true) Map<String, Double> items) {

        public Part {
            items = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(items));
        }
    }

    public Rubric {
        questions = List.copyOf(questions);
    }

    /** The homework's points: what is used unless an instructor gives another table. */
    public static Rubric standard() {
        try {
            return of(STANDARD, standardText().getBytes(StandardCharsets.UTF_8));
        } catch (IOException | InputException e) {
            throw new IllegalStateException("the build's own " + STANDARD + " is wrong", e);
        }
    }

    /** The same as the file to edit. */
    public static String standardText() {
        try (InputStream in = Rubric.class.getResourceAsStream(STANDARD)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(STANDARD, e);
        }
    }

    /** Reads a table; throws {@link InputException} that names the place that is wrong. */
    public static Rubric read(Path file) throws IOException, InputException {
        return of(file.toString(), Files.readAllBytes(file));
    }

    private static Rubric of(String file, byte[] json) throws IOException, InputException {
        Rubric rubric;
        try {
            rubric = STRICT.readValue(json, Rubric.class);
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null ? "file" : "line " + e.getLocation().getLineNr();
            String found = e.getOriginalMessage().lines().findFirst().orElse("something else");
            throw new InputException(file, place, "a table as rubric.json", found);
        }
        rubric.check(file);
        return rubric;
    }

    private void check(String file) throws InputException {
        require(file, "carriedForward", carriedForward >= 0 && carriedForward <= 1, "0 to 1", carriedForward);
        Set<String> seen = new HashSet<>();
        for (Part part : questions) {
            String place = "question " + part.id();
            boolean points = part.points() >= 0 && Double.isFinite(part.points());
            require(file, place, points, "points, at least 0", part.points());
            require(file, place, VISIBILITIES.contains(part.visibility()), "one of " + VISIBILITIES, part.visibility());
            for (Map.Entry<String, Double> item : part.items().entrySet()) {
                String key = item.getKey();
                boolean known = Schema.ANSWERS.stream()
                        .anyMatch(quantity -> quantity.key().equals(key));
                require(file, place, known, "keys of answers", key);
                require(file, place, seen.add(key), "each key once", key + " again");
                Double share = item.getValue();
                boolean sane = share != null && share >= 0 && Double.isFinite(share);
                require(file, place + ", " + key, sane, "a share, at least 0", share);
            }
        }
    }

    private static void require(String file, String place, boolean holds, String expected, Object found)
            throws InputException {
        if (!holds) {
            throw new InputException(file, place, expected, String.valueOf(found));
        }
    }
}
