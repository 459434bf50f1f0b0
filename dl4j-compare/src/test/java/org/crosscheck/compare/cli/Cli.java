package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a command line printed, and its exit code. */
record Cli(int exit, String out, String err) {

    static Cli run(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] strings = Stream.of(args).map(Object::toString).toArray(String[]::new);
        int exit = Main.run(new PrintWriter(out), new PrintWriter(err), strings);
        return new Cli(exit, out.toString(), err.toString());
    }

    /** The command succeeded and said nothing on standard error. */
    Cli succeeds() {
        assertThat(exit).as(toString()).isZero();
        assertThat(err).isEmpty();
        return this;
    }

    /** Exit code 2, nothing on standard output, one line on standard error that holds the parts and no stack trace. */
    Cli isRefused(String... parts) {
        assertThat(exit).as(toString()).isEqualTo(2);
        assertThat(out).isEmpty();
        assertThat(err).startsWith("crosscheck: ").endsWith(System.lineSeparator());
        assertThat(err.strip().lines()).as(err).hasSize(1);
        assertThat(err.strip().chars()).as("control characters").noneMatch(Character::isISOControl);
        assertThat(err).doesNotContain("Exception", "\tat ", "internal error");
        assertThat(parts).allSatisfy(part -> assertThat(err).containsIgnoringCase(part));
        return this;
    }

    /** The names of all that is in a folder; none if there is no folder. */
    static Stream<String> names(Path folder) {
        if (!Files.exists(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
