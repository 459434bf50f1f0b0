package org.crosscheck.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The zip, unzipped elsewhere and run as its user does, where no Java and no Maven can be found. */
class ReleaseIT {

    private static final Path ZIP = Path.of(System.getProperty("release.zip"));
    private static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    @TempDir
    private static Path folder;

    private static Path home;

    @BeforeAll
    static void unzipped() throws IOException {
        Path place = Files.createDirectories(folder.resolve("in a place of its own"));
        home = Unzip.into(ZIP, place);
        run("case", "--seed", "7", "case.npz").exits(0);
        run("solve", "--engine", "reference", "--case", "case.npz", "answers.npz").exits(0);
    }

    /** What a command printed, on both streams, and its exit code. */
    private record Run(int exit, String said) {
        Run exits(int expected, String... parts) {
            assertThat(exit).as(said).isEqualTo(expected);
            for (String part : parts) {
                assertThat(said).contains(part);
            }
            return this;
        }
    }

    private static Run run(String... command) throws IOException {
        Path launcher = home.resolve("bin").resolve(WINDOWS ? "crosscheck.cmd" : "crosscheck");
        List<String> line = new ArrayList<>(List.of(launcher.toString()));
        line.addAll(List.of(command));
        Path said = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        Map<String, String> environment = builder.environment();
        // Windows cannot start a program without some of its own.
        environment.keySet().removeIf(name -> !WINDOWS || Set.of("JAVA_HOME", "PATH").contains(name.toUpperCase(Locale.ROOT)));
        environment.put("PATH", WINDOWS ? System.getenv("SystemRoot") + "\\System32" : "");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("%s ends", line).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
    }

    @Test
    void marks() throws IOException {
        run("grade", "--case", "case.npz", "answers.npz", "--out", "graded").exits(0, " points.");
        assertThat(folder.resolve("graded/cohort.html")).exists();
        run("check", "--question", "3b", "2400").exits(0, "right");
        run("check", "--question", "3b", "2401").exits(1);
        run("grade", "--case", "case.npz", "no.npz").exits(2, "no.npz");
    }

    @Test
    @EnabledIfSystemProperty(named = "release.full", matches = "true")
    void verifies() throws IOException {
        run("verify", "--question", "2g", "--out", "verified").exits(0, "1 question: 1 agree");
        assertThat(folder.resolve("verified/report.json")).content().contains(System.getProperty("java.version"));
        run("answers", "--out", "key.html").exits(0);
        assertThat(folder.resolve("key.html")).exists();
    }

    @Test
    @EnabledIfSystemProperty(named = "release.full", matches = "false")
    void saysWhatIsInTheOther() throws IOException {
        run("verify", "--question", "2g").exits(2, "needs Deeplearning4j");
        assertThat(Files.size(ZIP)).isLessThan(60_000_000);
    }

    /** One line for the sum, as {@code sha256sum --check} reads it. */
    @Test
    void hasItsSum() throws Exception {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(ZIP));
        assertThat(Path.of(ZIP + ".sha256"))
                .content()
                .isEqualToNormalizingNewlines(HexFormat.of().formatHex(sum) + "  " + ZIP.getFileName() + "\n");
    }

    /** Each jar of others is in the bill of materials and in the list of licences, or the licence of what is shipped is not known. */
    @Test
    void namesAllThatIsInside() throws IOException {
        String bill = Files.readString(home.resolve("bom.json"));
        String licences = Files.readString(home.resolve("licenses/THIRD-PARTY.txt"));
        Set<String> unnamed = new TreeSet<>();
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                String name = jar.getFileName().toString().replaceFirst("-\\d.*", "");
                boolean ours = Set.of("reference", "datasets", "dl4j-compare", "crosscheck.jar").contains(name);
                if (!ours && !(bill.contains("/" + name + "@") && licences.contains(":" + name + ":"))) {
                    unnamed.add(name);
                }
            }
        }
        assertThat(unnamed).isEmpty();
        assertThat(home.resolve("licenses/java/java.base/LICENSE")).content().contains("Classpath");
    }

    /** Of the natives those of this platform alone. */
    @Test
    void bringsOnePlatform() throws IOException {
        String platform = ZIP.getFileName().toString().replaceFirst(".*-(\\w+-\\w+)\\.zip", "$1");
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .noneMatch(name -> name.matches(".*-(linux|macosx|windows|android|ios)-.*") && !name.contains(platform));
        }
    }
}
