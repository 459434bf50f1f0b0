package org.crosscheck.compare.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The help of a command: lines broken at spaces only, and examples, which are the indented lines of a footer, never. */
final class HelpText extends Help {

    private static final int INDENT = 2;
    private static final String EXAMPLE = "  ";

    HelpText(CommandSpec command, ColorScheme colours) {
        super(command, colours);
    }

    private int width() {
        return commandSpec().usageMessage().width();
    }

    private String wrapped(String line, int indent) {
        return Wrapping.text(ansi().text(line), width(), indent);
    }

    @Override
    protected String insertSynopsisCommandName(int heading, Text arguments) {
        Text name = colorScheme().commandText(commandSpec().qualifiedName());
        Text line = ansi().text(" ".repeat(heading)).concat(name).concat(arguments);
        return Wrapping.text(line, width(), heading + name.plainString().length() + 1)
                .substring(heading);
    }

    @Override
    public String description(Object... ignored) {
        return Arrays.stream(commandSpec().usageMessage().description())
                .map(line -> wrapped(line, 0))
                .collect(Collectors.joining());
    }

    @Override
    public String footer(Object... ignored) {
        return Arrays.stream(commandSpec().usageMessage().footer())
                .map(line -> line.replace("./crosscheck", Invocation.program()))
                .map(line -> line.startsWith(EXAMPLE) ? line + System.lineSeparator() : wrapped(line, 0))
                .collect(Collectors.joining());
    }

    /** The first sentence about each command. */
    @Override
    public String commandList(Map<String, Help> commands) {
        int name = commands.keySet().stream().mapToInt(String::length).max().orElse(0);
        return commands.entrySet().stream()
                .map(command -> {
                    String about = String.join(
                            " ", command.getValue().commandSpec().usageMessage().description());
                    String padding = " ".repeat(name - command.getKey().length() + 2);
                    Text line = ansi().text(EXAMPLE)
                            .concat(colorScheme().commandText(command.getKey()))
                            .concat(padding + about.replaceFirst("(?<=\\.) .*", ""));
                    return Wrapping.text(line, width(), EXAMPLE.length() + name + 2);
                })
                .collect(Collectors.joining());
    }

    /** Picocli's own columns; only the descriptions are broken before it would. */
    @Override
    public Layout createDefaultLayout(
            List<OptionSpec> options, List<PositionalParamSpec> positionals, ColorScheme colours) {
        Layout layout = super.createDefaultLayout(options, positionals, colours);
        TextTable table = layout.textTable();
        int last = table.columns().length - 1;
        int room = table.columns()[last].width - table.columns()[last].indent;
        return new Layout(colours, table, layout.optionRenderer(), layout.parameterRenderer()) {
            @Override
            public void layout(ArgSpec argument, Text[][] rows) {
                super.layout(
                        argument,
                        Arrays.stream(rows)
                                .flatMap(row -> broken(row, last, room))
                                .toArray(Text[][]::new));
            }
        };
    }

    private Stream<Text[]> broken(Text[] row, int column, int room) {
        List<Text> lines = Wrapping.lines(row[column], room, INDENT);
        return java.util.stream.IntStream.range(0, lines.size()).mapToObj(i -> {
            Text[] part = new Text[row.length];
            Arrays.fill(part, ansi().text(""));
            if (i == 0) {
                System.arraycopy(row, 0, part, 0, column);
            }
            part[column] =
                    i == 0 ? lines.get(i) : ansi().text(" ".repeat(INDENT)).concat(lines.get(i));
            return part;
        });
    }
}
