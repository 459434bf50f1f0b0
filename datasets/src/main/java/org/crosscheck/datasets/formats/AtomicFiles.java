package org.crosscheck.datasets.formats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes files so that, whatever happens meanwhile, each is either the old one or the whole new one. */
public final class AtomicFiles {

    private AtomicFiles() {}

    /**
     * Replaces or creates a file: a temporary file in the same folder is written, forced to disk, closed, and moved
     * over the target in one step. If anything fails the temporary file is removed and the target is as before.
     *
     * <p>The folder must exist. A symbolic link is followed, so the file it names is replaced and not the link.
     *
     * @throws FileSystemException if the target exists and is no regular file (a folder, a pipe, a device)
     * @throws IOException if the folder is missing or read-only, the disk is full, or the move is not atomic here
     */
    public static void write(Path target, byte[] bytes) throws IOException {
        write(target, bytes, true);
    }

    /**
     * The same for files that are written by the hundred and can be made again from others: nothing is forced to disk,
     * so after a power failure, though not after a mere end of this process, a file may be empty.
     */
    public static void writeDerived(Path target, byte[] bytes) throws IOException {
        write(target, bytes, false);
    }

    private static void write(Path target, byte[] bytes, boolean force) throws IOException {
        Path file = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(target.toString(), null, "not a regular file");
        }
        Path folder = file.getParent();
        Path name = file.getFileName();
        if (folder == null || name == null) {
            throw new FileSystemException(target.toString(), null, "not the name of a file");
        }
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        Path temporary = folder.resolve("." + name + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                if (force) {
                    channel.force(true);
                }
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // The name of the temporary file says nothing to a user, and a full disk is reported without any name.
            throw FileErrors.named(target.toString(), "cannot be written", e);
        } finally {
            Files.deleteIfExists(temporary);
        }
        if (force) {
            forceFolder(folder);
        }
    }

    /** Makes the rename itself durable. Windows cannot open a folder; there the move is durable without this. */
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            return;
        }
    }
}
