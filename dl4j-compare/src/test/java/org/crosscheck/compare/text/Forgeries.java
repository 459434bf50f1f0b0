package org.crosscheck.compare.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A JSON text with each of its values, at every depth, replaced by others, left out, or given twice. */
public final class Forgeries {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final List<String> VALUES = List.of(
            "null",
            "\"\"",
            "\"x\"",
            "\"../x\"",
            "\"NaN\"",
            "[]",
            "[null]",
            "{}",
            "{\"x\":1}",
            "true",
            "0",
            "-1",
            "0.5",
            "1e308",
            "1e999",
            "9223372036854775808",
            "\"" + "x".repeat(100_000) + "\"",
            "[".repeat(2000),
            "");

    private Forgeries() {}

    /** One text that is not as it was written, and what was changed. */
    public record Forgery(String what, String json) {}

    /** All of them. */
    public static Stream<Forgery> of(String json) {
        try {
            JsonNode root = JSON.readTree(json);
            List<Forgery> all = new ArrayList<>();
            places(root, "").forEach(place -> all.addAll(at(root, place)));
            all.add(new Forgery("a field more", json.replaceFirst("\\{", "{\"more\":1,")));
            all.add(new Forgery("something behind", json + "{}"));
            return all.stream();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Forgery> at(JsonNode root, String place) {
        String marker = "\"MARKER\"";
        JsonNode copy = root.deepCopy();
        String name = place.substring(place.lastIndexOf('/') + 1);
        JsonNode parent = copy.at(place.substring(0, Math.max(0, place.lastIndexOf('/'))));
        List<Forgery> all = new ArrayList<>();
        if (place.isEmpty()) {
            VALUES.forEach(value -> all.add(forgery("the whole", value, value)));
            return all;
        }
        if (parent instanceof ObjectNode fields) {
            fields.put(name, "MARKER");
        } else {
            ((ArrayNode) parent)
                    .set(Integer.parseInt(name), JSON.getNodeFactory().textNode("MARKER"));
        }
        String text = copy.toString();
        for (String value : VALUES) {
            all.add(forgery(place, value, text.replace(marker, value)));
        }
        if (parent instanceof ObjectNode fields) {
            String value = root.at(place).toString();
            String twice = value + ",\"" + name + "\":" + value;
            all.add(forgery(place, "twice", text.replace(marker, twice)));
            fields.remove(name);
            all.add(forgery(place, "left out", copy.toString()));
        }
        return all;
    }

    private static Forgery forgery(String place, String value, String json) {
        return new Forgery(place + " as " + value.substring(0, Math.min(30, value.length())), json);
    }

    private static Stream<String> places(JsonNode node, String place) {
        Stream<String> names = node.isObject()
                ? Stream.of(node.fieldNames()).flatMap(all -> {
                    List<String> list = new ArrayList<>();
                    all.forEachRemaining(list::add);
                    return list.stream();
                })
                // The first elements of a list stand for all.
                : IntStream.range(0, Math.min(2, node.size())).mapToObj(String::valueOf);
        return Stream.concat(Stream.of(place), names.flatMap(name -> places(node.at("/" + name), place + "/" + name)));
    }
}
