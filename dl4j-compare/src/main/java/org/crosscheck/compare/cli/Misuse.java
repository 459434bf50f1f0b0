package org.crosscheck.compare.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.crosscheck.compare.homework.SubQuestion;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, and what may have been meant. */
final class Misuse {

    /** What a file's name ends in, and the option that takes such a file. */
    private static final Map<String, String> OPTIONS = Map.of(".npz", "--case", ".html", "--out");

    private Misuse() {}

    /** One line: what cannot be understood, what may have been meant, and where to read about it. */
    static String text(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String help = Invocation.program() + path(command) + " --help";
        // Known even where picocli finds something else amiss first: an option may be missing because it is misspelt.
        List<String> unknown = e instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched()
                : command.getUnmatchedArguments();
        String message = unknown.isEmpty() ? e.getMessage() : unmatched(unknown.get(0), command);
        return message.replaceFirst("\\.$", "") + " (try: " + help + ")";
    }

    private static String unmatched(String word, CommandLine command) {
        boolean group = !command.getSubcommands().isEmpty();
        String kind = word.startsWith("-") ? "option" : group ? "command" : "argument";
        String suggestion = suggestion(word, command)
                .map(meant -> "; did you mean " + meant + "?")
                .orElse("");
        return "unknown " + kind + " '" + word + "'" + suggestion;
    }

    private static Optional<String> suggestion(String word, CommandLine command) {
        Optional<String> option = OPTIONS.entrySet().stream()
                .filter(one -> word.endsWith(one.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (word.startsWith("-")) {
            return nearest(word, command.getCommandSpec().optionsMap().keySet().stream());
        }
        boolean questions =
                Stream.of(word.split(",")).allMatch(id -> SubQuestion.find(id).isPresent());
        if (questions) {
            String before = command.getSubcommands().isEmpty() ? "" : "verify ";
            return Optional.of(before + "--question " + word);
        }
        if (option.isPresent() && command.getCommandSpec().optionsMap().containsKey(option.get())) {
            return Optional.of(option.get() + " " + word);
        }
        return nearest(word, command.getSubcommands().keySet().stream());
    }

    /** The name with the fewest characters to change; none if that is more than a third of them. */
    private static Optional<String> nearest(String word, Stream<String> names) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return names.filter(name -> 3 * edits(wanted, name) <= Math.max(wanted.length(), name.length()))
                .min(java.util.Comparator.comparingInt((String name) -> edits(wanted, name))
                        .thenComparing(java.util.Comparator.naturalOrder()));
    }

    /** Characters to insert, delete or replace, or neighbours to swap, to make one word of another (Damerau's distance). */
    private static int edits(String from, String to) {
        int[][] least = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    least[i][j] = i + j;
                    continue;
                }
                int replaced = least[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                least[i][j] = Math.min(replaced, 1 + Math.min(least[i - 1][j], least[i][j - 1]));
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                least[i][j] = swapped ? Math.min(least[i][j], 1 + least[i - 2][j - 2]) : least[i][j];
            }
        }
        return least[from.length()][to.length()];
    }

    /** The command's name after the program's: {@code  demo mlp}. */
    private static String path(CommandLine command) {
        return command.getParent() == null ? "" : path(command.getParent()) + " " + command.getCommandName();
    }
}
