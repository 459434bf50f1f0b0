package org.crosscheck.compare.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.bench.contenders.Mode;
import org.crosscheck.compare.bench.contenders.Workload;
import org.crosscheck.datasets.formats.FormatException;

/**
 * One contender with a number of threads, in a process of its own: native libraries take their number of threads from
 * the environment, and sides share neither compiled code nor garbage. It answers requests as {@link Worker} does.
 */
final class ContenderProcess implements Lane {

    /** The heap of each JVM, and ND4J's limit outside of it. */
    static final String HEAP = "-Xmx2g";

    /** The variables from which BLAS and OpenMP take the number of threads. */
    private static final List<String> THREADS =
            List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS");

    /** A machine may set these for OpenBLAS; they would choose kernels that a user does not get. */
    private static final List<String> FOREIGN = List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE");

    private final String name;
    private final Process process;
    private final Writer requests;
    private final BufferedReader answers;

    /** Starts a contender in a JVM. */
    ContenderProcess(String contender, int threads) throws IOException {
        this(threads == 1 ? contender : contender + " x" + threads, threads, java(contender, threads));
    }

    /** Starts a command that answers as {@link Worker} does. */
    ContenderProcess(String name, int threads, List<String> command) throws IOException {
        this.name = name;
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
        Map<String, String> environment = builder.environment();
        THREADS.forEach(variable -> environment.put(variable, String.valueOf(threads)));
        FOREIGN.forEach(environment::remove);
        process = builder.start();
        requests = process.outputWriter(StandardCharsets.US_ASCII);
        answers = process.inputReader(StandardCharsets.US_ASCII);
    }

    /** The same JVM, options and class path as ours. */
    private static List<String> java(String contender, int threads) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.contains("Archive"))
                .forEach(command::add);
        command.addAll(List.of(HEAP, "-cp", System.getProperty("java.class.path"), Worker.class.getName()));
        command.addAll(List.of(contender, String.valueOf(threads)));
        return command;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double rate(Workload workload, Mode mode, double seconds) throws IOException {
        start(workload, mode, seconds);
        return finish();
    }

    /** Begins to time; {@link #finish} waits for the rate. */
    void start(Workload workload, Mode mode, double seconds) throws IOException {
        ask(mode + " " + workload.text() + " " + seconds);
    }

    double finish() throws IOException {
        double[] answer = answer();
        return 1e9 * answer[0] / answer[1];
    }

    @Override
    public double[] risk(Workload workload) throws IOException {
        ask(Worker.RISK + " " + workload.text());
        return answer();
    }

    private void ask(String request) throws IOException {
        try {
            requests.write(request + "\n");
            requests.flush();
        } catch (IOException brokenPipe) {
            throw ended();
        }
    }

    private double[] answer() throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw ended();
        }
        return numbers(name, answer);
    }

    /** The two numbers of an answer, the second not negative; a library may have printed something else in their place. */
    static double[] numbers(String name, String answer) throws IOException {
        String[] numbers = answer.split(" ", -1);
        try {
            double[] pair = {Double.parseDouble(numbers[0]), Double.parseDouble(numbers[numbers.length - 1])};
            if (numbers.length == 2 && pair[1] >= 0 && pair[1] < Double.POSITIVE_INFINITY) {
                return pair;
            }
        } catch (NumberFormatException e) {
            // Told below, as other numbers are.
        }
        throw new IOException("the process of " + name + " answered: expected two numbers, found '"
                + FormatException.printable(answer) + "'");
    }

    private IOException ended() {
        return new IOException("the process of " + name + " ended; its output is above");
    }

    @Override
    public void close() {
        try {
            requests.close(); // the end of its input ends it
            process.waitFor(5, java.util.concurrent.TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
