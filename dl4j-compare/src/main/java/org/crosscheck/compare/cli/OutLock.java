package org.crosscheck.compare.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.crosscheck.compare.text.InputException;

/** A folder that one run at a time writes to. The file that says so is gone when the run is. */
final class OutLock implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;

    private OutLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes a folder; throws {@link InputException} if another run has it. */
    static OutLock take(Path folder) throws IOException, InputException {
        Path file = folder.resolve(".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        // One that was deleted between the two was another run's.
        if (lock(channel) == null || !Files.exists(file)) {
            channel.close();
            throw new InputException(
                    folder.toString(), "--out", "a folder for this run alone", "another run that writes to it");
        }
        return new OutLock(file, channel);
    }

    Path folder() {
        return file.getParent();
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException here) {
            return null; // by this very process
        }
    }

    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(file);
            channel.close();
        } catch (java.nio.file.FileSystemException open) { // Windows deletes no file that is open
            channel.close();
            Files.deleteIfExists(file);
        }
    }
}
