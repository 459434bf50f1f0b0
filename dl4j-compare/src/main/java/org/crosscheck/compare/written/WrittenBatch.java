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
     * @return for each line its verdict, in the same order; a line that is none of these is unclear
     */
    public static List<String> judge(List<String> lines) {
        return lines.parallelStream().map(WrittenBatch::judge).collect(Collectors.toList());
    }

    private static String judge(String line) {
        JsonNode answer;
        try {
            answer = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return json(null, AnswerJudge.unclear("the line is no JSON object", -1));
        }
        boolean whole = answer != null
                && answer.isObject()
                && answer.path("question").isTextual()
                && answer.path("latex").isTextual();
        JsonNode id = answer == null ? null : answer.get("id");
        if (!whole) {
            return json(id, AnswerJudge.unclear("question and latex are needed, each a string", -1));
        }
        return json(
                id,
                JUDGES.get()
                        .judge(
                                answer.get("question").textValue(),
                                answer.get("latex").textValue()));
    }

    /** A verdict as one line of JSON. */
    public static String json(JsonNode id, AnswerVerdict verdict) {
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
        return node.toString();
    }
}
