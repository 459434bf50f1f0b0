package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.datasets.Mnist;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseCommandTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mlp | --seed 1 --groups mlp",
                "small | --seed 2 --d 5 --dh 4 --m 3 --n 7 --groups mlp,functions",
                "cnn | --seed 3 --groups cnn"
            })
    void theCommittedCasesAreRegeneratedByteForByte(String name, String options) throws IOException {
        Path file = folder.resolve("made.npz");
        Object[] args = ("case " + options + " " + file).split(" ");
        Cli.run(args).succeeds();
        try (InputStream committed = Mnist.class.getResourceAsStream("cases/" + name + ".npz")) {
            assertThat(Files.readAllBytes(file)).isEqualTo(committed.readAllBytes());
        }
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
        Path a = make("a.npz", "--seed", "7");
        Path b = make("b.npz", "--seed", "7");
        Path c = make("c.npz", "--seed", "8");
        assertThat(Files.readAllBytes(a)).isEqualTo(Files.readAllBytes(b)).isNotEqualTo(Files.readAllBytes(c));
    }

    private Path make(String name, String option, String value) {
        Path file = folder.resolve(name);
        Cli.run("case", "--weak", "--d", "3", "--dh", "4", "--m", "2", "--n", "5", option, value, file)
                .succeeds();
        return file;
    }

    @Test
    void leavingAGroupOutDoesNotChangeTheOthers() throws Exception {
        Path all = make("all.npz", "--groups", "mlp,cnn,functions");
        Path part = make("part.npz", "--groups", "FUNCTIONS");
        assertThat(CaseFiles.read(part, note -> {}).values().keys()).containsExactlyInAnyOrder("t", "x", "v");
        for (String key : new String[] {"t", "x", "v"}) {
            assertThat(CaseFiles.read(part, note -> {}).values().get(key))
                    .isEqualTo(CaseFiles.read(all, note -> {}).values().get(key));
        }
    }

    @Test
    void everyArrayAndItsShapeIsListed() {
        String out = Cli.run("case", "--d", "3", "--dh", "4", "--m", "2", "--n", "5", folder.resolve("a.npz"))
                .succeeds()
                .out();
        assertThat(out).contains("W1       (4, 3)", "y        (5,)", "conv3_W  (16, 6, 5, 5)", "t        (9,)");
    }

    @ParameterizedTest
    @CsvSource({
        "--d, 0",
        "--d, -1",
        "--d, 1048577",
        "--d, 2147483648",
        "--dh, 0",
        "--m, 0",
        "--n, 0",
        "--n, 10001",
        "--images, 0",
        "--images, 1001",
        "--seed, x",
        "--seed, 1.5",
        "--groups, shapes",
        "--groups, all",
        "--groups, ''"
    })
    void aBadSizeIsRefusedAndNothingIsWritten(String option, String value) {
        Cli.run("case", option, value, folder.resolve("a.npz")).isRefused();
        assertThat(Cli.names(folder)).isEmpty();
    }

    @Test
    void sizesThatMultiplyToTooMuchAreRefused() {
        Cli.run("case", "--d", "1048576", "--dh", "1048576", folder.resolve("a.npz"))
                .isRefused("2^24");
        assertThat(Cli.names(folder)).isEmpty();
    }

    @Test
    void negativeAndHugeSeedsAreSeeds() {
        make("a.npz", "--seed", "-9223372036854775808");
        make("b.npz", "--seed", "9223372036854775807");
    }

    @Test
    void aMissingFolderOrAFolderAsTheFileIsRefused() {
        Cli.run("case", "--groups", "functions", folder.resolve("no").resolve("a.npz"))
                .isRefused("no such");
        Cli.run("case", "--groups", "functions", folder).isRefused("not a regular file");
        Cli.run("case").isRefused("OUT.npz");
        assertThat(Cli.names(folder)).isEmpty();
    }

    @Test
    void aReadOnlyFolderIsRefused() throws IOException {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        assumeFalse(!locked.toFile().setWritable(false) || Files.isWritable(locked), "root writes everywhere");
        Cli.run("case", "--groups", "functions", locked.resolve("a.npz")).isRefused("permission denied");
        assertThat(locked.toFile().setWritable(true)).isTrue();
        assertThat(Cli.names(locked)).isEmpty();
    }

    @Test
    void aCaseThatIsBlindToAMistakeIsRefusedUnlessItMayBeWeak() {
        Path file = folder.resolve("one.npz");
        Cli.run("case", "--groups", "mlp", "--d", "3", "--dh", "4", "--m", "3", "--n", "1", file)
                .isRefused("blind to", "R.sum", "--weak");
        assertThat(Cli.names(folder)).isEmpty();
        Cli.run("case", "--weak", "--groups", "mlp", "--d", "3", "--dh", "4", "--m", "3", "--n", "1", file)
                .succeeds();
        Cli power = Cli.run("case", "--power", file);
        assertThat(power.exit()).isEqualTo(1);
        assertThat(power.out()).contains("Blind: os.over-all, R.sum, ").containsPattern("R\\.sum +o");
        assertThat(power.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void everyStudentHasACaseOfTheirOwnThatNobodyElseCanMake() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "0123456789abcdef\n");
        Path other = Files.writeString(folder.resolve("other.txt"), "another secret, as long\n");
        byte[] alice = student("alice", secret);
        assertThat(student("alice", secret)).isEqualTo(alice);
        assertThat(student("bob", secret)).isNotEqualTo(alice);
        assertThat(student("alice", other)).isNotEqualTo(alice);
        Cli.run("case", "--student", "alice", folder.resolve("a.npz")).isRefused("--secret-file");
        Cli.run("case", "--student", "alice", "--secret-file", secret, "--seed", "3", folder.resolve("a.npz"))
                .isRefused("--seed");
    }

    private byte[] student(String id, Path secret) throws IOException {
        Path file = folder.resolve("student.npz");
        Cli.run(
                        "case",
                        "--groups",
                        "mlp,functions",
                        "--d",
                        "3",
                        "--dh",
                        "4",
                        "--m",
                        "3",
                        "--n",
                        "5",
                        "--student",
                        id,
                        "--secret-file",
                        secret,
                        file)
                .succeeds();
        return Files.readAllBytes(file);
    }

    @Test
    void anEmptyStudentIsRefused(@TempDir Path place) throws IOException {
        Path secret = Files.writeString(place.resolve("secret"), "0123456789abcdef0123456789abcdef");
        Cli.run("case", "--student", "  ", "--secret-file", secret, place.resolve("a.npz"))
                .isRefused("--student", "an empty one");
        assertThat(place.resolve("a.npz")).doesNotExist();
    }
}
