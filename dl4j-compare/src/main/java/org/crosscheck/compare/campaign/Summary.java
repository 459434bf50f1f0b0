package org.crosscheck.compare.campaign;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.crosscheck.compare.rounding.Agreement;

/**
 * What was found on some cases of a campaign. Its size does not grow with their number, and sums do not depend on their order.
 *
 * @param tallies by question, engine and kind of check, as {@link #key} joins them
 * @param failures by engine, question, first quantity and mistake, joined likewise
 */
public record Summary(Map<String, Tally> tallies, Map<String, Failing> failures) implements Serializable {

    private static final String JOINT = " | ";

    private static final Pattern PARTS = Pattern.compile(Pattern.quote(JOINT));

    /** Stands for the engine where a case ended whatever ran it, so that nobody knows which one it was. */
    static final String LOST = "some engine";

    static final Summary NONE = new Summary(Map.of(), Map.of());

    public Summary {
        tallies = Collections.unmodifiableMap(new TreeMap<>(tallies));
        failures = Collections.unmodifiableMap(new TreeMap<>(failures));
        tallies.forEach((key, tally) -> require(tally != null && joints(key) == 2, "'" + key + "'"));
        failures.forEach((key, failing) -> require(failing != null && joints(key) >= 3, "'" + key + "'"));
    }

    /** What a file may hold that none has written: throws {@link IllegalArgumentException} with what was found. */
    static void require(boolean holds, String found) {
        if (!holds) {
            throw new IllegalArgumentException(found);
        }
    }

    /**
     * The cases with one and the same failure.
     *
     * @param cases how many
     * @param first the smallest of their numbers
     */
    public record Failing(long cases, long first) implements Serializable {

        Failing plus(Failing other) {
            return new Failing(cases + other.cases, Math.min(first, other.first));
        }
    }

    static String key(String... parts) {
        return String.join(JOINT, parts);
    }

    /** A case that ended whatever ran it, again and again: an alarm, and a failure of its own. */
    public static Summary lost(long number) {
        Tally alarm = Tally.of(Agreement.error("lost"), false, number);
        return new Summary(
                Map.of(key("", LOST, "run"), alarm),
                Map.of(key(LOST, "", "run", "case " + number + " ends what runs it"), new Failing(1, number)));
    }

    /** The parts of a key. */
    static String[] parts(String key) {
        return PARTS.split(key, -1);
    }

    /** How many parts a key has, less one; without making them, since every sum looks at every key. */
    private static int joints(String key) {
        int joints = 0;
        for (int at = key.indexOf(JOINT); at >= 0; at = key.indexOf(JOINT, at + JOINT.length())) {
            joints++;
        }
        return joints;
    }

    /** This and another one. */
    public Summary plus(Summary other) {
        Map<String, Tally> all = new TreeMap<>(tallies);
        other.tallies.forEach((key, tally) -> all.merge(key, tally, Tally::plus));
        Map<String, Failing> failing = new TreeMap<>(failures);
        other.failures.forEach((key, one) -> failing.merge(key, one, Failing::plus));
        return new Summary(all, failing);
    }

    /** The sum over all engines and questions; or over those whose key passes. */
    public Tally sum(java.util.function.Predicate<String[]> which) {
        return tallies.entrySet().stream()
                .filter(entry -> which.test(parts(entry.getKey())))
                .map(Map.Entry::getValue)
                .reduce(Tally.NONE, Tally::plus);
    }
}
