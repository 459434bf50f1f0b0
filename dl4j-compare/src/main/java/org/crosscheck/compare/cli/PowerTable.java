package org.crosscheck.compare.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.crosscheck.compare.grade.CasePower;
import org.crosscheck.compare.grade.CasePower.Sight;
import org.crosscheck.compare.homework.Quantities;
import picocli.CommandLine.Help.ColorScheme;

/** Which mistakes a case catches: a row for each mistake, a letter for each quantity that it shows in. */
final class PowerTable {

    private static final int NAME = 38;

    private final ColorScheme colours;

    PowerTable(ColorScheme colours) {
        this.colours = colours;
    }

    String render(List<CasePower> table) {
        StringBuilder text = new StringBuilder();
        for (Quantities.Group group : Quantities.Group.values()) {
            List<CasePower> rows =
                    table.stream().filter(row -> group(row.quantity()) == group).toList();
            if (!rows.isEmpty()) {
                render(rows, text);
            }
        }
        List<String> blind = new ArrayList<>();
        table.stream().filter(CasePower::isBlind).forEach(row -> blind.add(row.mistake()));
        long impossible = table.stream().filter(row -> row.sights().isEmpty()).count();
        text.append("+ caught   f caught in float64, float32 may hide it   @|bold,red o|@ blind\n");
        text.append(table.size()).append(" mistakes: ");
        text.append(table.size() - impossible - blind.size())
                .append(" caught, ")
                .append(blind.size())
                .append(" blind");
        text.append(impossible == 0 ? "" : ", " + impossible + " ruled out by the shapes")
                .append(".\n");
        if (!blind.isEmpty()) {
            wrap("Blind: ", blind, ", ", text);
        }
        return colours.ansi().string(text.toString());
    }

    private static void render(List<CasePower> rows, StringBuilder text) {
        Set<String> seen = new LinkedHashSet<>();
        for (Quantities.Quantity quantity : Quantities.ANSWERS) { // the order of the homework
            if (rows.stream().anyMatch(row -> row.sights().containsKey(quantity.key()))) {
                seen.add(quantity.key());
            }
        }
        List<String> items = List.copyOf(seen);
        List<String> legend = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            legend.add((char) ('a' + i) + " " + items.get(i));
        }
        wrap("", legend, "  ", text);
        text.append(" ".repeat(NAME));
        for (int i = 0; i < items.size(); i++) {
            text.append(' ').append((char) ('a' + i));
        }
        text.append('\n');
        for (CasePower row : rows) {
            text.append(row.mistake())
                    .append(" ".repeat(Math.max(0, NAME - row.mistake().length())));
            StringBuilder cells = new StringBuilder();
            items.forEach(item -> cells.append(' ').append(cell(row.sights().get(item))));
            String shown = cells.toString().stripTrailing();
            text.append(row.sights().isEmpty() ? " ruled out by the shapes" : shown)
                    .append('\n');
        }
        text.append('\n');
    }

    /** Words in lines of at most 78 characters. */
    private static void wrap(String start, List<String> words, String between, StringBuilder text) {
        StringBuilder line = new StringBuilder(start);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i) + (i + 1 < words.size() ? between : "");
            if (line.length() + word.stripTrailing().length() > 78) {
                text.append(line.toString().stripTrailing()).append('\n');
                line.setLength(0);
            }
            line.append(word);
        }
        text.append(line).append('\n');
    }

    private static String cell(Sight sight) {
        if (sight == null) {
            return " ";
        }
        return switch (sight) {
            case CAUGHT -> "+";
            case CAUGHT_IN_FLOAT64 -> "f";
            case BLIND -> "@|bold,red o|@";
        };
    }

    private static Quantities.Group group(String key) {
        return Quantities.find(key).orElseThrow().group();
    }
}
