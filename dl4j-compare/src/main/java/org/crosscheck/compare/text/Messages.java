package org.crosscheck.compare.text;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What students are told, in one language: the file {@code messages.LANGUAGE.properties}, a line for each message, with
 * {@code {0}}, {@code {1}} for what is put in. The languages have the same keys and the same places.
 */
public final class Messages {

    /** The languages that there are, the first where none is asked for. */
    public static final List<String> LANGUAGES = List.of("en", "fr");

    private static final Map<String, Messages> ALL = new ConcurrentHashMap<>();

    private final Map<String, String> texts;
    private final String language;

    private Messages(String language) {
        this.language = language;
        this.texts = read(language);
    }

    /** The messages of a language; throws {@link IllegalArgumentException} if there is none. */
    public static Messages of(String language) {
        if (!LANGUAGES.contains(language)) {
            throw new IllegalArgumentException("no language '" + language + "': one of " + LANGUAGES);
        }
        return ALL.computeIfAbsent(language, Messages::new);
    }

    private static Map<String, String> read(String language) {
        Properties properties = new Properties();
        try (Reader in = new InputStreamReader(
                Messages.class.getResourceAsStream("messages." + language + ".properties"), StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        properties.forEach((key, text) -> texts.put(String.valueOf(key), String.valueOf(text)));
        return texts;
    }

    /** Its two letters, such as fr. */
    public String language() {
        return language;
    }

    /** All keys. */
    public Set<String> keys() {
        return new TreeSet<>(texts.keySet());
    }

    /** Whether there is a message of a key. */
    public boolean has(String key) {
        return texts.containsKey(key);
    }

    /** A message as it stands in the file. */
    public String text(String key) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("no message '" + key + "' in " + language);
        }
        return text;
    }

    /** A message with what is put in. */
    public String say(String key, Object... arguments) {
        String text = text(key);
        StringBuilder said = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            boolean place = text.charAt(at) == '{' && at + 2 < text.length() && text.charAt(at + 2) == '}';
            if (place && text.charAt(at + 1) - '0' < arguments.length) {
                said.append(arguments[text.charAt(at + 1) - '0']);
                at += 3;
            } else {
                said.append(text.charAt(at++));
            }
        }
        return said.toString();
    }

    /** The same for each of several keys. */
    public List<String> all(String before, List<String> keys) {
        List<String> texts = new ArrayList<>();
        keys.forEach(key -> texts.add(say(before + key)));
        return texts;
    }
}
