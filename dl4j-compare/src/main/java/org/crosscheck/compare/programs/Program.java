package org.crosscheck.compare.programs;

import java.io.File;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.crosscheck.compare.text.InputException;

/**
 * The command of a program that computes answers. No shell reads it. The names of two files, the case and the answers, become
 * its last arguments, or stand where it says {@code {case}} and {@code {answers}}. If it says {@code {stay}}, it is started
 * once, without that word, and reads the two names, with a tabulator between them, from a line of its standard input for each
 * case.
 *
 * <p>It runs in a folder of its own, so that words that name files where the user stands are made absolute; {@code {here}}
 * stands for that place.
 *
 * @param name of the program in reports
 * @param words the command as it was given
 * @param limits of each case
 * @param line the words to start, with absolute names
 */
public record Program(String name, List<String> words, Limits limits, List<String> line) implements Serializable {

    private static final String CASE = "{case}";
    private static final String ANSWERS = "{answers}";
    private static final String STAY = "{stay}";
    private static final String HERE = "{here}";

    /** A word, of which parts may stand in quotes of either kind; a backslash is a character like any other. */
    private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]++|'[^']*+'|\"[^\"]*+\")++");

    /**
     * What a program may take for a case.
     *
     * @param seconds of time
     * @param mebibytes of memory, as far as the system can limit it: on Linux, where there is {@code prlimit}
     */
    public record Limits(double seconds, long mebibytes) implements Serializable {

        /** Enough for a start-up of any language, and for the largest case there is. */
        public static final Limits USUAL = new Limits(60, 4096);
    }

    /**
     * A program from a command in one text.
     *
     * @throws InputException if a quote is not closed, or there is no such program
     */
    public static Program parse(String name, String command, Limits limits) throws InputException {
        Matcher word = WORD.matcher(command);
        List<String> words = new ArrayList<>();
        int end = 0;
        while (word.find()) {
            words.add(word.group().replaceAll("'([^']*)'|\"([^\"]*)\"", "$1$2"));
            end = word.end();
        }
        boolean whole = command.substring(end).isBlank()
                && WORD.matcher(command).replaceAll("").isBlank();
        if (words.isEmpty() || !whole) {
            throw new InputException("the command of " + name, "a program and its arguments, quotes in pairs", command);
        }
        return of(name, words, limits);
    }

    /**
     * A program from the words of its command.
     *
     * @throws InputException if there is no such program
     */
    public static Program of(String name, List<String> words, Limits limits) throws InputException {
        boolean places = words.stream().anyMatch(word -> word.contains(CASE) || word.contains(ANSWERS));
        if (words.contains(STAY) && places) {
            throw new InputException(
                    "the command of " + name,
                    "either " + STAY + ", or places for the files",
                    "'" + String.join(" ", words) + "'");
        }
        List<String> line = new ArrayList<>();
        for (String word : words) {
            line.add(absolute(word.replace(HERE, Path.of("").toAbsolutePath().toString())));
        }
        line.removeIf(STAY::equals);
        if (line.isEmpty() || !isProgram(line.get(0))) {
            throw new InputException(
                    "the command of " + name,
                    "a program that can be run",
                    line.isEmpty() ? "none" : "'" + words.get(0) + "'");
        }
        return new Program(name, List.copyOf(words), limits, List.copyOf(line));
    }

    /** Whether it is started once and then reads names of files. */
    public boolean stays() {
        return words.contains(STAY);
    }

    /** The words to start for one case. */
    List<String> line(Path given, Path answers) {
        List<String> all = new ArrayList<>();
        line.forEach(word -> all.add(word.replace(CASE, given.toString()).replace(ANSWERS, answers.toString())));
        for (String place : stays() ? List.<String>of() : List.of(CASE, ANSWERS)) {
            if (line.stream().noneMatch(word -> word.contains(place))) {
                all.add((place.equals(CASE) ? given : answers).toString());
            }
        }
        return limited(all);
    }

    /** On Linux with a limit of memory, and in a session of its own: what ends us from a terminal is not for it, too. */
    private List<String> limited(List<String> command) {
        List<String> limited = new ArrayList<>();
        if (System.getProperty("os.name").equals("Linux")) {
            if (onPath("setsid").findAny().isPresent()) {
                limited.add("setsid");
            }
            if (onPath("prlimit").findAny().isPresent()) {
                limited.addAll(List.of("prlimit", "--data=" + (limits.mebibytes << 20), "--core=0"));
            }
        }
        limited.addAll(command);
        return limited;
    }

    /** A word, or each part of a list such as a class path, that names a file is made absolute. */
    private static String absolute(String word) {
        String[] parts = word.split(Pattern.quote(File.pathSeparator), -1);
        boolean files = Arrays.stream(parts).allMatch(Program::isFile);
        return files
                ? String.join(
                        File.pathSeparator,
                        Arrays.stream(parts)
                                .map(part -> Path.of(part).toAbsolutePath().toString())
                                .toList())
                : word;
    }

    private static boolean isFile(String word) {
        try {
            return !word.isEmpty() && Files.exists(Path.of(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isProgram(String word) {
        boolean isPlace = word.contains("/") || word.contains(File.separator);
        return isPlace
                ? isFile(word) && !Files.isDirectory(Path.of(word))
                : onPath(word).findAny().isPresent();
    }

    /** The files that a name stands for on the PATH. */
    private static Stream<Path> onPath(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        Set<String> suffixes = windows ? Set.of("", ".exe", ".cmd", ".bat", ".com") : Set.of("");
        return Arrays.stream(path.split(Pattern.quote(File.pathSeparator), -1))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> suffixes.stream().map(suffix -> Path.of(folder, name + suffix)))
                .filter(Files::isExecutable);
    }
}
