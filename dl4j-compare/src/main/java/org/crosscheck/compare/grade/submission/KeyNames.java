package org.crosscheck.compare.grade.submission;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crosscheck.compare.homework.Quantities;

/** The keys of answers behind the names that people give to arrays. */
final class KeyNames {

    /** Parts between slashes, none of which begins with a dot or could be taken for something else by a terminal. */
    private static final Pattern NAME =
            Pattern.compile("/?(?:(?!\\.)[^/\\\\:\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]{1,100}(?:/(?!$)|$))+");

    /** Folders before a key, and .npy behind it, perhaps more than once: {@code /ha}, {@code q2/ha}, {@code ha.npy}. */
    private static final Pattern WRAPPED = Pattern.compile("/?(?:(?!\\.)[^/\\\\:\\p{Cntrl}]+/)*(\\w+?)(?:\\.npy)*");

    /** What a gradient is called besides grad_W1: dW1, gW1, W1_grad, dL_dW1, dR/dW1, nabla_W1. */
    private static final List<String> GRADIENTS = List.of(
            "d%s", "g%s", "%sgrad", "dld%s", "drd%s", "nabla%s", "delta%s", "gradient%s", "dloss%s", "dldrisk%s");

    /** Names in use for the other quantities. */
    private static final Map<String, List<String>> OTHERS = Map.of(
            "L", List.of("loss", "losses", "nll", "crossentropy"),
            "R", List.of("risk", "rhat", "empiricalrisk", "meanloss", "loss", "cost"),
            "ha", List.of("h", "z1", "a1", "preactivation", "hidden"),
            "hs", List.of("h", "h1", "a1", "activation", "hidden"),
            "oa", List.of("o", "z2", "a2", "logits", "scores", "out", "output"),
            "os", List.of("o", "a2", "p", "probs", "probabilities", "yhat", "softmax", "out", "output"),
            "grad_oa", List.of("delta", "delta2", "dz2"),
            "grad_ha", List.of("delta1", "dz1"),
            "grad_hs", List.of("dh"));

    private static final Map<String, Set<String>> ALIASES = aliases();

    private KeyNames() {}

    static boolean isKey(String name) {
        return Quantities.ANSWERS.stream().anyMatch(answer -> answer.key().equals(name));
    }

    /** Whether a name may be looked into at all. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether a name is that of an array of the case. */
    static boolean isGiven(String name) {
        return Quantities.CASE.stream().anyMatch(given -> given.key().equals(name));
    }

    /** The key in a name that has folders before it or .npy behind; null if there is none. */
    static String wrapped(String name) {
        Matcher wrapped = WRAPPED.matcher(name.strip());
        return wrapped.matches() && isKey(wrapped.group(1)) ? wrapped.group(1) : null;
    }

    /** The keys that a name may be meant for: as pronounced, as people call them, or with one letter wrong. */
    static Set<String> near(String name) {
        if (isGiven(name)) {
            return Set.of();
        }
        String plain = plain(name);
        if (ALIASES.containsKey(plain)) {
            return ALIASES.get(plain);
        }
        Set<String> near = new LinkedHashSet<>();
        for (Map.Entry<String, Set<String>> alias : ALIASES.entrySet()) {
            if (plain.length() > 3 && alias.getKey().length() > 3 && isOneEditApart(plain, alias.getKey())) {
                near.addAll(alias.getValue());
            }
        }
        return near;
    }

    private static Map<String, Set<String>> aliases() {
        Map<String, Set<String>> aliases = new LinkedHashMap<>();
        for (Quantities.Quantity answer : Quantities.ANSWERS) {
            add(aliases, List.of(plain(answer.key())), answer.key());
        }
        Set<String> keys = Set.copyOf(aliases.keySet());
        for (Quantities.Quantity answer : Quantities.ANSWERS) {
            String key = answer.key();
            List<String> more = key.startsWith("grad_")
                    ? GRADIENTS.stream()
                            .map(form -> form.replace("%s", plain(key.substring(5))))
                            .toList()
                    : key.startsWith("q")
                            ? List.of(plain(key.substring(1)), "question" + plain(key.substring(1)))
                            : List.of();
            add(aliases, more.stream().filter(alias -> !keys.contains(alias)).toList(), key);
            add(aliases, OTHERS.getOrDefault(key, List.of()), key);
        }
        return aliases;
    }

    private static void add(Map<String, Set<String>> aliases, Collection<String> names, String key) {
        names.forEach(name ->
                aliases.computeIfAbsent(name, first -> new LinkedHashSet<>()).add(key));
    }

    /** Small letters and digits alone. */
    private static String plain(String name) {
        return name.replaceFirst("(\\.npy)+$", "")
                .replaceFirst(".*/", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]", "");
    }

    /** Whether one letter more, less, or another one makes one of the other. */
    private static boolean isOneEditApart(String a, String b) {
        int same = 0;
        while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        String restA = a.substring(same);
        String restB = b.substring(same);
        return switch (a.length() - b.length()) {
            case 0 -> !restA.isEmpty() && restA.substring(1).equals(restB.substring(1));
            case 1 -> restA.substring(1).equals(restB);
            case -1 -> restA.equals(restB.substring(1));
            default -> false;
        };
    }
}
