package org.crosscheck.datasets.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    private static final Pattern DEBRIS =
            Pattern.compile("(?i)(^|/)(__MACOSX|__pycache__|\\.[^/.][^/]*|thumbs\\.db|desktop\\.ini)(/|$)");

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
        Source source = Source.file(name);
        ZipDirectory directory = ZipDirectory.of(zip, source);
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (ZipDirectory.Entry entry : directory.entries()) {
            Source place = source.entry(entry.name());
            String key = key(entry.name());
            if (!KEY.matcher(key).matches()) {
                throw place.error(entry.offset(), Reason.NPZ_NAME, "a plain name that ends in .npy", "one that is not");
            }
            if (arrays.containsKey(key)) {
                throw place.error(entry.offset(), Reason.NPZ_DUPLICATE, "each name once", "this name again");
            }
            arrays.put(key, new Member(directory, entry, source).array(TRUSTED));
        }
        return arrays;
    }

    /**
     * The files in an archive that nobody vouches for, in its order: arrays, other files, and not what systems add on
     * their own (folders, {@code __MACOSX}, hidden files). More is read than by {@link #read(byte[], String)}, whatever
     * leaves the place of no byte in doubt: a comment, up to 64 KiB behind the archive, names in folders, other files,
     * names twice, a directory in another order. At most 64 names of arrays and 10,000 entries.
     *
     * @param name only for messages
     * @throws FormatException if the archive as a whole cannot be trusted
     */
    public static List<Member> members(byte[] zip, String name) throws FormatException {
        Source source = Source.file(name);
        ZipDirectory directory = ZipDirectory.lenient(zip, source);
        List<Member> members = directory.entries().stream()
                .filter(entry -> !entry.name().endsWith("/") && !isDebris(entry.name()))
                .map(entry -> new Member(directory, entry, source))
                .toList();
        long arrays = members.stream()
                .map(Member::name)
                .filter(file -> file.endsWith(SUFFIX))
                .distinct()
                .count();
        if (arrays > MOST_ARRAYS) {
            throw source.error("directory", Reason.NPZ_TOO_MANY, "at most " + MOST_ARRAYS + " arrays", "" + arrays);
        }
        return members;
    }

    /** Whether a path is one that systems and editors add: __MACOSX, hidden files and folders, Windows' thumbnails. */
    public static boolean isDebris(String path) {
        return DEBRIS.matcher(path).find();
    }

    /** A file in an archive, which is not unpacked until it is asked for. */
    public static final class Member {
        private final ZipDirectory directory;
        private final ZipDirectory.Entry entry;
        private final Source place;

        private Member(ZipDirectory directory, ZipDirectory.Entry entry, Source source) {
            this.directory = directory;
            this.entry = entry;
            this.place = source.entry(entry.name());
        }

        /** The name in the archive, which may hold folders, or anything else. */
        public String name() {
            return entry.name();
        }

        /** The number of bytes that it is declared to unpack to. */
        public long size() {
            return entry.size();
        }

        /**
         * Reads it as npy.
         *
         * @param heap the most bytes that the unpacked file and its values as doubles may take
         */
        public NpyArray array(long heap) throws FormatException {
            long unpacked = entry.packed() ? entry.size() : 0;
            return Npy.read(content(heap), place, heap - unpacked);
        }

        /** Reads its bytes, at most {@code heap} of them. */
        public byte[] bytes(long heap) throws FormatException {
            ByteBuffer content = content(heap);
            byte[] bytes = new byte[content.remaining()];
            content.get(bytes);
            return bytes;
        }

        private ByteBuffer content(long heap) throws FormatException {
            long unpacked = entry.packed() ? entry.size() : 0;
            long needed = unpacked + entry.size();
            if (entry.unusable() == null && heap == TRUSTED && !Heap.holds(needed)) {
                String found = "a need of " + Heap.text(needed);
                throw place.error("data", Reason.FILE_TOO_LARGE, Heap.expected(needed), found);
            }
            if (entry.unusable() == null && unpacked > heap) {
                throw place.error("data", Reason.FILE_TOO_LARGE, "at most " + heap + " unpacked bytes", "" + unpacked);
            }
            return directory.content(entry);
        }
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
