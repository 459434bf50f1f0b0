package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.crosscheck.compare.checks.Engines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerifyBlasTest {

    @TempDir
    Path folder;

    @Test
    void aBlasThatMultipliesWronglyEndsWithThreeAndNoReport() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new VerifyCommand(Engines::of, () -> "element [3, 5] is 7.0, not 8.0"))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute("--out", folder.toString());
        assertThat(exit).isEqualTo(3);
        assertThat(err.toString()).contains("BLAS multiplies wrongly", "element [3, 5] is 7.0, not 8.0");
        assertThat(out.toString()).isEmpty();
        assertThat(Cli.names(folder)).isEmpty();
    }
}
