package org.crosscheck.compare.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.crosscheck.compare.answers.Answers;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.SubQuestion;
import org.crosscheck.compare.text.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RubricTest {

    @TempDir
    private Path folder;

    private Rubric read(String json) throws IOException, InputException {
        return Rubric.read(Files.writeString(folder.resolve("rubric.json"), json));
    }

    @Test
    void thePointsAreTheHomeworks() {
        Map<String, Double> points = new HashMap<>();
        Rubric.standard().questions().forEach(part -> points.put(part.id(), part.points()));
        assertThat(points)
                .containsEntry("1a", 2.0)
                .containsEntry("2g", 3.0)
                .containsEntry("2h-2i", 5.0)
                .containsEntry("3e", 2.0);
        assertThat(points.values().stream().mapToDouble(p -> p).sum()).isEqualTo(60);
    }

    /** As the key splits them. */
    @Test
    void theWholeHomeworkIsInTheTableAndProofsAreForAPerson() {
        for (Rubric.Part part : Rubric.standard().questions()) {
            double byPerson = 0;
            for (String id : part.id().split("-", -1)) {
                byPerson += Answers.of(id).byPerson();
            }
            assertThat(part.byPerson()).as(part.id()).isEqualTo(byPerson);
        }
        assertThat(Rubric.standard().questions().stream()
                        .mapToDouble(Rubric.Part::points)
                        .sum())
                .isEqualTo(SubQuestion.ALL.stream()
                        .mapToDouble(SubQuestion::points)
                        .sum());
        assertThat(Rubric.standard().byPerson())
                .extracting(Rubric.ByPerson::question)
                .containsExactly("1c", "1d", "1e", "1i", "1j", "1k", "2c", "2e", "2f", "2p");
    }

    @Test
    void everyAnswerIsAnItem() {
        assertThat(Rubric.standard().questions().stream().flatMap(part -> part.items().keySet().stream()))
                .containsExactlyInAnyOrderElementsOf(Quantities.ANSWERS.stream()
                        .map(Quantities.Quantity::key)
                        .toList());
    }

    @Test
    void whatIsPrintedIsReadAsTheSame() throws Exception {
        assertThat(read(Rubric.standardText())).isEqualTo(Rubric.standard());
    }

    @Test
    void itemsShareThePointsByTheirWeightsAndZeroDoesNotCount() throws Exception {
        Rubric rubric = read("{\"carriedForward\": 1, \"questions\": [{\"id\": \"2a\", \"points\": 6,"
                + " \"visibility\": \"hidden\", \"items\": {\"ha\": 2, \"hs\": 1, \"oa\": 0}}]}");
        Marks marks = new Marker(TestCases.mlp(3, 5, 4, 3, 7), rubric)
                .mark(Student.submission(Student.right(TestCases.mlp(3, 5, 4, 3, 7), 1)));
        assertThat(marks.items()).extracting(Mark::most).containsExactly(4.0, 2.0, 0.0);
        assertThat(marks.score()).isEqualTo(6, within(1e-12));
        assertThat(marks.items()).extracting(Mark::visibility).containsOnly("hidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"carriedForward\": 2, \"questions\": [] | 0 to 1",
                "\"carriedForward\": \"NaN\", \"questions\": [] | 0 to 1",
                "\"questions\": [] | carriedForward",
                "\"carriedForward\": 1, \"carriedForward\": 1, \"questions\": [] | Duplicate",
                "\"carriedForward\": 1, \"questions\": [], \"extra\": 1 | extra",
                "\"carriedForward\": 1, \"questions\": [{'id': 'x', 'points': -1, 'visibility': 'visible', 'items': {}}] | points",
                "\"carriedForward\": 1, \"questions\": [{'id': 'x', 'points': 1, 'visibility': 'secret', 'items': {}}] | one of",
                "\"carriedForward\": 1, \"questions\": [{'id': 'x', 'points': 1, 'visibility': 'visible', 'items': {'X': 1}}] | keys",
                "\"carriedForward\": 1, \"questions\": [{'id': 'x', 'points': 1, 'visibility': 'visible', 'items': {'ha': -1}}] | share",
                "\"carriedForward\": 1, \"questions\": [{'id': 'x', 'points': 1, 'visibility': 'visible', 'items': {'ha': null}}] | share",
                "\"carriedForward\": 1, \"questions\": [{'id': 'x', 'points': 1, 'byPerson': 2, 'visibility': 'visible', 'items': {}}] | at most",
                "\"carriedForward\": 1, \"questions\": [{'id': 'x', 'points': 1, 'byPerson': null, 'visibility': 'visible', 'items': {}}] | at most",
                "\"carriedForward\": 1, \"questions\": [null] | table",
                "\"carriedForward\": 1, \"questions\": 3 | table"
            })
    void aWrongTableIsRefusedWithItsPlace(String json, String message) {
        assertThatThrownBy(() -> read("{" + json.replace('\'', '"') + "}"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("rubric.json")
                .hasMessageContaining(message);
    }

    @Test
    void whatStandsBehindTheTableOrIsNoTableIsRefused() {
        for (String json : new String[] {Rubric.standardText() + "{}", Rubric.standardText() + "x", "", "[", "3"}) {
            assertThatThrownBy(() -> read(json))
                    .as(json.lines().reduce((a, b) -> b).orElse(""))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("rubric.json");
        }
    }

    @Test
    void anArrayIsAnItemOfOneQuestionAlone() {
        assertThatThrownBy(() -> read(Rubric.standardText().replace("\"hs\": 1", "\"oa\": 1")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("oa again");
    }

    /** A report, the marks of a class, or a whole PDF given by mistake: the message is a line all the same. */
    @Test
    void whateverIsWrongTheMessageIsShort() {
        String list = "[" + "[1, 2, 3], ".repeat(5000) + "3]";
        String fields = "{" + "\"a\": 1, ".repeat(1) + "\"b\": {\"c\": " + list + "}}";
        for (String json : new String[] {
            list,
            fields,
            "%PDF-1.7 " + "x".repeat(9000),
            "",
            "{\"carriedForward\": " + list + ", \"questions\": []}",
            "{\"carriedForward\": 1, \"questions\": " + fields + "}",
            "{\"carriedForward\": 1, \"questions\": [" + fields + "]}",
            "{\"carriedForward\": 1, \"questions\": [{\"id\": " + fields + ", \"points\": -1, \"visibility\": \""
                    + "v".repeat(9000) + "\", \"items\": {}}]}",
            "\"" + "x".repeat(9000) + "\""
        }) {
            assertThatThrownBy(() -> read(json))
                    .as(json.substring(0, Math.min(60, json.length())))
                    .isInstanceOf(InputException.class)
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(600));
        }
        assertThatThrownBy(() -> read("%PDF-1.7")).hasMessageContaining("a PDF");
        assertThatThrownBy(() -> read("")).hasMessageContaining("an empty file");
    }
}
