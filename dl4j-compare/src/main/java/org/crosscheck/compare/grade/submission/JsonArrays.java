package org.crosscheck.compare.grade.submission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.crosscheck.datasets.formats.FileKind;
import org.crosscheck.datasets.formats.FormatException;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.crosscheck.datasets.formats.NpyArray;

/**
 * Named arrays as JSON: one object of numbers and nested, rectangular arrays of numbers, in UTF-8 without a byte-order
 * mark, with brackets at most 32 deep and at most 64 keys. An object in it is taken for a folder: {@code q2/ha}.
 *
 * <p>Read in one pass, without a tree. Refused: numbers that are not finite (Python writes NaN
 * and Infinity, which JSON does not have) or too large for a double, anything after the object.
 */
final class JsonArrays {

    private static final int MOST_ARRAYS = 64;
    private static final int DEEPEST = 32;
    private static final int FIRST_BUFFER = 1024;

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // only to name them: they are refused
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(100)
                    .maxNumberLength(1000)
                    .maxStringLength(1000)
                    .build())
            .build();

    private final JsonParser parser;
    private final String name;
    private long heap;
    private int count;

    private JsonArrays(JsonParser parser, String name, long heap) {
        this.parser = parser;
        this.name = name;
        this.heap = heap;
    }

    /** Hears of a key whose array cannot be read. */
    @FunctionalInterface
    interface Refusal {
        void of(String key, FormatException why);
    }

    /**
     * Reads the content of a file: one bad array costs no other.
     *
     * @param name only for messages
     * @param heap the most bytes that the arrays may take
     * @param wanted which keys to read
     * @param refusal hears of each key that is left out
     */
    static Map<String, NpyArray> read(byte[] json, String name, long heap, Predicate<String> wanted, Refusal refusal)
            throws IOException {
        if (json.length > 2 && json[0] == (byte) 0xef && json[1] == (byte) 0xbb && json[2] == (byte) 0xbf) {
            throw new FormatException(
                    Reason.JSON_ENCODING, name, "offset 0", "UTF-8 without a byte-order mark", "a byte-order mark");
        }
        String kind = FileKind.insteadOfJson(json);
        if (!kind.isEmpty()) {
            Reason reason = json.length == 0 ? Reason.JSON_OBJECT : Reason.JSON_SYNTAX;
            throw new FormatException(reason, name, "file", "JSON", kind);
        }
        // A reader, since Jackson would otherwise guess the encoding; this one refuses what is not UTF-8.
        Reader text = new InputStreamReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8.newDecoder());
        try (JsonParser parser = JSON.createParser(text)) {
            return new JsonArrays(parser, name, heap).object(wanted, refusal);
        } catch (CharacterCodingException e) {
            throw refused(e, Reason.JSON_ENCODING, name, "file", "UTF-8", "bytes that are not");
        } catch (StreamConstraintsException e) {
            throw refused(
                    e,
                    Reason.JSON_LIMIT,
                    name,
                    place(e),
                    "brackets, names and numbers of reasonable size",
                    e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            throw refused(e, Reason.JSON_SYNTAX, name, place(e), "JSON", e.getOriginalMessage());
        }
    }

    private Map<String, NpyArray> object(Predicate<String> wanted, Refusal refusal) throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw error(Reason.JSON_OBJECT, "start", "an object {key: array}", String.valueOf(first));
        }
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        read("", arrays, wanted, refusal);
        requireEnd();
        return arrays;
    }

    /** The fields of an object to its end, and those of objects in it, but none of objects in these. */
    private void read(String folder, Map<String, NpyArray> arrays, Predicate<String> wanted, Refusal refusal)
            throws IOException {
        JsonStreamContext object = parser.getParsingContext();
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = folder + parser.currentName();
            String place = "key '" + key + "'";
            if (++count > MOST_ARRAYS) {
                throw error(Reason.JSON_TOO_MANY, place, "at most " + MOST_ARRAYS + " keys", "more");
            }
            JsonToken value = parser.nextToken();
            if (!seen.add(key)) {
                arrays.remove(key); // which of the two is meant is unknown
                refusal.of(key, error(Reason.JSON_DUPLICATE, place, "each key once", "this key again"));
            } else if (wanted.test(key)) {
                try {
                    arrays.put(key, new Nested(place).read());
                } catch (FormatException e) {
                    refusal.of(key, e);
                }
            } else if (value == JsonToken.START_OBJECT && folder.isEmpty()) {
                read(key + "/", arrays, wanted, refusal);
            } else {
                refusal.of(key, error(Reason.JSON_VALUE, place, "a key of answers", "another"));
            }
            while (parser.getParsingContext() != object) { // skips the rest of a value that was not read to its end
                parser.nextToken();
            }
        }
    }

    private void requireEnd() throws IOException {
        boolean end;
        try {
            end = parser.nextToken() == null;
        } catch (JsonProcessingException e) {
            end = false;
        }
        if (!end) {
            throw error(Reason.JSON_TRAILING, "end", "nothing after the object", "more");
        }
    }

    /** The value that begins with the parser's token: a number, or arrays of arrays of numbers, all of one shape. */
    private final class Nested {
        private final String place;
        private final int[] axes = new int[DEEPEST]; // the length of each axis; 0 while it is not known
        private final int[] index = new int[DEEPEST]; // of the next element in each bracket that is open
        private int depth;
        private int rank = -1; // brackets around each number; -1 before the first
        private double[] values = new double[FIRST_BUFFER];
        private int size;

        Nested(String place) {
            this.place = place;
        }

        NpyArray read() throws IOException {
            token(parser.currentToken());
            while (depth > 0) {
                token(parser.nextToken());
            }
            heap -= (long) size * Double.BYTES;
            return NpyArray.float64(Arrays.copyOf(axes, rank), Arrays.copyOf(values, size));
        }

        private void token(JsonToken token) throws IOException {
            if (token == JsonToken.START_ARRAY) {
                if (depth == rank) {
                    throw refused(Reason.JSON_RAGGED, "a number, as elsewhere", "an array");
                }
                index[depth++] = 0;
                return;
            }
            if (token == JsonToken.END_ARRAY) {
                close();
            } else {
                number(token);
            }
            if (depth > 0) {
                index[depth - 1]++;
            }
        }

        private void close() throws FormatException {
            depth--;
            int length = index[depth];
            if (length == 0) {
                throw refused(Reason.ARRAY_EMPTY, "at least one element", "none");
            }
            if (axes[depth] != 0 && axes[depth] != length) {
                throw refused(Reason.JSON_RAGGED, axes[depth] + " elements, as elsewhere", "" + length);
            }
            axes[depth] = length;
        }

        private void number(JsonToken token) throws IOException {
            if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
                throw refused(Reason.JSON_VALUE, "a number or an array of numbers", name(token));
            }
            if (rank >= 0 && depth != rank) {
                throw refused(Reason.JSON_RAGGED, "an array, as elsewhere", "a number");
            }
            rank = depth;
            double value = parser.getDoubleValue();
            if (!Double.isFinite(value)) {
                throw refused(Reason.JSON_NOT_FINITE, "a finite number", parser.getText());
            }
            if (size == values.length) {
                grow();
            }
            values[size++] = value;
        }

        /** For a moment both the old and the new buffer exist. */
        private void grow() throws FormatException {
            long both = 3L * values.length * Double.BYTES;
            if (both > heap) {
                throw refused(Reason.FILE_TOO_LARGE, "at most " + size + " numbers, since others came before", "more");
            }
            values = Arrays.copyOf(values, 2 * values.length);
        }

        private FormatException refused(Reason reason, String expected, String found) {
            return error(reason, place + Arrays.toString(Arrays.copyOf(index, depth)), expected, found);
        }
    }

    private static String name(JsonToken token) {
        return token == JsonToken.START_OBJECT ? "an object" : token.name();
    }

    private FormatException error(Reason reason, String place, String expected, String found) {
        return new FormatException(reason, name, place, expected, found);
    }

    private static FormatException refused(
            Exception cause, Reason reason, String name, String place, String expected, String found) {
        FormatException why = new FormatException(reason, name, place, expected, found);
        why.initCause(cause);
        return why;
    }

    private static String place(JsonProcessingException e) {
        JsonLocation at = e.getLocation(); // null if the limit was hit inside of a token
        return at == null ? "file" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
