package org.crosscheck.compare.marking;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Json;
import org.crosscheck.compare.text.Messages;

/**
 * How much the marker on Gradescope tells of a homework in LaTeX, and how often: the file {@code written.json} of a bundle.
 *
 * @param language of what students read
 * @param before the deadline: {@code understood}, what was read and what was not; {@code dimensions}, also what does not fit;
 *     {@code step}, also the verdict and the first false step; {@code all}, also the counter-example and the mistake
 * @param after the deadline: the same words
 * @param tries how many submissions are told more than {@code understood} before the deadline; 0 for any number
 * @param pauseMinutes between two of them; 0 for none
 * @param score whether the proposed points are given as the score
 */
public record Telling(String language, String before, String after, int tries, int pauseMinutes, boolean score) {

    /** What may be told, the least first. */
    static final List<String> LEVELS = List.of("understood", "dimensions", "step", "all");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    @JsonCreator
    public Telling(
            @JsonProperty(value = "language", required = true) String language,
            @JsonProperty(value = "before", required = true) String before,
            @JsonProperty(value = "after", required = true) String after,
            @JsonProperty(value = "tries", required = true) int tries,
            @JsonProperty(value = "pauseMinutes", required = true) int pauseMinutes,
            @JsonProperty(value = "score", required = true) boolean score) {
        this.language = language;
        this.before = before;
        this.after = after;
        this.tries = tries;
        this.pauseMinutes = pauseMinutes;
        this.score = score;
    }

    /** What is told where an instructor says nothing else. */
    public static Telling standard() {
        return new Telling("en", "dimensions", "step", 10, 10, false);
    }

    /** The settings as the file to edit. */
    public byte[] toBytes() {
        return Json.bytes(this);
    }

    /** Reads a file; throws {@link InputException} with what is wrong in it. */
    public static Telling read(Path file) throws IOException, InputException {
        byte[] bytes = Files.readAllBytes(file);
        Telling telling;
        try {
            telling = JSON.readValue(bytes, Telling.class);
        } catch (JsonProcessingException e) {
            String found = e.getOriginalMessage().lines().findFirst().orElse("something else");
            throw new InputException(file.toString(), "settings", "those of gradescope --print-settings", found);
        } catch (IOException e) { // in an encoding that Jackson guesses from the first bytes
            throw new InputException(file.toString(), "settings", "JSON in UTF-8", String.valueOf(e.getMessage()));
        }
        if (telling == null) {
            throw new InputException(file.toString(), "settings", "those of gradescope --print-settings", "null");
        }
        require(
                file,
                "language",
                Messages.LANGUAGES.contains(telling.language),
                "one of " + Messages.LANGUAGES,
                telling.language);
        require(file, "before", LEVELS.contains(telling.before), "one of " + LEVELS, telling.before);
        require(file, "after", LEVELS.contains(telling.after), "one of " + LEVELS, telling.after);
        require(file, "tries", telling.tries >= 0, "at least 0", telling.tries);
        require(file, "pauseMinutes", telling.pauseMinutes >= 0, "at least 0", telling.pauseMinutes);
        return telling;
    }

    private static void require(Path file, String place, boolean holds, String expected, Object found)
            throws InputException {
        if (!holds) {
            throw new InputException(file.toString(), place, expected, "'" + found + "'");
        }
    }
}
