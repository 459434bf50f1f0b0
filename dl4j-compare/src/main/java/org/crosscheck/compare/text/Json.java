package org.crosscheck.compare.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON files for people and machines: indented, in UTF-8, lines ended as on Unix whatever the machine's own are. */
public final class Json {

    private static final DefaultPrettyPrinter LINES =
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

    private static final ObjectWriter PLAIN = writer(JsonMapper.builder().build());

    private Json() {}

    /** The content of a file. */
    public static byte[] bytes(Object value) {
        try {
            return PLAIN.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value that JSON cannot hold", e);
        }
    }

    /** The same by a mapper that names things in its own way. */
    public static ObjectWriter writer(JsonMapper mapper) {
        return mapper.writer(LINES);
    }
}
