package org.crosscheck.compare.written;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One object of a JSON file beside the classes. Read token by token: to bind it to records takes longer than to judge. */
record Table(Object row) {

    /** The lists and maps of a file. */
    static Object read(String file) {
        try (InputStream in = Table.class.getResourceAsStream(file);
                JsonParser parser = new JsonFactory().createParser(in)) {
            parser.nextToken();
            return value(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                return list;
            }
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                return map;
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return parser.getBooleanValue();
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return parser.getNumberValue();
            }
            default -> {
                return parser.getText();
            }
        }
    }

    private Object get(String name) {
        return ((Map<?, ?>) row).get(name);
    }

    /** A text, or null. */
    String text(String name) {
        return (String) get(name);
    }

    boolean is(String name) {
        return Boolean.TRUE.equals(get(name));
    }

    /** A number, 0 where there is none. */
    Number number(String name) {
        return get(name) == null ? Integer.valueOf(0) : (Number) get(name);
    }

    /** Texts, or null. */
    List<String> texts(String name) {
        return get(name) == null
                ? null
                : ((List<?>) get(name)).stream().map(String.class::cast).toList();
    }

    List<Long> numbers(String name) {
        return get(name) == null
                ? List.of()
                : ((List<?>) get(name))
                        .stream().map(n -> ((Number) n).longValue()).toList();
    }

    List<Table> rows(String name) {
        return get(name) == null
                ? List.of()
                : ((List<?>) get(name)).stream().map(r -> new Table(r)).toList();
    }

    /** Texts by name. */
    Map<String, String> map(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        if (get(name) != null) {
            ((Map<?, ?>) get(name)).forEach((key, value) -> map.put((String) key, (String) value));
        }
        return map;
    }
}
