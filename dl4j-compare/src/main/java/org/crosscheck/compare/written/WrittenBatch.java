package org.crosscheck.compare.written;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** Written answers by the batch, one JSON object a line, judged by as many threads as there are processors. */
public final class WrittenBatch {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ThreadLocal<AnswerJudge> JUDGES = ThreadLocal.withInitial(AnswerJudge::new);

    private WrittenBatch() {}

    /**
     * Judges answers.
     *
     * @param lines {@code {"id": .., "question": "2m", "latex": ".."}}
     * @return for each line its verdict, in the same order; a line that is none of these is unclear; one at which this
     *     program fails has the finding {@link AnswerVerdict#OWN_FAULT} and keeps its {@code latex}
     */
    public static List<String> judge(List<String> lines) {
        return judge(lines, (question, latex) -> JUDGES.get().judge(question, latex));
    }

    static List<String> judge(List<String> lines, BinaryJudge judge) {
        return lines.parallelStream().map(line -> judge(line, judge)).collect(Collectors.toList());
    }

    /** Judges an answer to a question. */
    interface BinaryJudge {
        AnswerVerdict judge(String question, String latex);
    }

    private static String judge(String line, BinaryJudge judge) {
        JsonNode answer;
        try {
            answer = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return json(null, AnswerVerdict.unclear("the line is no JSON object", -1));
        }
        boolean whole = answer != null
                && answer.isObject()
                && answer.path("question").isTextual()
                && answer.path("latex").isTextual();
        JsonNode id = answer == null ? null : answer.get("id");
        if (!whole) {
            return json(id, AnswerVerdict.unclear("question and latex are needed, each a string", -1));
        }
        String latex = answer.get("latex").textValue();
        AnswerVerdict verdict = judge.judge(answer.get("question").textValue(), latex);
        ObjectNode node = node(id, verdict);
        if (verdict.isOwnFault()) {
            node.put("latex", latex); // what the fault is found with again
        }
        return node.toString();
    }

    /** A verdict as one line of JSON. */
    public static String json(JsonNode id, AnswerVerdict verdict) {
        return node(id, verdict).toString();
    }

    private static ObjectNode node(JsonNode id, AnswerVerdict verdict) {
        ObjectNode node = JSON.createObjectNode();
        if (id != null) {
            node.set("id", id);
        } else {
            node.putNull("id");
        }
        node.put("verdict", verdict.verdict());
        if (verdict.step() == null) {
            node.putNull("step");
        } else {
            node.put("step", verdict.step());
        }
        ObjectNode parts = node.putObject("parts");
        verdict.parts().forEach(parts::put);
        verdict.findings().forEach(node.putArray("findings")::add);
        node.put("message", verdict.message());
        node.put("normal", verdict.normal());
        return node;
    }
}
