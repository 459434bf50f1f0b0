package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crosscheck.compare.checks.Engines;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.steps.TrainerEngine;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.kernels.Kernels;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** verify with an engine that has a fault: what a user is told, and what can be replayed. */
class VerifyLocalizationTest {

    private static final Pattern REPLAY =
            Pattern.compile("to replay: \\./crosscheck verify --case (\\S+) --question (\\S+)");

    @TempDir
    private Path folder;

    private record Run(int exit, String out, String err) {}

    @Test
    void aFaultIsLocalizedAndTheSmallCaseReplaysIt() throws Exception {
        Path given = folder.resolve("given.npz");
        CaseFiles.write(given, TestCases.mlp(80, 6, 5, 4, 9).values());
        Function<String, Engine> engines = planted("dl4j", "grad_b1", 9);

        Run run = verify(engines, "--case", given, "--question", "2o", "--out", folder.resolve("out"));
        assertThat(run.exit).as(run.toString()).isEqualTo(1);
        assertThat(run.out)
                .contains("First in the chain to fail: grad_b1 (2o) of dl4j")
                .contains("(a sum of 9 terms) / 9")
                .contains("explained if the sum was not divided by 9");
        assertThat(run.out.lines().filter(line -> line.startsWith("First in the chain")))
                .hasSize(1);

        Path small = folder.resolve("out/failing-dl4j-grad_b1.npz");
        assertThat(small).exists();
        assertThat(CaseFiles.read(small, Assertions::fail).sizes())
                .containsEntry("d", 1)
                .containsEntry("dh", 1);

        Matcher command = REPLAY.matcher(run.out);
        assertThat(command.find()).as(run.out).isTrue();
        assertThat(command.group(1)).isEqualTo(small.toString());
        Run replay = verify(
                engines, "--case", command.group(1), "--question", command.group(2), "--out", folder.resolve("again"));
        assertThat(replay.exit).isEqualTo(1);
        assertThat(replay.out).contains(": 0 agree, 1 disagree", "grad_b1", "wrong: dl4j");
        Cli.run("verify", "--case", command.group(1), "--question", command.group(2), "--out", folder.resolve("honest"))
                .succeeds();
    }

    /** The others hold in every step, whole numbers of part 3 included: nothing is said of them. */
    @Test
    void onlyTheEngineAtFaultIsLocalized() throws Exception {
        for (String engine : List.of("detailed", "samediff")) {
            Path given = folder.resolve(engine + ".npz");
            CaseFiles.write(given, TestCases.mlp(81, 3, 4, 5, 2).values());
            Run run = verify(
                    planted(engine, "hs", 1.5), "--case", given, "--question", "2a", "--out", folder.resolve(engine));
            assertThat(run.exit).as(run.toString()).isEqualTo(1);
            assertThat(run.out.lines().filter(line -> line.startsWith("First in the chain")))
                    .singleElement()
                    .asString()
                    .contains("hs (2a) of " + engine);
            assertThat(Cli.names(folder.resolve(engine)))
                    .containsExactlyInAnyOrder(
                            "report.html", "report.json", "junit.xml", "failing-" + engine + "-hs.npz");
        }
    }

    /** The trainer shows nothing in between, so no step of it can be replayed; but what follows from the fault is named. */
    @Test
    void aFaultInAKernelOfTheTrainerIsToldWhereItShows() throws Exception {
        Kernels cosineForgotten = new Kernels() {
            @Override
            public void multiply(double[] c, double[] d, int n) {
                // dL/dh^a = dL/dh^s: the cosine forgotten.
            }
        };
        Path given = folder.resolve("given.npz");
        CaseFiles.write(given, TestCases.mlp(84, 3, 4, 5, 2).values());
        Function<String, Engine> engines =
                name -> name.equals("trainer") ? new TrainerEngine(cosineForgotten) : Engines.of(name);
        Run run = verify(engines, "--case", given, "--question", "2o", "--out", folder.resolve("out"));
        assertThat(run.exit).as(run.toString()).isEqualTo(1);
        assertThat(run.out).contains("2o grad_W1", "2o grad_b1", "oracle ", "wrong: trainer");
        Run other = verify(engines, "--case", given, "--question", "2i", "--out", folder.resolve("out"));
        assertThat(other.exit).as(other.toString()).isZero();
    }

    @Test
    void anHonestRunWritesNoFailingCase() throws Exception {
        Path given = folder.resolve("given.npz");
        CaseFiles.write(given, TestCases.mlp(82, 3, 4, 5, 2).values());
        Run run = verify(Engines::of, "--case", given, "--question", "2a", "--out", folder.resolve("out"));
        assertThat(run.exit).as(run.toString()).isZero();
        assertThat(Cli.names(folder.resolve("out")))
                .containsExactlyInAnyOrder("report.html", "report.json", "junit.xml");
        assertThat(run.out).doesNotContain("First in the chain");
    }

    @Test
    void anEngineThatCannotRunIsTheProgramsOwnFaultAndLeavesAReport() throws Exception {
        Path given = folder.resolve("given.npz");
        CaseFiles.write(given, TestCases.mlp(83, 3, 4, 5, 2).values());
        Engine broken = TestCases.engine(Engines.of("dl4j"), any -> {
            throw new IllegalStateException("on purpose");
        });
        Run run = verify(
                name -> name.equals("dl4j") ? broken : Engines.of(name),
                "--case",
                given,
                "--question",
                "2a",
                "--out",
                folder.resolve("out"));
        assertThat(run.exit).isEqualTo(3);
        assertThat(run.out).contains("ERROR", "on purpose");
        assertThat(Files.exists(folder.resolve("out/report.json"))).isTrue();
    }

    /** An engine whose answer to one quantity is a multiple of the right one, whatever the case. */
    private static Function<String, Engine> planted(String name, String quantity, double factor) {
        Engine honest = Engines.of(name);
        Engine faulty = TestCases.engine(honest, given -> {
            NamedTensors answers = honest.solve(given);
            Tensor wrong = TestCases.map(answers.get(quantity), value -> factor * value);
            return answers.with(quantity, wrong);
        });
        return other -> other.equals(name) ? faulty : Engines.of(other);
    }

    private static Run verify(Function<String, Engine> engines, Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new VerifyCommand(engines))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Arrays.stream(args).map(Object::toString).toArray(String[]::new));
        return new Run(exit, out.toString(), err.toString());
    }
}
