package org.crosscheck.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

    @TempDir
    private Path folder;

    private long filesInFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void createsAndThenReplacesAFileAndLeavesNothingElse() throws IOException {
        Path file = folder.resolve("a.bin");
        AtomicFiles.write(file, new byte[] {1, 2, 3});
        assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
        AtomicFiles.write(file, new byte[] {4});
        assertThat(file).hasBinaryContent(new byte[] {4});
        assertThat(filesInFolder()).isOne();
    }

    @Test
    void whatCanBeMadeAgainIsReplacedAsWell() throws IOException {
        Path file = Files.write(folder.resolve("a"), new byte[] {1});
        AtomicFiles.writeDerived(file, new byte[] {2, 3});
        assertThat(file).hasBinaryContent(new byte[] {2, 3});
        assertThat(filesInFolder()).isOne();
    }

    @Test
    void aFolderThatIsMissingIsNamed() {
        assertThatThrownBy(() -> AtomicFiles.write(folder.resolve("none").resolve("a"), new byte[1]))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("none");
    }

    @Test
    void aFolderIsNotReplaced() throws IOException {
        Path target = Files.createDirectory(folder.resolve("a"));
        assertThatThrownBy(() -> AtomicFiles.write(target, new byte[1])).isInstanceOf(FileSystemException.class);
        assertThat(target).isDirectory();
        assertThat(filesInFolder()).isOne();
    }

    /** A pipe of its own: were it /dev/null, a fault in what is tested would replace that for the whole machine. */
    @Test
    void aPipeOrDeviceIsNotReplaced() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        try {
            Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
            Assumptions.assumeTrue(mkfifo.waitFor() == 0, "SKIPPED: no pipes in this folder");
        } catch (IOException e) {
            Assumptions.abort("SKIPPED: no mkfifo here");
        }
        assertThatThrownBy(() -> AtomicFiles.write(pipe, new byte[1]))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("not a regular file");
    }

    @Test
    void aLinkIsFollowed() throws IOException {
        Path file = Files.write(folder.resolve("a"), new byte[] {1});
        Path link = folder.resolve("link");
        try {
            Files.createSymbolicLink(link, file);
        } catch (IOException | UnsupportedOperationException e) {
            Assumptions.abort("no symbolic links here: " + e);
        }
        AtomicFiles.write(link, new byte[] {2});
        assertThat(link).isSymbolicLink();
        assertThat(file).hasBinaryContent(new byte[] {2});
    }

    @Test
    void aFailureLeavesTheOldFileAndNoTemporaryOne() throws IOException {
        Path file = Files.write(folder.resolve("a"), new byte[] {1});
        Thread.currentThread().interrupt(); // the channel then fails at its first write
        try {
            assertThatThrownBy(() -> AtomicFiles.write(file, new byte[] {2})).isInstanceOf(IOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(file).hasBinaryContent(new byte[] {1});
        assertThat(filesInFolder()).isOne();
    }
}
