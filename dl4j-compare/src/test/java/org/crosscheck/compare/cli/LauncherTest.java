package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shell launcher in a clone whose Java and Maven only say what they were asked for. */
class LauncherTest {

    private static final Path LAUNCHER = Path.of("..", "crosscheck");
    private static final Instant BUILT = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    private Path root;

    @TempDir
    private Path repository;

    private Path jar;
    private Path library;
    private Path archive;

    @BeforeEach
    void aBuiltClone() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")) && Files.exists(LAUNCHER));
        root = root.toRealPath();
        script("crosscheck", Files.readString(LAUNCHER));
        script("jdk/bin/java", "#!/bin/sh\necho \"java: $*\"\necho \"locale: ${LC_ALL:-as it was}\"\n");
        Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
        script("bin/mvn", "#!/bin/sh\necho built\nexit 1\n");
        write("pom.xml", "<project/>");
        Path source = write("dl4j-compare/src/main/A.java", "class A {}");
        Files.setLastModifiedTime(source.getParent(), FileTime.from(BUILT));
        Path reference = jar("reference/target/reference.jar");
        jar = jar("dl4j-compare/target/dl4j-compare.jar");
        library = jar(repository.toRealPath().resolve("library.jar").toString());
        write("dl4j-compare/target/classpath", reference + ":" + library);
        archive = write("dl4j-compare/target/classes-17.0.1.jsa", "classes");
        write("dl4j-compare/target/classes-17.0.1.jsa.size", "7\n");
        Files.setLastModifiedTime(archive, FileTime.from(BUILT.plusSeconds(9)));
    }

    private Path write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(BUILT));
        return file;
    }

    private void script(String name, String text) throws IOException {
        assertThat(write(name, text).toFile().setExecutable(true)).isTrue();
    }

    private Path jar(String name) throws IOException {
        Path file = write(name, "");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("A.class"));
            zip.write(new byte[5000]);
        }
        Files.setLastModifiedTime(file, FileTime.from(BUILT));
        return file;
    }

    private static void cut(Path file, int length) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, length));
    }

    private Cli launch(String... arguments) throws IOException, InterruptedException {
        return launch(Map.of(), arguments);
    }

    private Cli launch(Map<String, String> locale, String... arguments) throws IOException, InterruptedException {
        Map<String, String> environment = new java.util.HashMap<>(locale);
        environment.put("JAVA_HOME", root.resolve("jdk").toString());
        environment.put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
        return start(environment, "./crosscheck", arguments);
    }

    private Cli start(Map<String, String> environment, String launcher, String... arguments)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(root, "out", "");
        Path err = Files.createTempFile(root, "err", "");
        List<String> command = new java.util.ArrayList<>(List.of(launcher));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Cli(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void aBuiltCloneStartsJavaWithWhatItNeedsToKnow() throws Exception {
        Cli run = launch("shape", "--input", "1x2x3").succeeds();
        assertThat(run.out())
                .contains("-XX:SharedArchiveFile=" + archive, "-Dcrosscheck.command=./crosscheck")
                .contains("-cp " + jar + ":", "Main shape --input 1x2x3");
    }

    /** Java's first compiler alone is for what ends soon: a large case keeps both. */
    @ParameterizedTest
    @CsvSource({
        "verify, true",
        "verify --case small.npz, true",
        "verify --case none.npz, true",
        "answers --out a.html, true",
        "verify --case large.npz, false",
        "verify --case=large.npz, false",
        "verify --out o --case large.npz --json -, false",
        "campaign --out large.npz, false",
        "demo mlp, false"
    })
    void aQuickStartIsForWhatIsSmall(String arguments, boolean quick) throws Exception {
        write("small.npz", "small");
        Files.write(root.resolve("large.npz"), new byte[4_000_001]);
        String out = launch(arguments.split(" ", -1)).succeeds().out();
        assertThat(out.contains("-XX:TieredStopAtLevel=1 ")).isEqualTo(quick);
    }

    /** A locale that is named but not installed is the C locale, in which Java cannot read arguments or names that are not ASCII. */
    @ParameterizedTest
    @CsvSource({"LC_ALL, C", "LC_ALL, POSIX", "LC_ALL, xx_XX.UTF-8", "LANG, xx_XX.UTF-8", "LC_CTYPE, xx_XX", "UNSET, C"
    })
    void javaGetsALocaleWithUnicodeWhereThereIsNone(String variable, String locale) throws Exception {
        assertThat(launch(Map.of(variable, locale), "case", "--student", "Zo\u00eb")
                        .succeeds()
                        .out())
                .contains("locale: C.UTF-8");
    }

    @Test
    void aLocaleWithUnicodeIsLeftAsItIs() throws Exception {
        script("bin/locale", "#!/bin/sh\necho UTF-8\n");
        assertThat(launch(Map.of("LANG", "de_DE.UTF-8"), "case").succeeds().out())
                .contains("locale: as it was");
    }

    @Test
    void aClassArchiveThatIsCutShortIsNotUsed() throws Exception {
        cut(archive, 3);
        Files.setLastModifiedTime(archive, FileTime.from(BUILT.plusSeconds(9)));
        assertThat(launch("shape").succeeds().out())
                .contains("Main shape")
                .doesNotContain("SharedArchiveFile=" + archive);
    }

    @Test
    void aLibraryThatIsCutShortIsNoDisagreement() throws Exception {
        launch("shape").succeeds();
        cut(library, 100);
        Cli run = launch("shape");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains(library + " is cut short");
        assertThat(library).as("not ours to delete").exists();
    }

    @Test
    void aJarOfOursThatIsCutShortIsBuiltAnew() throws Exception {
        launch("shape").succeeds();
        cut(jar, 100);
        Cli run = launch("shape");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("building what changed", "built", "the build failed");
        assertThat(jar).doesNotExist();
    }

    @Test
    void whyABuildIsDueIsSaidWhereThereCanBeNone() throws Exception {
        Files.delete(library);
        write("target", "no folder");
        Cli run = launch("shape");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains(library + ", which it needs, is not there", "cannot be written");
    }

    /** A release beside a Java and a Maven on the PATH, and a JAVA_HOME, that all would end the test. */
    private Path release() throws IOException {
        script("a release/bin/crosscheck", Files.readString(LAUNCHER));
        script("a release/runtime/bin/java", "#!/bin/sh\necho \"own java: $*\"\n");
        Files.writeString(root.resolve("a release/runtime/release"), "JAVA_VERSION=\"17.0.9\"\n");
        Path own = jar("a release/lib/crosscheck.jar");
        Path classes = own.resolveSibling("classes-17.0.9.jsa");
        Files.writeString(classes, "classes");
        Files.writeString(own.resolveSibling("classes-17.0.9.jsa.size"), "7\n");
        Files.writeString(own.resolveSibling("classes-17.0.9.jsa.place"), root.resolve("a release") + "\n");
        return own;
    }

    @Test
    void aReleaseRunsOnItsOwnJavaWithoutAPath() throws Exception {
        Path own = release();
        String launcher = root.resolve("a release/bin/crosscheck").toString();
        for (Map<String, String> environment : List.of(
                Map.of("PATH", ""),
                Map.<String, String>of(),
                Map.of("PATH", root.resolve("nowhere").toString()),
                Map.of(
                        "PATH",
                        root.resolve("bin").toString(),
                        "JAVA_HOME",
                        root.resolve("jdk").toString()))) {
            Cli run = start(environment, launcher, "grade", "a b.npz").succeeds();
            assertThat(run.out())
                    .as("%s", environment)
                    .startsWith("own java: ")
                    .contains(" -cp " + own + " org.crosscheck.compare.cli.Main grade a b.npz");
        }
    }

    @Test
    void aReleaseThatWasMovedDoesNotTakeTheClassesOfItsOldPlace() throws Exception {
        Path own = release();
        String launcher = root.resolve("a release/bin/crosscheck").toString();
        Map<String, String> environment = Map.of("PATH", "");
        String option = "-XX:SharedArchiveFile=" + own.resolveSibling("classes-17.0.9.jsa") + " ";
        assertThat(start(environment, launcher, "shape").out()).contains(option);
        Path moved = Files.move(root.resolve("a release"), root.resolve("moved"));
        assertThat(start(environment, moved + "/bin/crosscheck", "shape")
                        .succeeds()
                        .out())
                .startsWith("own java: ")
                .doesNotContain("SharedArchiveFile");
    }

    @Test
    void aReleaseIsFoundThroughALink() throws Exception {
        Path own = release();
        Path link = Files.createSymbolicLink(root.resolve("bin/check"), Path.of("../a release/bin/crosscheck"));
        Map<String, String> environment = Map.of("PATH", System.getenv("PATH"));
        assertThat(start(environment, link.toString(), "shape").succeeds().out())
                .contains("-cp " + own + " ");
    }

    @Test
    void aReleaseThatLostItsPermissionsSaysSo() throws Exception {
        release();
        assertThat(root.resolve("a release/runtime/bin/java").toFile().setExecutable(false))
                .isTrue();
        Cli run = start(
                Map.of("PATH", ""), root.resolve("a release/bin/crosscheck").toString(), "shape");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err())
                .contains("runtime/bin/java is not there, or may not be executed; unzip the release again");
    }
}
