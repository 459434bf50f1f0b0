package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.crosscheck.compare.demo.DemoCases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is the same in every zone, language, charset and with every end of line. */
class IndependenceTest {

    /** What differs from run to run anyway: times, and when a submission was last changed. */
    private static final String TIMES =
            "checkpoint(-previous)?\\.npz|run\\.json|report\\.html|throughput\\.png|" + "marks\\.jsonl|lock";

    private static final List<String> ELSEWHERE = List.of(
            "-Duser.timezone=Asia/Kathmandu -Duser.language=ar -Duser.country=EG -Dfile.encoding=ISO-8859-1",
            "-Duser.timezone=America/New_York -Duser.language=tr -Dline.separator=\r\n");

    @TempDir
    private Path folder;

    /** What the child JVM runs. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) {
            System.exit(commands(Path.of(args[0]), Path.of(args[1])));
        }

        private static int commands(Path data, Path out) {
            Path given = out.resolve("case.npz");
            Path handed = out.resolve("handed");
            Path answers = handed.resolve("answers.npz");
            int failed = run("case --seed 3 --d 5 --dh 4 --m 3 --n 7 ", given)
                    + run("solve --engine reference --case ", given, answers)
                    + run("grade --case ", given, answers, "--json", out.resolve("g.json"))
                    + run("grade --case ", given, answers, "--gradescope", out.resolve("results.json"))
                    + run("grade --out ", out.resolve("graded"), "--case", given, "--all-in", handed)
                    + run("shape --input 3x64x64 --target 64x6x6 --padding 1 --json ", out.resolve("shape.json"))
                    + run("answers --blank --out ", out.resolve("sheet.html"));
            Main.speakPlainly();
            return failed + run("demo mlp --hidden 4 --epochs 2 --data ", data, "--out", out.resolve("demo"));
        }

        private static int run(String command, Object... more) {
            List<String> line = new ArrayList<>(List.of(command.strip().split(" ", -1)));
            Stream.of(more).map(Object::toString).forEach(line::add);
            PrintWriter nowhere = new PrintWriter(PrintWriter.nullWriter());
            PrintWriter err = new PrintWriter(System.out, true, StandardCharsets.US_ASCII);
            return Main.run(nowhere, err, line.toArray(String[]::new)) > Main.DISAGREES ? 1 : 0;
        }
    }

    @Test
    void theFilesAreThoseOfAnyOtherMachine() throws IOException, InterruptedException {
        Map<String, byte[]> expected = files("-Duser.timezone=UTC -Duser.language=en");
        assertThat(expected)
                .containsKeys("case.npz", "handed/answers.npz", "g.json", "graded/grades.csv", "demo/confusion.png")
                .hasSizeGreaterThan(12);
        for (String options : ELSEWHERE) {
            Map<String, byte[]> found = files(options);
            assertThat(found.keySet()).isEqualTo(expected.keySet());
            expected.forEach((name, bytes) ->
                    assertThat(found.get(name)).as("%s with %s", name, options).isEqualTo(bytes));
        }
    }

    private Map<String, byte[]> files(String options) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        Path out = folder.resolve("out"); // a name that the files say, so always the same
        DemoCases.idxFolder(data, 60, 20);
        Files.createDirectories(out.resolve("handed"));
        child(options, data, out);
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(out)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().matches(TIMES)) {
                    files.put(out.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                }
            }
        }
        Files.move(out, folder.resolve("out " + files.hashCode() + options.hashCode()));
        return files;
    }

    private static void child(String options, Path data, Path out) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options.split(" ", -1)));
        command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path"), Child.class.getName()));
        command.addAll(List.of(data.toString(), out.toString()));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(child.exitValue()).as("%s: %s", options, said).isZero();
        } finally {
            child.destroyForcibly();
        }
    }
}
