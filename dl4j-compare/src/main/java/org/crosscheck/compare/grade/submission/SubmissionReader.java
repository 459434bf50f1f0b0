package org.crosscheck.compare.grade.submission;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.datasets.formats.FormatException;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.crosscheck.datasets.formats.Npy;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.datasets.formats.Npz;
import org.crosscheck.reference.Tensor;

/** Reads one {@link Submission}: finds the files, bounds what they may cost, and sorts what they hold. */
final class SubmissionReader {

    /** The most bytes of one submission: 64 MiB, for which a heap of 320 MiB is enough. */
    private static final int LARGEST = 64 << 20;

    private static final int ALWAYS_ALLOWED = 24 << 20;
    private static final int MOST_ARRAYS = 64;
    private static final int MOST_FILES = 10_000;
    private static final String NPY = ".npy";

    private final Path path;
    private final String name;
    private final Map<String, SubmittedArray> readings = new LinkedHashMap<>();
    private final Set<String> unknown = new LinkedHashSet<>();

    SubmissionReader(Path path) {
        this.path = path;
        this.name = name(path);
    }

    /** The file or folder without its path; safe to print. */
    String name() {
        return name;
    }

    Submission read() throws IOException {
        if (attributes(path).isDirectory()) {
            folder();
        } else {
            file(path);
        }
        return new Submission(name, readings, List.copyOf(unknown), null);
    }

    /** An error of the file system, for somebody who must not learn where this machine keeps things. */
    FormatException unreadable(IOException e) {
        String found = e.getClass().getSimpleName();
        return new FormatException(Reason.FILE_UNREADABLE, name, "file", "a file that can be read", found);
    }

    private void folder() throws IOException {
        Map<String, Path> arrays = new TreeMap<>();
        Map<String, Path> others = new TreeMap<>();
        int files = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                if (++files > MOST_FILES) {
                    throw error(Reason.FILE_TOO_MANY, "folder", "at most " + MOST_FILES + " files", "more");
                }
                String file = String.valueOf(entry.getFileName());
                if (file.endsWith(NPY)) {
                    arrays.put(file.substring(0, file.length() - NPY.length()), entry);
                } else if (isContainer(file)) {
                    others.put(file, entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        int found = others.size() + (arrays.isEmpty() ? 0 : 1);
        if (found != 1) {
            Reason reason = found == 0 ? Reason.FILE_MISSING : Reason.FILE_AMBIGUOUS;
            String all = arrays.size() + " .npy and " + others.size() + " of the others";
            throw error(reason, "folder", "one .npz, or one .json, or .npy files", all);
        }
        if (arrays.isEmpty()) {
            file(others.values().iterator().next());
        } else {
            arrays(arrays);
        }
    }

    private void arrays(Map<String, Path> files) throws IOException {
        if (files.size() > MOST_ARRAYS) {
            throw error(Reason.FILE_TOO_MANY, "folder", "at most " + MOST_ARRAYS + " .npy files", "" + files.size());
        }
        long total = 0;
        for (Path file : files.values()) {
            total += attributes(file).size();
        }
        requireSize(total, name);
        long heap = heap(total);
        for (Map.Entry<String, Path> file : files.entrySet()) {
            if (!isWanted(file.getKey())) {
                continue;
            }
            try {
                NpyArray array = Npy.read(bytes(file.getValue()), name(file.getValue()), heap);
                heap -= (long) array.size() * Double.BYTES;
                accept(file.getKey(), array);
            } catch (FormatException e) {
                refuse(file.getKey(), e);
            }
        }
    }

    private void file(Path file) throws IOException {
        String given = name(file);
        byte[] bytes = bytes(file);
        String suffix = given.toLowerCase(Locale.ROOT);
        Map<String, NpyArray> arrays;
        if (suffix.endsWith(".npz")) {
            arrays = Npz.read(bytes, given, heap(bytes.length), this::isWanted, this::refuse);
        } else if (suffix.endsWith(".json")) {
            arrays = JsonArrays.read(bytes, given, heap(bytes.length), this::isWanted, this::refuse);
        } else {
            throw error(Reason.FILE_KIND, "name", "one that ends in .npz or .json, or a folder", "'" + given + "'");
        }
        arrays.forEach(this::accept);
    }

    /**
     * The most bytes that the arrays of an input of this size may take: together with the input, 3 times the input and
     * 24 MiB.
     */
    private static long heap(long input) {
        return ALWAYS_ALLOWED + 2 * input;
    }

    /** Whether a name is the key of an answer; notes it if not. */
    private boolean isWanted(String key) {
        boolean isAnswer =
                Quantities.ANSWERS.stream().anyMatch(quantity -> quantity.key().equals(key));
        if (!isAnswer) {
            unknown.add(FormatException.printable(key));
        }
        return isAnswer;
    }

    private void refuse(String key, FormatException why) {
        if (isWanted(key)) {
            readings.put(key, SubmittedArray.Unreadable.of(why));
        }
    }

    private void accept(String key, NpyArray array) {
        if (array.size() == 0) {
            String found = "shape " + Quantities.text(array.shape());
            refuse(key, error(Reason.ARRAY_EMPTY, "array '" + key + "'", "at least one element", found));
            return;
        }
        String dtype = array.type().name().toLowerCase(Locale.ROOT);
        readings.put(key, new SubmittedArray.Array(new Tensor(array.shape(), array.values()), dtype));
    }

    /** All of a regular file; a link is not followed, a pipe or device is not opened. */
    private byte[] bytes(Path file) throws IOException {
        BasicFileAttributes attributes = attributes(file);
        if (!attributes.isRegularFile()) {
            String kind = attributes.isSymbolicLink()
                    ? "a symbolic link"
                    : attributes.isDirectory() ? "a folder" : "a pipe or device";
            throw new FormatException(Reason.FILE_NOT_REGULAR, name(file), "file", "a regular file", kind);
        }
        requireSize(attributes.size(), name(file));
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

    private static void requireSize(long size, String file) throws FormatException {
        if (size > LARGEST) {
            String expected = "at most " + LARGEST + " bytes";
            throw new FormatException(Reason.FILE_TOO_LARGE, file, "file", expected, size + " bytes");
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (FileSystemException e) {
            // A file below a file: newer Java says that there is none, Java 17 that its parent is not a folder.
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

    private static boolean isContainer(String file) {
        String suffix = file.toLowerCase(Locale.ROOT);
        return !file.startsWith(".") && (suffix.endsWith(".npz") || suffix.endsWith(".json"));
    }

    private static String name(Path file) {
        return FormatException.printable(String.valueOf(file.getFileName() == null ? file : file.getFileName()));
    }

    private FormatException error(Reason reason, String place, String expected, String found) {
        return new FormatException(reason, name, place, expected, found);
    }
}
