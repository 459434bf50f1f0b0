package org.crosscheck.compare.marking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/**
 * What Gradescope hands back of earlier submissions of the same student, {@code submission_metadata.json}: how many were told
 * more than what was understood, and when the last of them was. That is kept in the {@code extra_data} of their results.
 *
 * @param told how many
 * @param last when the last of them was handed in; null if there is none
 * @param now when this one was; null if that is not known
 * @param isLate whether the deadline has passed
 */
record Earlier(int told, OffsetDateTime last, OffsetDateTime now, boolean isLate) {

    static final String TOLD = "crosscheck_told";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Reads the file; one that is missing or strange says that there was nothing before. */
    static Earlier read(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? of(JSON.readTree(Files.readAllBytes(file)))
                    : new Earlier(0, null, null, false);
        } catch (IOException strange) {
            return new Earlier(0, null, null, false);
        }
    }

    private static Earlier of(JsonNode metadata) {
        OffsetDateTime now = time(metadata.path("created_at"));
        OffsetDateTime due =
                time(metadata.path("users").path(0).path("assignment").path("due_date"));
        due = due == null ? time(metadata.path("assignment").path("due_date")) : due;
        int told = 0;
        OffsetDateTime last = null;
        for (JsonNode before : metadata.path("previous_submissions")) {
            if (before.path("results").path("extra_data").path(TOLD).asBoolean()) {
                told++;
                OffsetDateTime then = time(before.path("submission_time"));
                last = last == null || (then != null && then.isAfter(last)) ? then : last;
            }
        }
        return new Earlier(told, last, now, now != null && due != null && now.isAfter(due));
    }

    private static OffsetDateTime time(JsonNode text) {
        try {
            return text.isTextual() ? OffsetDateTime.parse(text.textValue()) : null;
        } catch (DateTimeParseException strange) {
            return null;
        }
    }

    /** The minutes that are still to be waited for. */
    long pause(Telling telling) {
        if (last == null || now == null) {
            return 0;
        }
        long passed = Duration.between(last, now).toMinutes();
        return Math.max(0, telling.pauseMinutes() - Math.max(0, passed));
    }
}
