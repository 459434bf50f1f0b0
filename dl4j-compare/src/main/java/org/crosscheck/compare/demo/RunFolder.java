package org.crosscheck.compare.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.formats.AtomicFiles;

/**
 * The folder of a run, to which one process at a time may write. It keeps two checkpoints, the last and the one before,
 * so that one of them is whole at every moment, whatever breaks.
 */
public final class RunFolder implements AutoCloseable {

    private static final String LAST = "checkpoint.npz";
    private static final String PREVIOUS = "checkpoint-previous.npz";
    private static final String LOCK = "lock";

    /** What a run says of itself when it ends or is stopped. */
    static final String RESULT = "run.json";

    private final Path folder;
    private final FileChannel channel;
    private boolean lastIsDamaged;

    private RunFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Opens a folder for this process alone, makes it if there is none, and removes the temporary files that a killed
     * process has left behind.
     *
     * @throws InputException if another process uses it
     */
    public static RunFolder open(Path folder) throws IOException, InputException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new InputException(
                    folder.toString(), LOCK, "a folder for this run alone", "another run that writes to it");
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().matches("\\..+\\.[0-9a-f-]{36}\\.tmp")) {
                    Files.delete(file);
                }
            }
        }
        return new RunFolder(folder, channel);
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException here) {
            return null; // by this process itself
        }
    }

    public Path path() {
        return folder;
    }

    /** Whether there is anything to resume. */
    public boolean hasCheckpoint() {
        return holdsRun(folder);
    }

    /** Whether a run has written to a folder, so that another would overwrite it. */
    private static boolean holdsRun(Path folder) {
        return Stream.of(LAST, PREVIOUS, RESULT).anyMatch(name -> Files.exists(folder.resolve(name)));
    }

    /** The folder for a new run, or, if it holds one already, the first of those numbered from 2 that holds none. */
    public static Path free(Path folder) {
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> number == 1 ? folder : folder.resolveSibling(folder.getFileName() + "-" + number))
                .filter(place -> !holdsRun(place))
                .findFirst()
                .orElseThrow();
    }

    /** Throws {@link InputException} if the folder holds a run: a new one would overwrite it. */
    public void requireNoRun() throws InputException {
        if (holdsRun(folder)) {
            String found = "a run: go on with it by --resume, or name another folder";
            throw new InputException(folder.toString(), "folder", "one without a run", found);
        }
    }

    /** Keeps a checkpoint as the last one, and the last one as the previous. */
    public void keep(Checkpoint checkpoint) throws IOException {
        byte[] bytes = checkpoint.toBytes();
        Path last = folder.resolve(LAST);
        if (Files.exists(last) && !lastIsDamaged) {
            Files.move(
                    last,
                    folder.resolve(PREVIOUS),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        AtomicFiles.write(last, bytes);
        lastIsDamaged = false;
    }

    /**
     * Reads the last checkpoint, or the previous one if that is missing or damaged.
     *
     * @param note is told why the previous one is used
     * @throws IOException or InputException for the last one if neither can be used
     */
    public Checkpoint read(Consumer<String> note) throws IOException, InputException {
        Exception first = null;
        for (String name : List.of(LAST, PREVIOUS)) {
            Path file = folder.resolve(name);
            try {
                Checkpoint read = Checkpoint.read(file);
                if (first != null) {
                    lastIsDamaged = true; // and must not replace the previous one
                    note.accept("note: " + first.getMessage() + "; going on from " + file);
                }
                return read;
            } catch (IOException | InputException e) {
                first = first == null ? e : first;
            }
        }
        if (first instanceof InputException e) {
            throw e;
        }
        throw (IOException) first;
    }

    /** Writes another file of the run, all or nothing. */
    public void write(String name, byte[] bytes) throws IOException {
        AtomicFiles.write(folder.resolve(name), bytes);
    }

    /** Lets others write to the folder. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
