package org.crosscheck.compare.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in another language what the judge of written answers and the reader of homeworks say in English: each sentence is one
 * of the messages whose keys begin with {@code judge.}, {@code mistake.} or {@code reader.}, and what stands in its places may be another. Formulas and numbers are as they
 * are. A test holds that nothing the judge says is left in English.
 */
public final class Translation {

    private static final Map<String, Translation> ALL = new ConcurrentHashMap<>();

    /** The end of a sentence; a bracket of a place belongs to the sentence before it. */
    private static final Pattern SENTENCE = Pattern.compile("(?<=\\.)\\s+(?!\\[)");

    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");
    private static final int DEEPEST = 6;

    /** How the keys of what is known again begin. */
    private static final List<String> KNOWN = List.of("judge.", "mistake.", "reader.");

    /** A message as a pattern of English. */
    private record Form(Pattern english, List<Integer> places, String key, boolean isSentence) {}

    private final List<Form> forms = new ArrayList<>();
    private final Messages messages;

    private Translation(String language) {
        this.messages = Messages.of(language);
        Messages english = Messages.of("en");
        english.keys().stream()
                .filter(key -> KNOWN.stream().anyMatch(key::startsWith))
                .sorted(Comparator.comparingInt((String key) ->
                                -PLACE.matcher(english.text(key)).replaceAll("").length())
                        .thenComparing(key -> key))
                .forEach(key -> forms.add(form(key, english.text(key))));
    }

    /** Into a language of {@link Messages}. */
    public static Translation into(String language) {
        return ALL.computeIfAbsent(language, Translation::new);
    }

    private static Form form(String key, String text) {
        StringBuilder pattern = new StringBuilder("(?s)");
        List<Integer> places = new ArrayList<>();
        Matcher place = PLACE.matcher(text);
        int at = 0;
        while (place.find()) {
            pattern.append(Pattern.quote(text.substring(at, place.start()))).append("(.+?)");
            places.add(Integer.parseInt(place.group(1)));
            at = place.end();
        }
        pattern.append(Pattern.quote(text.substring(at)));
        return new Form(Pattern.compile(pattern.toString()), places, key, text.matches("(?s).*\\.( \\[.*)?"));
    }

    /** A message in this language. */
    public String of(String english) {
        return of(english, unknown -> {});
    }

    /** The same; sentences that are none of the messages are told of. */
    public String of(String english, Consumer<String> unknown) {
        if (messages.language().equals("en") || english.isBlank()) {
            return english;
        }
        List<String> said = new ArrayList<>();
        String[] sentences = SENTENCE.split(english.strip());
        for (int i = 0; i < sentences.length; i++) {
            int last = i; // a formula may hold what looks like an end: the fewest sentences that are one together
            Optional<String> one = Optional.empty();
            for (int j = i; j < sentences.length && one.isEmpty(); j++) {
                one = form(String.join(" ", List.of(sentences).subList(i, j + 1)), 0);
                last = j;
            }
            if (one.isPresent()) {
                said.add(one.get());
                i = last;
            } else {
                unknown.accept(sentences[i]);
                said.add(sentences[i]);
            }
        }
        return String.join(" ", said);
    }

    /** What is no sentence, such as a place or why a file cannot be read. */
    public String phrase(String english) {
        return messages.language().equals("en") ? english : form(english, 1).orElse(english);
    }

    /** Names of parts in a list; whatever else it is stays. */
    private String parts(String list) {
        List<String> names = List.of(list.split(", ", -1));
        return names.stream().allMatch(name -> messages.has("part." + name))
                ? String.join(", ", messages.all("part.", names))
                : list;
    }

    private Optional<String> form(String english, int depth) {
        if (depth > DEEPEST) {
            return Optional.empty();
        }
        for (Form form : forms) {
            Matcher matcher = form.english.matcher(english);
            if (form.isSentence == (depth == 0) && matcher.matches()) {
                Object[] arguments = new Object[10];
                for (int i = 0; i < form.places.size(); i++) {
                    String part = matcher.group(i + 1);
                    arguments[form.places.get(i)] = form(part, depth + 1).orElseGet(() -> parts(part));
                }
                return Optional.of(messages.say(form.key, arguments));
            }
        }
        return Optional.empty();
    }
}
