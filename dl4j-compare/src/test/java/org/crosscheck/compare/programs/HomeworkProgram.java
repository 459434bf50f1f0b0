package org.crosscheck.compare.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.steps.Chain;

/**
 * A program that tests run as somebody's homework, in a JVM of its own: {@code HomeworkProgram MODE [CASE ANSWERS]}; without
 * names it reads pairs of them from its input.
 */
public final class HomeworkProgram {

    private HomeworkProgram() {}

    /** The command that runs it in a mode. */
    public static List<String> command(String mode, String... more) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String path = classPath();
        List<String> command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", path));
        command.add(HomeworkProgram.class.getName());
        command.add(mode);
        command.addAll(List.of(more));
        return command;
    }

    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** The same as one text. */
    public static String text(String mode, String... more) {
        return Stream.of(command(mode, more))
                .flatMap(List::stream)
                .map(word -> "'" + word + "'")
                .reduce((a, b) -> a + " " + b)
                .orElseThrow();
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("sleep")) {
            Thread.sleep(60_000);
            return;
        }
        if (args.length > 1) {
            answer(args[0], Path.of(args[1]), Path.of(args[2]), 0);
            return;
        }
        BufferedReader pairs = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int count = 0;
        for (String line = pairs.readLine(); line != null; line = pairs.readLine()) {
            String[] pair = line.split("\t", -1);
            answer(args[0], Path.of(pair[0]), Path.of(pair[1]), count++);
        }
    }

    private static void answer(String mode, Path given, Path answers, int before) throws Exception {
        NamedTensors values = CaseFiles.readValues(given);
        NamedTensors right = Chain.solve(values);
        if (mode.startsWith("child")) { // child FILE, or child hangs FILE
            Process child = new ProcessBuilder(command("sleep", "-", "-")).start();
            Files.writeString(Path.of(mode.substring(mode.lastIndexOf(' ') + 1)), child.pid() + "\n");
            if (mode.startsWith("child hangs")) {
                Thread.sleep(60_000);
            }
            write(answers, right);
            return;
        }
        switch (mode) {
            case "right" -> write(answers, right);
            case "sum" -> // grad_W2 as a sum over the examples
                write(
                        answers,
                        right.with(
                                "grad_W2",
                                right.get("grad_W2")
                                        .map(g -> g * values.get("y").values().length)));
            case "partial" -> write(answers, right.only(List.of("ha", "hs")));
            case "counts" -> write(answers, right.with("R", right.get("R").map(r -> before)));
            case "third crashes" -> {
                if (before == 2) {
                    throw new IllegalStateException("at the third");
                }
                write(answers, right);
            }
            case "crash" -> {
                System.out.println("so far so good");
                throw new IllegalStateException("\u001b[31mno such luck");
            }
            case "hang" -> Thread.sleep(60_000);
            case "garbage" -> Files.writeString(answers, "3.14\n".repeat(100));
            case "memory" ->
                write(answers, NamedTensors.NONE.with("ha", org.crosscheck.reference.Tensor.zeros(1 << 27)));
            case "shapes" ->
                write(
                        answers,
                        right.with("ha", right.get("hs").map(x -> Double.NaN)).with("hs", right.get("os")));
            default -> {
                // writes nothing
            }
        }
    }

    private static void write(Path answers, NamedTensors values) throws IOException {
        Files.write(answers, CaseFiles.toBytes(values));
    }
}
