package org.crosscheck.compare.written;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Answers that a person labelled, without knowing the judge: verdict, first false equality and finding of each. */
class LabelledAnswersTest {

    /** Of a chain with ≠ in it, whose equalities the label does not number. */
    private static final Set<String> NOT_NUMBERED = Set.of("1i-015");

    private final AnswerJudge judge = new AnswerJudge();

    @Test
    void verdictsAreThoseOfThePerson() throws IOException {
        List<String> bad = new ArrayList<>();
        List<JsonNode> answers = read("answers.jsonl");
        for (JsonNode answer : answers) {
            String id = answer.get("id").textValue();
            AnswerVerdict verdict = judge(answer);
            String expected = answer.get("verdict").textValue();
            if (!verdict.verdict().equals(expected) || verdict.isOwnFault()) {
                bad.add(id + " is " + expected + ", found " + verdict.verdict() + ": " + verdict.message());
            }
        }
        assertThat(answers).hasSizeGreaterThan(300);
        assertThat(bad).isEmpty();
    }

    @Test
    void firstFalseEqualityIsNamedByItsNumber() throws IOException {
        List<String> bad = new ArrayList<>();
        for (JsonNode answer : read("answers.jsonl")) {
            String id = answer.get("id").textValue();
            Integer expected =
                    answer.get("step").isNull() ? null : answer.get("step").intValue();
            Integer found = judge(answer).step();
            boolean wrong = answer.get("verdict").textValue().equals("wrong") && !NOT_NUMBERED.contains(id);
            if (wrong && !String.valueOf(expected).equals(String.valueOf(found))) {
                bad.add(id + " step " + expected + ", found " + found);
            }
        }
        assertThat(bad).isEmpty();
    }

    @Test
    void mistakesAreThoseOfTheBank() throws IOException {
        List<String> bad = new ArrayList<>();
        for (JsonNode answer : read("answers.jsonl")) {
            List<String> found = judge(answer).findings();
            answer.get("findings").forEach(finding -> {
                if (!found.contains(finding.textValue())) {
                    bad.add(answer.get("id").textValue() + " " + finding.textValue() + ", found " + found);
                }
            });
        }
        assertThat(bad).isEmpty();
    }

    @Test
    void hostileAnswersAreNotUnderstood() throws IOException {
        List<String> bad = new ArrayList<>();
        List<JsonNode> answers = read("hostile.jsonl");
        for (JsonNode answer : answers) {
            AnswerVerdict verdict = judge(answer);
            if (!verdict.verdict().equals("unclear") || verdict.message().isEmpty() || verdict.isOwnFault()) {
                bad.add(answer.get("id").textValue() + " " + verdict.verdict() + ": " + verdict.message());
            }
        }
        assertThat(answers).hasSizeGreaterThan(50);
        assertThat(bad).isEmpty();
    }

    private AnswerVerdict judge(JsonNode answer) {
        String latex = answer.has("latex")
                ? answer.get("latex").textValue()
                : answer.path("prefix").asText("")
                        + answer.get("piece")
                                .textValue()
                                .repeat(answer.get("repeat").intValue())
                        + answer.path("suffix").asText("");
        return judge.judge(answer.get("question").textValue(), latex);
    }

    private static List<JsonNode> read(String file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(LabelledAnswersTest.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(json.readTree(line));
            }
        }
        return lines;
    }
}
