package org.crosscheck.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileErrorsTest {

    @Test
    void aFailureIsNamedByAClassOfJavaOnlyWhereItSaysNothing() {
        List<IOException> all = List.of(
                new AccessDeniedException("x"),
                new NoSuchFileException("x"),
                new FileAlreadyExistsException("x"),
                new NotDirectoryException("x"),
                new FileSystemException("x", null, "No space left on device"),
                new DirectoryNotEmptyException("x"),
                new FileSystemException("x"),
                new IOException(),
                new IOException("No space left on device"));
        assertThat(all)
                .extracting(FileErrors::reason)
                .containsExactly(
                        "permission denied",
                        "no such file or folder",
                        "is not a folder",
                        "is not a folder",
                        "No space left on device",
                        "is a folder that is not empty",
                        "FileSystemException",
                        "IOException",
                        "No space left on device");
    }

    @Test
    void aFailureWithoutAFileGetsOne() {
        FileSystemException named = FileErrors.named("a.csv", "cannot be written", new IOException("disk full"));
        assertThat(named).hasMessageContaining("a.csv").hasRootCauseMessage("disk full");
        assertThat(FileErrors.reason(named)).isEqualTo("cannot be written: disk full");
    }
}
