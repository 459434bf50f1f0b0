package org.crosscheck.compare.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** JSON files for people and machines: indented, in UTF-8, lines ended as on Unix whatever the machine's own are. */
public final class Json {

    private static final DefaultPrettyPrinter LINES =
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

    /** With the shortest digits that name a number, the same on every Java: those of 17 are others for subnormal numbers. */
    private static final ObjectWriter PLAIN = writer(JsonMapper.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build());

    /** Every field, no other, none twice, each of its own type. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private Json() {}

    /**
     * A record that this program has written. What its constructor refuses is refused with its words.
     *
     * @param nulls whether fields may be null, which the record then looks at itself
     * @param file for messages
     * @param place in it, for messages
     * @throws InputException if it is not as it was written
     */
    public static <T> T read(byte[] json, Class<T> type, boolean nulls, String file, String place)
            throws InputException {
        ObjectReader reader = STRICT.readerFor(type);
        try {
            T value = (nulls ? reader : reader.with(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES))
                    .readValue(json);
            if (value != null) {
                return value;
            }
            throw new InputException(file, place, "a JSON object", "null");
        } catch (JsonProcessingException e) {
            InputException error = new InputException(file, place, "JSON as it is written", e.getOriginalMessage());
            error.initCause(e);
            throw error;
        } catch (IOException e) { // in an encoding that Jackson guesses from the first bytes
            InputException error = new InputException(file, place, "JSON in UTF-8", String.valueOf(e.getMessage()));
            error.initCause(e);
            throw error;
        }
    }

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
