package org.crosscheck.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A run of the program: by {@code spark/submit}, as docs/spark.md has it, or by Java alone, without Spark. */
record Submitted(Process process, Path out, Path err) {

    static final Path JAR = Path.of("target", "crosscheck-spark.jar").toAbsolutePath();
    private static final Path TESTS =
            Path.of("target", "crosscheck-spark-tests.jar").toAbsolutePath();
    private static final Path COMPARE = Path.of("..", "dl4j-compare", "target");

    /** A command of the jar. */
    static Submitted spark(Path folder, String master, List<String> conf, Object... command) throws IOException {
        List<String> line = submit(master, conf);
        line.add(JAR.toString());
        return start(folder, line, command);
    }

    /** The driver of the tests. Its many executors find the jars where they are, and get no copy of them. */
    static Submitted planted(Path folder, String master, List<String> conf, Object... arguments) throws IOException {
        String classes = JAR + ":" + TESTS;
        List<String> line = submit(master, conf);
        line.addAll(List.of("--conf", "spark.executor.extraClassPath=" + classes, "--driver-class-path", classes));
        line.addAll(List.of("--class", PlantedDriver.class.getName(), "spark-internal"));
        return start(folder, line, arguments);
    }

    /** The embedded default: the libraries of the program, and no Spark among them. */
    static Submitted threads(Path folder, Object... command) throws IOException {
        String classes = COMPARE.resolve("dl4j-compare.jar") + ":" + Files.readString(COMPARE.resolve("classpath"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return start(
                folder,
                new ArrayList<>(List.of(java, "-Xmx1g", "-cp", classes, "org.crosscheck.compare.cli.Main")),
                command);
    }

    private static List<String> submit(String master, List<String> conf) {
        List<String> line =
                new ArrayList<>(List.of(Path.of("submit").toAbsolutePath().toString(), "--master", master));
        Stream.concat(Stream.of("spark.ui.enabled=false", "spark.driver.host=127.0.0.1"), conf.stream())
                .forEach(one -> line.addAll(List.of("--conf", one)));
        return line;
    }

    private static Submitted start(Path folder, List<String> line, Object... more) throws IOException {
        Arrays.stream(more).map(String::valueOf).forEach(line::add);
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        return new Submitted(
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start(), out, err);
    }

    /** Waits for its end, of which there is the exit code; the log is in the failure, if it is another one. */
    void endsWith(int exit) throws Exception {
        int found = process.waitFor();
        if (found != exit) {
            throw new AssertionError("exit " + found + ", expected " + exit + "\n" + log());
        }
    }

    String log() throws IOException {
        return Files.readString(out) + Files.readString(err);
    }

    /** The executors that it has started and that run. */
    List<ProcessHandle> executors() {
        return process.descendants()
                .filter(child -> child.info()
                        .arguments()
                        .map(words -> List.of(words).contains("org.apache.spark.executor.CoarseGrainedExecutorBackend"))
                        .orElse(false))
                .toList();
    }
}
