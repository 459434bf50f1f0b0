package org.crosscheck.compare.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fuzzes readers with Jazzer, one after the other, each in a JVM of its own with a heap that holds little more than it may
 * take, and prints how often each was executed. What it finds goes to {@code target/fuzz}; the inputs that reach new code
 * are kept there and tried first the next time.
 *
 * <p>The profile {@code fuzz} runs it: see CONTRIBUTING.md.
 */
public final class Fuzz {

    private static final String PROPERTY = "fuzz.target";
    private static final String HEAP = "-Xmx256m";
    private static final Path FOLDER = Path.of("target", "fuzz").toAbsolutePath();
    /** How libFuzzer counts: in a line now and then, and in one at the end. */
    private static final Pattern RUNS = Pattern.compile("(?:#(\\d+)\\s.*|Done (\\d+) runs.*)");

    private static final Target TARGET =
            System.getProperty(PROPERTY) == null ? null : Target.of(System.getProperty(PROPERTY));

    private Fuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        TARGET.read(input);
    }

    /** Arguments: the seconds for each, and the names of the targets; all where there are none. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<Target> targets =
                args.length > 1 ? Arrays.stream(args).skip(1).map(Target::of).toList() : List.of(Target.values());
        long sum = 0;
        boolean found = false;
        for (Target target : targets) {
            long runs = fuzz(target, args[0]);
            found |= runs < 0;
            System.out.printf(
                    Locale.ROOT, "%-15s %,15d executions%s%n", target, Math.abs(runs), runs < 0 ? ", A DEFECT" : "");
            sum += Math.abs(runs);
        }
        System.out.printf(Locale.ROOT, "%-15s %,15d executions%n", "all", sum);
        if (found) {
            System.exit(1);
        }
    }

    /** The number of executions; negative if a defect was found. */
    private static long fuzz(Target target, String seconds) throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(FOLDER.resolve(target.toString()));
        int number = 0;
        for (byte[] seed : Seeds.of(target)) {
            Files.write(corpus.resolve("seed-" + number++), seed);
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-Djava.awt.headless=true",
                "-D" + PROPERTY + "=" + target,
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Fuzz.class.getName(),
                "--instrumentation_includes=org.crosscheck.**",
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.*",
                "-max_total_time=" + seconds,
                "-timeout=60",
                "-artifact_prefix=" + FOLDER + "/" + target + "-",
                corpus.toString()));
        if (Files.isDirectory(Corpus.folder(target))) {
            command.add(Corpus.folder(target).toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Path log = FOLDER.resolve(target + ".log");
        long runs = 0;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                var out = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher count = RUNS.matcher(line);
                if (count.matches()) {
                    runs = Long.parseLong(count.group(1) == null ? count.group(2) : count.group(1));
                }
                out.write(line + "\n");
            }
        }
        return process.waitFor() == 0 ? runs : -runs;
    }
}
