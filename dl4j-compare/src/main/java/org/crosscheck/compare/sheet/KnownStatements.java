package org.crosscheck.compare.sheet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Knows the homework's own words and formulas again, so that what a copy of its source repeats is not taken for an answer.
 * The file {@code statements.txt} holds, for each question and each part's introduction, hashes of the words in their order
 * and of the formulas, and no text.
 */
final class KnownStatements {

    private static final Map<String, List<KnownStatements>> ALL = read();

    private static final Pattern WORD = Pattern.compile("[a-z]+");
    private static final Pattern COMMAND = Pattern.compile("\\\\[A-Za-z]+\\*?|\\\\.");
    private static final double MOST_OF = 0.7;

    private final List<Integer> words;
    private final List<Integer> formulas;

    private KnownStatements(List<Integer> words, List<Integer> formulas) {
        this.words = words;
        this.formulas = formulas;
    }

    private static Map<String, List<KnownStatements>> read() {
        Map<String, List<KnownStatements>> all = new LinkedHashMap<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                KnownStatements.class.getResourceAsStream("statements.txt"), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] parts = line.split(":", -1);
                all.computeIfAbsent(parts[0], id -> new ArrayList<>())
                        .add(new KnownStatements(hashes(parts[1]), hashes(parts[2])));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static List<Integer> hashes(String text) {
        return text.isBlank()
                ? List.of()
                : Pattern.compile(" ")
                        .splitAsStream(text.strip())
                        .map(hash -> Integer.parseUnsignedInt(hash, 16))
                        .toList();
    }

    /** The questions whose statements a text begins with, best first; none if it is the homework's words in no way. */
    static List<String> beginning(String text) {
        List<Integer> found = hashed(wordsOf(Units.outsideFormulas(Units.withoutPoints(text))));
        List<Integer> start = found.subList(0, Math.min(12, found.size()));
        Map<String, Double> scores = new LinkedHashMap<>();
        ALL.forEach((id, all) -> all.forEach(known -> {
            int most = Math.min(start.size(), known.words.size());
            int same = 0;
            while (same < most && start.get(same).equals(known.words.get(same))) {
                same++;
            }
            if (most >= 3 && same >= Math.min(most, 6)) {
                scores.merge(id, same / (double) Math.min(12, known.words.size()), Math::max);
            }
        }));
        double best = scores.values().stream().mapToDouble(x -> x).max().orElse(0);
        return scores.entrySet().stream()
                .filter(entry -> entry.getValue() == best && entry.getKey().matches("[1-3][a-z]"))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A text without what it repeats of the statement of a question, such as 2g, or of the introductions, {@code intro}. */
    static String strip(String id, String text) {
        String all = Units.withoutPoints(text);
        return ALL.getOrDefault(id, List.of()).stream()
                .map(known -> known.strip(all))
                .min(java.util.Comparator.comparingInt(String::length))
                .orElse(all);
    }

    private String strip(String text) {
        Map<Long, Integer> pairs = new HashMap<>();
        for (int i = 0; i + 1 < words.size(); i++) {
            pairs.merge(pair(words.get(i), words.get(i + 1)), 1, Integer::sum);
        }
        Set<Integer> single = new HashSet<>(words);
        List<Integer> given = new ArrayList<>(formulas);
        StringBuilder kept = new StringBuilder();
        Units.each(text, unit -> {
            List<Integer> said = hashed(wordsOf(unit.words()));
            List<Long> used = new ArrayList<>();
            for (int w = 0; w + 1 < said.size(); w++) {
                long pair = pair(said.get(w), said.get(w + 1));
                if (pairs.getOrDefault(pair, 0) > 0) {
                    pairs.merge(pair, -1, Integer::sum);
                    used.add(pair);
                }
            }
            boolean statement = said.size() > 1
                    ? used.size() >= MOST_OF * (said.size() - 1)
                    : said.size() == 1
                            ? single.contains(said.get(0))
                                    && unit.formulas().stream().allMatch(f -> given.contains(hash(f)))
                            : unit.formulas().stream().allMatch(f -> given.contains(hash(f)));
            if (!statement) {
                kept.append(text, unit.start(), text.length());
                return false;
            }
            for (String formula : unit.formulas()) {
                boolean claims = formula.contains("=") || formula.contains("\\in");
                if (!given.remove((Object) hash(formula)) && claims) {
                    kept.append("\n\n").append(formula);
                }
            }
            return true;
        });
        return kept.toString();
    }

    private static long pair(int one, int other) {
        return ((long) one << 32) | other;
    }

    /** The words of a text, formulas apart, in small letters without accents. */
    static List<String> wordsOf(String text) {
        String plain = Normalizer.normalize(COMMAND.matcher(text).replaceAll(" "), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
        return WORD.matcher(plain).results().map(word -> word.group()).toList();
    }

    private static List<Integer> hashed(List<String> words) {
        return words.stream().map(word -> word.hashCode() & 0xffff).toList();
    }

    /** A formula's hash, the same however it is set. */
    static int hash(String formula) {
        String plain = formula.replaceAll(
                        "\\\\(left|right|big|Big|bigg|Bigg|mathbf|boldsymbol|bm|vec|text|textbf|mathrm|operatorname|mathit|mathcal"
                                + "|displaystyle|limits|nolimits|quad|qquad|textit|bf|rm|begin|end|nonumber)(?![A-Za-z])\\*?",
                        "")
                .replaceAll("\\\\[,;:! ]|\\\\\\\\|[\\s~&$.]|\\\\[\\[\\]()]|%", "")
                .replaceAll("\\\\[dtc]frac", "\\\\frac")
                .replaceAll("\\{(align|aligned|equation|gather|split|displaymath|eqnarray)\\*?}", "")
                .replaceAll("\\^(?:\\{\\\\(?:top|intercal|mathsf T)}|\\\\top)", "^T");
        Matcher scripts = Pattern.compile("(\\^(?:\\{[^{}]*}|[^{}]))(_(?:\\{[^{}]*}|[^{}]))")
                .matcher(plain);
        String ordered = scripts.replaceAll("$2$1").replaceAll("[{}]", "");
        return ordered.hashCode();
    }

    /** A line of the file for a statement, by which the file was made. */
    static String line(String id, String statement) {
        List<String> words = wordsOf(Units.outsideFormulas(Units.withoutPoints(statement)));
        List<String> formulas = new ArrayList<>();
        Units.each(statement, unit -> {
            formulas.addAll(unit.formulas());
            return true;
        });
        return id + ":"
                + hashed(words).stream().map(Integer::toHexString).collect(Collectors.joining(" ")) + ":"
                + formulas.stream()
                        .map(formula -> Integer.toHexString(hash(formula)))
                        .distinct()
                        .collect(Collectors.joining(" "));
    }
}
