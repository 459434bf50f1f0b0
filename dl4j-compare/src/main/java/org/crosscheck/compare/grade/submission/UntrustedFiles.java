package org.crosscheck.compare.grade.submission;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import org.crosscheck.datasets.formats.FormatException;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.crosscheck.datasets.formats.Npz;

/** Files that somebody untrusted has put there: regular ones alone, no links followed, no more than so many bytes. */
public final class UntrustedFiles {

    /** The most bytes of one submission: 64 MiB, for which a heap of 320 MiB is enough. */
    public static final int LARGEST = 64 << 20;

    private static final int MOST_FILES = 10_000;
    private static final int DEEPEST = 8;

    private UntrustedFiles() {}

    /** The last part of a path; safe to print. */
    public static String name(Path file) {
        return FormatException.printable(String.valueOf(file.getFileName() == null ? file : file.getFileName()));
    }

    /** All of a regular file of at most so many bytes; a link is not followed, a pipe or device is not opened. */
    public static byte[] bytes(Path file, long most) throws IOException {
        BasicFileAttributes attributes = attributes(file);
        if (!attributes.isRegularFile()) {
            String kind = attributes.isSymbolicLink()
                    ? "a symbolic link"
                    : attributes.isDirectory() ? "a folder" : "a pipe or device";
            throw new FormatException(Reason.FILE_NOT_REGULAR, name(file), "file", "a regular file", kind);
        }
        requireSize(attributes.size(), name(file), most);
        if (!Files.isReadable(file)) {
            throw new FormatException(
                    Reason.FILE_UNREADABLE, name(file), "file", "a readable file", "no permission to read it");
        }
        byte[] bytes = new byte[(int) attributes.size()];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            if (in.readNBytes(bytes, 0, bytes.length) < bytes.length || in.read() >= 0) {
                throw new FormatException(
                        Reason.FILE_UNREADABLE, name(file), "file", bytes.length + " bytes", "another number");
            }
        }
        return bytes;
    }

    public static void requireSize(long size, String file, long most) throws FormatException {
        if (size > most) {
            String expected = "at most " + most + " bytes";
            throw new FormatException(Reason.FILE_TOO_LARGE, file, "file", expected, size + " bytes");
        }
    }

    public static BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (FileSystemException e) {
            // A file below a file: newer Java says that there is none, 17 that its parent is no folder.
            if (!(e instanceof NoSuchFileException)
                    && !Files.isRegularFile(file.toAbsolutePath().getParent())) {
                throw e;
            }
            FormatException missing =
                    new FormatException(Reason.FILE_MISSING, name(file), "file", "a file", "nothing with this name");
            missing.initCause(e);
            throw missing;
        }
    }

    /**
     * What lies in a folder and in those below it, by the way from it, sorted; not what systems add on their own. What ends in
     * .npy is a file, whatever it is.
     */
    public static Map<String, Path> tree(Path folder) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        Files.walkFileTree(
                folder, EnumSet.noneOf(java.nio.file.FileVisitOption.class), DEEPEST, new SimpleFileVisitor<>() {
                    private int count;

                    @Override
                    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
                            throws IOException {
                        if (path.equals(folder)) {
                            return FileVisitResult.CONTINUE;
                        }
                        if (Npz.isDebris(relative(path))) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        if (relative(path).endsWith(".npy")) {
                            visitFile(path, attributes);
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                        if (++count > MOST_FILES) {
                            String expected = "at most " + MOST_FILES + " files";
                            throw new FormatException(Reason.FILE_TOO_MANY, name(folder), "folder", expected, "more");
                        }
                        if (!Npz.isDebris(relative(path))) {
                            files.put(relative(path), path);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
                        if (path.equals(folder)) {
                            throw e;
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    private String relative(Path path) {
                        return folder.relativize(path)
                                .toString()
                                .replace(path.getFileSystem().getSeparator(), "/");
                    }
                });
        return files;
    }
}
