package org.crosscheck.compare.fuzz;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Fuzzes readers with Jazzer, one after the other, each in a JVM of its own with no more heap than it may take, and prints how often each was executed. What it finds goes to {@code target/fuzz}; the inputs that reach new code
 * are kept there and tried first the next time.
 *
 * <p>The profile {@code fuzz} runs it: see docs/mutation.md.
 */
public final class Fuzz {

    /** The most seconds of the processor for less than 1 MiB. */
    static final double LONGEST = 2;

    private static final String PROPERTY = "fuzz.target";
    private static final Path FOLDER = Path.of("target", "fuzz").toAbsolutePath();
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    /** How libFuzzer counts, in a line now and then, and in one at the end; and what {@link #fuzzerTearDown} says. */
    private static final Pattern RUNS =
            Pattern.compile("(?:#(\\d+)\\s.*|Done (\\d+) runs.*|took (\\d+) ms of processor time)");

    /** Jazzer's checks that change what classes of the JDK do and cost much: nothing here is about them. */
    private static final String SANITIZERS = "com.code_intelligence.jazzer.sanitizers.RegexRoadblocks"
            + ":com.code_intelligence.jazzer.sanitizers.FilePathTraversal";

    /**
     * For readers of texts: the code that is reached alone, not how often, nor what is compared. With all of that a reader of
     * formulas is a hundred times as slow, since a look-up is traced by going through the keys of its map, and since libFuzzer
     * weighs thousands of kept inputs. A dictionary stands in for it.
     */
    private static final List<String> TEXT = List.of("--trace=cov", "-use_counters=0");

    private static final String COMPARISONS = "com.code_intelligence.jazzer.runtime.TraceCmpHooks";

    private static final Target TARGET =
            System.getProperty(PROPERTY) == null ? null : Target.of(System.getProperty(PROPERTY));

    /** Executions after which most classes are loaded: to instrument them takes Jazzer memory of its own. */
    private static final int WARM = 1_000;

    private static long began = -1;
    private static long executions;

    private Fuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (began < 0) {
            began = processor();
        }
        if (++executions == WARM) {
            Ballast.leave(Ballast.READER + 4L * (1 << 12));
        }
        long start = System.nanoTime();
        TARGET.read(input);
        if (System.nanoTime() - start > LONGEST * 1e9) {
            requireSoon(input);
        }
    }

    /** Once more, since this machine may have been busy, and the first time may have loaded classes. */
    private static void requireSoon(byte[] input) throws IOException {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        TARGET.read(input);
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
        if (seconds > LONGEST) {
            throw new AssertionError(input.length + " bytes took " + seconds + " s");
        }
    }

    /** Called by Jazzer at the end. */
    public static void fuzzerTearDown() {
        System.err.println("took " + (processor() - began) / 1_000_000 + " ms of processor time");
    }

    /** Nanoseconds of the processor that this JVM has taken. */
    private static long processor() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Executions of a target. */
    private record Runs(long number, long millis, boolean defect) {}

    /** Arguments: the seconds for each, and the names of the targets; all where there are none. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<Target> targets =
                args.length > 1 ? Arrays.stream(args).skip(1).map(Target::of).toList() : List.of(Target.values());
        Map<Target.Kind, Long> sums = new EnumMap<>(Target.Kind.class);
        boolean found = false;
        for (Target target : targets) {
            found |= readLarge(target);
            Runs runs = fuzz(target, args[0]);
            found |= runs.defect;
            System.out.printf(
                    Locale.ROOT,
                    "%-15s %,15d executions, %,7.0f in a second of the processor%s%n",
                    target,
                    runs.number,
                    1e3 * runs.number / Math.max(1, runs.millis),
                    runs.defect ? ", A DEFECT" : "");
            if (runs.defect) {
                tell(target);
            }
            sums.merge(target.kind(), runs.number, Long::sum);
        }
        sums.forEach((kind, sum) -> System.out.printf(
                Locale.ROOT, "%-15s %,15d executions%n", "all " + kind.name().toLowerCase(Locale.ROOT), sum));
        if (found) {
            System.exit(1);
        }
    }

    /** Whether a long input fails. */
    private static boolean readLarge(Target target) throws IOException, InterruptedException {
        Path folder = FOLDER.resolve("large");
        Large.write(target, folder);
        List<String> command = java(target);
        command.addAll(List.of(Large.class.getName(), target.toString(), folder.toString()));
        return new ProcessBuilder(command).inheritIO().start().waitFor() != 0;
    }

    private static Runs fuzz(Target target, String seconds) throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(FOLDER.resolve(target.toString()));
        int number = 0;
        for (byte[] seed : Seeds.of(target)) {
            Files.write(corpus.resolve("seed-" + number++), seed);
        }
        Process process = new ProcessBuilder(command(target, seconds, corpus))
                .redirectErrorStream(true)
                .start();
        long[] last = new long[3]; // of each group of RUNS
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                var out = Files.newBufferedWriter(FOLDER.resolve(target + ".log"))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher count = RUNS.matcher(line);
                for (int i = 0; i < last.length && count.matches(); i++) {
                    last[i] = count.group(i + 1) == null ? last[i] : Long.parseLong(count.group(i + 1));
                }
                out.write(line + "\n");
            }
        }
        return new Runs(Math.max(last[0], last[1]), last[2], process.waitFor() != 0);
    }

    private static List<String> command(Target target, String seconds, Path corpus) throws IOException {
        List<String> command = java(target);
        command.add("-XX:-StackTraceInThrowable"); // they would take half of the time; tell() has them
        command.addAll(List.of(
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Fuzz.class.getName(),
                "--instrumentation_includes=org.crosscheck.**",
                "--instrumentation_excludes=org.crosscheck.compare.fuzz.**",
                "--disabled_hooks=" + SANITIZERS + (target.isText() ? ":" + COMPARISONS : ""),
                "-max_total_time=" + seconds,
                "-timeout=1200", // of the clock, for a machine that may rest; requireSoon() measures
                "--reproducer_path=" + FOLDER,
                "-rss_limit_mb=0", // the whole JVM with what is mapped; Ballast limits the heap
                "-artifact_prefix=" + FOLDER + "/" + target + "-",
                corpus.toString()));
        if (target.isText()) {
            command.addAll(TEXT);
            command.add("-dict=" + Files.write(FOLDER.resolve(target + ".dict"), dictionary(target)));
        }
        if (Files.isDirectory(Corpus.folder(target))) {
            command.add(Corpus.folder(target).toString());
        }
        return command;
    }

    /** What a text is made of, as libFuzzer reads it. */
    static List<String> dictionary(Target target) {
        return Large.tokens(target).stream()
                .map(token -> token.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\x0a")
                        .replace("\t", "\\x09")
                        .replace("\r", "\\x0d")
                        .replace("\f", "\\x0c"))
                .map(token -> '"' + token + '"')
                .distinct()
                .toList();
    }

    /** The beginning of a command: a JVM for a target, with a heap of which {@link Ballast} takes what is too much. */
    private static List<String> java(Target target) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx320m",
                "-Xmn16m",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-D" + PROPERTY + "=" + target,
                "-cp",
                System.getProperty("java.class.path")));
        if (Files.isDirectory(SHARED_MEMORY)) {
            command.add("-Djava.io.tmpdir=" + SHARED_MEMORY);
        }
        return command;
    }

    /** Where each input that was found fails, if it still does. */
    private static void tell(Target target) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith(target + "-crash-"))
                    .toList()) {
                try {
                    target.read(Files.readAllBytes(file));
                } catch (IOException | RuntimeException | Error e) {
                    System.out.println(file);
                    e.printStackTrace(System.out);
                }
            }
        }
    }
}
