package org.crosscheck.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is there under the name of a file, and is none that can be read. */
class BytesTest {

    private static final byte[] NONE = {};

    @TempDir
    private Path folder;

    private static void refused(Path path, Reason reason, String... parts) {
        FormatException refusal =
                org.assertj.core.api.Assertions.catchThrowableOfType(FormatException.class, () -> Bytes.ofFile(path));
        assertThat(refusal).as(path.toString()).isNotNull();
        assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(reason);
        assertThat(refusal).message().contains(path.toString()).contains(parts);
    }

    @Test
    void aFileIsReadWhole() throws IOException {
        assertThat(Bytes.ofFile(Files.write(folder.resolve("a"), new byte[] {1, 2})))
                .containsExactly(1, 2);
        assertThat(Bytes.ofFile(Files.write(folder.resolve("b"), NONE))).isEmpty();
    }

    @Test
    void nothingAFolderAndADeviceAreNoFiles() {
        refused(folder.resolve("none"), Reason.FILE_MISSING, "expected a file", "nothing with this name");
        refused(folder, Reason.FILE_NOT_REGULAR, "a regular file", "found a folder");
        Path device = Path.of("/dev/null");
        Assumptions.assumeTrue(Files.exists(device), "SKIPPED: this system has no /dev/null");
        refused(device, Reason.FILE_NOT_REGULAR, "a regular file", "found a pipe or device");
    }

    @Test
    void aFileThatMayNotBeReadIsSaidToBeOne() throws IOException {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "SKIPPED: no permissions");
        Path file = Files.write(folder.resolve("a"), NONE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(file), "SKIPPED: root reads everything");
        refused(file, Reason.FILE_UNREADABLE, "a readable file", "no permission");
    }

    /** Files of the system under /proc have 0 bytes, and then some. */
    @Test
    void aFileThatHasMoreThanItSaysIsNotRead() {
        Path file = Path.of("/proc/self/status");
        Assumptions.assumeTrue(Files.isRegularFile(file), "SKIPPED: this system has no /proc");
        refused(file, Reason.FILE_UNREADABLE, "expected 0 bytes", "it is changing");
    }

    /** Files of the system under /sys have a page, and then less. */
    @Test
    void aFileThatHasLessThanItSaysIsNotRead() throws IOException {
        Path file = Path.of("/sys/devices/system/cpu/online");
        Assumptions.assumeTrue(Files.isRegularFile(file) && Files.size(file) > 1000, "SKIPPED: no such file here");
        refused(file, Reason.FILE_UNREADABLE, "expected " + Files.size(file) + " bytes", "it is changing");
    }
}
