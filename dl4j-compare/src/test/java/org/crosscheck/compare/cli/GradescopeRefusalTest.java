package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.crosscheck.compare.checks.Engines;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.steps.Engine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** When no bundle is written. */
class GradescopeRefusalTest {

    @TempDir
    private Path folder;

    private Path given;

    @BeforeEach
    void write() throws IOException {
        given = folder.resolve("case.npz");
        CaseFiles.write(given, TestCases.mlp(6, 5, 4, 3, 7).values());
    }

    @Test
    void anEngineThatDisagreesIsNotCertified() throws IOException {
        Engine honest = Engines.of("dl4j");
        Engine faulty = TestCases.engine(honest, given -> {
            NamedTensors answers = honest.solve(given);
            return answers.with("grad_b1", TestCases.map(answers.get("grad_b1"), value -> 3 * value));
        });
        StringWriter err = new StringWriter();
        int exit = run(new GradescopeCommand(name -> name.equals("dl4j") ? faulty : Engines.of(name)), err);
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("question 2o: disagree", "not certified", "crosscheck verify --case");
        assertThat(folder.resolve("no.zip")).doesNotExist();
    }

    private int run(GradescopeCommand command, StringWriter err) {
        return new CommandLine(command)
                .setErr(new PrintWriter(err))
                .execute("--case", given.toString(), folder.resolve("no.zip").toString());
    }

    @Test
    void badInputIsRefusedAndNothingIsWritten() throws IOException {
        Path out = folder.resolve("no.zip");
        Cli.run("gradescope", out).isRefused("--case");
        Cli.run("gradescope", "--case", folder.resolve("none.npz"), out).isRefused("none.npz");
        Cli.run("gradescope", "--case", folder, out).isRefused("regular file");
        Cli.run("gradescope", "--case", given, folder.resolve("none/no.zip")).isRefused("none");
        Cli.run("gradescope", "--case", given, given).isRefused("another than the case");
        Files.writeString(folder.resolve("rubric.json"), "{\"points\": 3}");
        Cli.run("gradescope", "--case", given, "--rubric", folder.resolve("rubric.json"), out)
                .isRefused("rubric.json");
        assertThat(out).doesNotExist();
    }

    /** It would give full marks for mistakes; --weak is for those who want it all the same. */
    @Test
    void aWeakCaseIsRefused() throws IOException {
        NamedTensors values = TestCases.mlp(6, 5, 4, 3, 7).values();
        CaseFiles.write(given, values.with("b1", TestCases.map(values.get("b1"), b -> 0)));
        Path out = folder.resolve("no.zip");
        Cli.run("gradescope", "--case", given, out).isRefused("ha.no-bias", "--weak");
        assertThat(out).doesNotExist();
    }
}
