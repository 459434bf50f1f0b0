package org.crosscheck.compare.grade;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.SubQuestion;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Numbers;
import org.crosscheck.datasets.formats.FileKind;

/**
 * What counts, and for how much: the table that an instructor may edit, {@code rubric.json}.
 *
 * @param carriedForward the share, 0 to 1, of its points that an item gets if it was computed correctly from the
 *     student's own wrong earlier array
 * @param convention the share of what is right but for a convention: its layout, its shape by axes of length 1, sums for means
 * @param precision the share of what is right but for its precision: rounded when saved, of few bits, by finite differences
 * @param nearNames whether a right array is taken under a name that is nearly its key
 * @param questions the questions that have items, in the order of reports
 */
public record Rubric(
        double carriedForward, double convention, double precision, boolean nearNames, List<Part> questions)
        implements Serializable {

    private static final double HALF = 0.5;

    /** More points, or a larger share, is a slip of the pen, and sums of such could overflow. */
    static final double MOST = 1e6;

    /** Gradescope's words for who sees a test, and when. */
    static final List<String> VISIBILITIES = List.of("visible", "after_published", "after_due_date", "hidden");

    private static final String STANDARD = "rubric.json";

    private static final Pattern ID = Pattern.compile("\"id\": \"([^\"]+)\",");

    /** Only tokens are read: binding them to records takes Java longer than marking a submission. */
    private static final JsonFactory STRICT = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * A question, or several that ask for the same arrays.
     *
     * @param id such as 2a, or 2h-2i
     * @param points the homework's points for it
     * @param byPerson those of them that no array can earn, such as for a proof; the items share the rest
     * @param visibility one of Gradescope's: visible, after_published, after_due_date, hidden
     * @param items its arrays, each with its share of the points: 1 and 1 are halves; an array with 0 is marked but
     *     does not count
     */
    public record Part(String id, double points, double byPerson, String visibility, Map<String, Double> items)
            implements Serializable {

        public Part {
            items = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(items));
        }
    }

    public Rubric {
        questions = List.copyOf(questions);
    }

    /**
     * Points that a person gives.
     *
     * @param question such as 1c
     */
    public record ByPerson(String question, double points) {

        public ByPerson {
            Objects.requireNonNull(question);
        }
    }

    /** The questions that a person has to look at, in order. */
    public List<ByPerson> byPerson() {
        return questions.stream()
                .filter(part -> part.byPerson() > 0)
                .map(part -> new ByPerson(part.id(), part.byPerson()))
                .toList();
    }

    /** The same for some questions only; for all if none is named. */
    public Rubric only(List<String> ids) {
        List<Part> some = questions.stream()
                .filter(part -> ids.isEmpty()
                        || List.of(part.id.split("-", -1)).stream().anyMatch(ids::contains))
                .toList();
        return new Rubric(carriedForward, convention, precision, nearNames, some);
    }

    /** With half the points for conventions and precision, and names taken that are nearly keys. */
    public Rubric(double carriedForward, List<Part> questions) {
        this(carriedForward, HALF, HALF, true, questions);
    }

    /** The homework's points: what is used unless an instructor gives another table. */
    public static Rubric standard() {
        try {
            return of(STANDARD, standardText().getBytes(StandardCharsets.UTF_8));
        } catch (InputException e) {
            throw new IllegalStateException("the build's own " + STANDARD + " is wrong", e);
        }
    }

    /** The same as the file to edit: the build's own says which arrays count, {@link SubQuestion} for how many points. */
    public static String standardText() {
        try (InputStream in = Rubric.class.getResourceAsStream(STANDARD)) {
            return ID.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .replaceAll(found -> found.group() + " \"points\": " + points(found.group(1)) + ",");
        } catch (IOException e) {
            throw new UncheckedIOException(STANDARD, e);
        }
    }

    /** The homework's points for a question such as 2a, or for several such as 2h-2i. */
    private static int points(String id) {
        return Stream.of(id.split("-", -1))
                .mapToInt(one -> SubQuestion.find(one).orElseThrow().points())
                .sum();
    }

    /** Reads a table; throws {@link InputException} that names the place that is wrong. */
    public static Rubric read(Path file) throws IOException, InputException {
        return of(file.toString(), Files.readAllBytes(file));
    }

    private static Rubric of(String file, byte[] json) throws InputException {
        String kind = FileKind.insteadOfJson(json);
        require(file, "file", kind.isEmpty(), "a table as rubric.json", kind);
        try (JsonParser parser = STRICT.createParser(json)) {
            parser.nextToken();
            Object table = value(parser);
            require(file, "table", parser.nextToken() == null, "nothing after it", parser.currentName());
            return table(file, table);
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null ? "file" : "line " + e.getLocation().getLineNr();
            String found = e.getOriginalMessage().lines().findFirst().orElse("something else");
            throw new InputException(file, place, "a table as rubric.json", found);
        } catch (IOException e) { // in an encoding that Jackson guesses from the first bytes
            throw new InputException(file, "file", "a table as rubric.json, in UTF-8", String.valueOf(e.getMessage()));
        }
    }

    /** The value that begins at the parser's token: a map, a list, a string, a double, a boolean, or null for anything else. */
    private static Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> fields = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, value(parser));
            }
            return fields;
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(parser));
            }
            return elements;
        }
        if (token == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        return token != null && token.isNumeric() ? parser.getDoubleValue() : null;
    }

    private static Rubric table(String file, Object json) throws InputException {
        Map<?, ?> table = fields(
                file,
                "table",
                json,
                Set.of("carriedForward", "questions"),
                Set.of("convention", "precision", "nearNames"));
        double carried = share(file, table, "carriedForward");
        double convention = share(file, table, "convention");
        double precision = share(file, table, "precision");
        Object near = table.containsKey("nearNames") ? table.get("nearNames") : (Object) true;
        require(file, "nearNames", near instanceof Boolean, "true or false", near);
        Object questions = table.get("questions");
        require(file, "questions", questions instanceof List, "the list of a table as rubric.json", questions);
        Set<String> seen = new HashSet<>();
        List<Part> parts = new ArrayList<>();
        for (Object question : (List<?>) questions) {
            parts.add(part(file, "question " + (parts.size() + 1) + " of the table", question, seen));
        }
        return new Rubric(carried, convention, precision, (Boolean) near, parts);
    }

    private static Part part(String file, String place, Object json, Set<String> seen) throws InputException {
        Map<?, ?> part = fields(file, place, json, Set.of("id", "points", "visibility", "items"), Set.of("byPerson"));
        String id = text(part.get("id"));
        String here = "question " + id;
        double points = number(part.get("points"));
        require(file, here, points <= MOST, "points, 0 to 1000000", part.get("points"));
        double byPerson = part.containsKey("byPerson") ? number(part.get("byPerson")) : 0;
        require(file, here + ", byPerson", byPerson <= points, "points, at most the question's", part.get("byPerson"));
        String visibility = text(part.get("visibility"));
        require(file, here, VISIBILITIES.contains(visibility), "one of " + VISIBILITIES, visibility);
        Object shares = part.get("items");
        require(file, here, shares instanceof Map, "items, each with its share", shares);
        Map<String, Double> items = new LinkedHashMap<>();
        for (Map.Entry<?, ?> item : ((Map<?, ?>) shares).entrySet()) {
            String key = String.valueOf(item.getKey());
            boolean known = Quantities.ANSWERS.stream()
                    .anyMatch(quantity -> quantity.key().equals(key));
            require(file, here, known, "keys of answers", key);
            require(file, here, seen.add(key), "each key once", key + " again");
            double share = number(item.getValue());
            require(file, here + ", " + key, share <= MOST, "a share, 0 to 1000000", item.getValue());
            items.put(key, share);
        }
        return new Part(id, points, byPerson, visibility, items);
    }

    /** A share of points; half where a table of an earlier version says nothing. */
    private static double share(String file, Map<?, ?> table, String name) throws InputException {
        double share = table.containsKey(name) ? number(table.get(name)) : HALF;
        require(file, name, share <= 1, "a number, 0 to 1", table.get(name));
        return share;
    }

    /** An object of these fields, and perhaps of those. */
    private static Map<?, ?> fields(String file, String place, Object json, Set<String> names, Set<String> optional)
            throws InputException {
        require(file, place, json instanceof Map, "fields as in a table of rubric.json", json);
        Map<?, ?> fields = (Map<?, ?>) json;
        for (String name : names) {
            require(file, place, fields.containsKey(name), name, "nothing");
        }
        for (Object field : fields.keySet()) {
            require(file, place, names.contains(field) || optional.contains(field), "no fields but " + names, field);
        }
        return fields;
    }

    /** A number of at least 0, or NaN. */
    private static double number(Object value) {
        return value instanceof Double x && x >= 0 ? x : Double.NaN;
    }

    private static void require(String file, String place, boolean holds, String expected, Object found)
            throws InputException {
        if (!holds) {
            throw new InputException(file, place, expected, text(found));
        }
    }

    /** A value in a few words: what holds others may be the whole of a file. */
    private static String text(Object value) {
        return value == null
                ? "nothing"
                : value instanceof Map<?, ?> fields
                        ? "the fields "
                                + String.join(
                                        ", ",
                                        fields.keySet().stream()
                                                .map(String::valueOf)
                                                .toList())
                        : value instanceof List<?> list
                                ? "a list of " + Numbers.count(list.size(), "element")
                                : String.valueOf(value);
    }
}
