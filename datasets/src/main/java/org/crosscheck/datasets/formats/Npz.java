package org.crosscheck.datasets.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.crosscheck.datasets.formats.FormatException.Reason;

/**
 * NumPy's npz format: named arrays in a zip archive, the array {@code k} in the entry {@code k.npy}.
 *
 * <p>Read: what {@code numpy.savez} and {@code numpy.savez_compressed} write and what {@link #toBytes} writes; see
 * {@link Npy} for the arrays. At most 64 arrays, 16 MiB plus 64 times the file when unpacked, 1 GiB in all. Names are
 * 1 to 100 characters without control characters and without any of {@code / \ :}. Names that differ only in case are
 * different arrays (the homework has both {@code X} and {@code x}); nothing here ever becomes a file name.
 */
public final class Npz {

    private static final String SUFFIX = ".npy";
    private static final int MOST_ARRAYS = 64;
    private static final Pattern KEY = Pattern.compile("(?!\\.)[^/\\\\:\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]{1,100}");

    /** In place of a bound on the heap: as much as there is. */
    private static final long TRUSTED = Long.MAX_VALUE;

    private Npz() {}

    /**
     * Reads a file.
     *
     * @return the arrays in the order of the file, by name without {@code .npy}
     * @throws FormatException if it is missing, is not a regular file, or is not exactly an archive of arrays
     */
    public static Map<String, NpyArray> read(Path file) throws IOException {
        return read(Bytes.ofFile(file), file.toString());
    }

    /** Reads a stream to its end and leaves it open; the name is only for messages. */
    public static Map<String, NpyArray> read(InputStream in, String name) throws IOException {
        return read(Bytes.ofStream(in, name), name);
    }

    /** Reads the content of a file, which the arrays may go on to use; the name is only for messages. */
    public static Map<String, NpyArray> read(byte[] zip, String name) throws FormatException {
        return read(zip, name, TRUSTED, key -> true, (key, why) -> {
            throw why;
        });
    }

    /** Is told of an entry that cannot be read, and throws if the rest is not to be read either. */
    @FunctionalInterface
    public interface Refusal {

        /**
         * Is told of an entry.
         *
         * @param key the name of the array, or that of the entry if it does not name an array
         * @param why what is wrong; the other entries are unaffected
         */
        void of(String key, FormatException why) throws FormatException;
    }

    /**
     * Reads the content of an untrusted file: a bad entry does not cost the others.
     *
     * @param name only for messages
     * @param heap the most bytes that the arrays may take as doubles, including one that is being unpacked
     * @param wanted which keys to read; the others are neither unpacked nor checked
     * @param refusal is told of each wanted entry that is left out, and of each whose name is not that of an array
     * @throws FormatException if the archive as a whole cannot be trusted, or from the refusal
     */
    public static Map<String, NpyArray> read(
            byte[] zip, String name, long heap, Predicate<String> wanted, Refusal refusal) throws FormatException {
        Source source = Source.file(name);
        ZipDirectory directory = ZipDirectory.of(zip, source);
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        long left = heap;
        for (ZipDirectory.Entry entry : directory.entries()) {
            Source place = source.entry(entry.name());
            String key = key(entry.name());
            if (!KEY.matcher(key).matches()) {
                refusal.of(
                        entry.name(),
                        place.error(
                                entry.offset(), Reason.NPZ_NAME, "a plain name that ends in .npy", "one that is not"));
            } else if (!seen.add(key)) {
                arrays.remove(key); // which of the two is meant is unknown
                refusal.of(key, place.error(entry.offset(), Reason.NPZ_DUPLICATE, "each name once", "this name again"));
            } else if (wanted.test(key)) {
                try {
                    NpyArray array = array(directory, entry, place, left);
                    left -= heap == TRUSTED ? 0 : (long) array.size() * Double.BYTES;
                    arrays.put(key, array);
                } catch (FormatException e) {
                    refusal.of(key, e);
                }
            }
        }
        return arrays;
    }

    private static NpyArray array(ZipDirectory directory, ZipDirectory.Entry entry, Source place, long heap)
            throws FormatException {
        long unpacked = entry.deflated() ? entry.size() : 0;
        if (entry.unusable() == null && heap == TRUSTED && !Heap.holds(unpacked + entry.size())) {
            String found = "a need of " + Heap.text(unpacked + entry.size());
            throw place.error("data", Reason.FILE_TOO_LARGE, Heap.expected(unpacked + entry.size()), found);
        }
        if (entry.unusable() == null && unpacked > heap) {
            throw place.error("data", Reason.FILE_TOO_LARGE, "at most " + heap + " unpacked bytes", "" + unpacked);
        }
        return Npy.read(directory.content(entry), place, heap == TRUSTED ? heap : heap - unpacked);
    }

    /** Writes a file; it is the whole new file or as before. */
    public static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
        AtomicFiles.write(file, toBytes(arrays));
    }

    /**
     * The content of a file. The same arrays give the same bytes on every machine, whatever its zone: sorted by name,
     * stored without compression (deflate differs between zlib builds), by {@link ZipWriter}.
     *
     * @throws IllegalArgumentException if a name or the number of arrays is one that {@link #read} refuses
     */
    public static byte[] toBytes(Map<String, NpyArray> arrays) {
        if (arrays.size() > MOST_ARRAYS) {
            throw new IllegalArgumentException("at most " + MOST_ARRAYS + " arrays, not " + arrays.size());
        }
        ZipWriter zip = new ZipWriter();
        for (Map.Entry<String, NpyArray> array : new TreeMap<>(arrays).entrySet()) {
            if (!KEY.matcher(array.getKey()).matches()) {
                throw new IllegalArgumentException("'" + array.getKey() + "' cannot name an array");
            }
            zip.store(array.getKey() + SUFFIX, Npy.toBytes(array.getValue()));
        }
        return zip.toBytes();
    }

    /** The key of an entry, empty (which no key may be) if it has another suffix. */
    private static String key(String name) {
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : "";
    }
}
