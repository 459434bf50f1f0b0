package org.crosscheck.compare.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.crosscheck.datasets.formats.FileErrors;

/** Where results will go, tried before any work is done for them. */
final class Targets {

    private Targets() {}

    /** Fails if a file cannot be written there, as far as that can be known: into a folder that is there already. */
    static void requireFile(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "not a regular file");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(String.valueOf(folder));
        }
        tryToWrite(folder, file);
    }

    /** Makes a folder if there is none; fails if no file can be written into it. */
    static void requireFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileSystemException e) {
            throw FileErrors.named(folder.toString(), "cannot be made a folder", e);
        }
        tryToWrite(folder, folder);
    }

    private static void tryToWrite(Path folder, Path named) throws IOException {
        try {
            Files.delete(Files.createTempFile(folder, ".crosscheck", ".tmp"));
        } catch (IOException e) {
            throw FileErrors.named(named.toString(), "cannot be written", e);
        }
    }
}
