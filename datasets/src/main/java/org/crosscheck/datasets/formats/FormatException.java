package org.crosscheck.datasets.formats;

import java.io.IOException;

/**
 * A file that cannot be used, and why: the file, the place in it, what was expected, what was found, and a stable
 * {@link Reason}.
 *
 * <p>The message is one line, {@code <file>: <place>: expected X, found Y}; control characters, line separators and
 * invisible formatting characters (names come from the file) are written as {@code \}{@code uXXXX}.
 */
public final class FormatException extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_PART = 240;

    /** Why a file was refused. The {@link #code()} is stable: tools may store and compare it. */
    public enum Reason {
        FILE_MISSING("file.missing"),
        FILE_AMBIGUOUS("file.ambiguous"),
        FILE_NOT_REGULAR("file.not-regular"),
        FILE_UNREADABLE("file.unreadable"),
        FILE_TOO_LARGE("file.too-large"),
        FILE_TOO_MANY("file.too-many"),
        FILE_KIND("file.unknown-kind"),

        /** Compressed data that is damaged or cut short. */
        DEFLATE_CORRUPT("deflate.corrupt"),
        /** Compressed data that would grow beyond what the size of the file justifies. */
        DEFLATE_BOMB("deflate.bomb"),
        CRC_MISMATCH("crc.mismatch"),
        GZIP_HEADER("gzip.header"),
        GZIP_SIZE("gzip.size-mismatch"),
        GZIP_TRAILING("gzip.trailing-bytes"),

        IDX_EMPTY("idx.empty-file"),
        IDX_MAGIC("idx.magic"),
        IDX_TYPE("idx.type"),
        IDX_DIMENSIONS("idx.dimensions"),
        IDX_NEGATIVE("idx.negative-size"),
        IDX_ZERO("idx.zero-size"),
        IDX_OVERFLOW("idx.size-overflow"),
        IDX_TRUNCATED("idx.truncated"),
        IDX_TRAILING("idx.trailing-bytes"),
        DIGITS_COUNTS("digits.counts-differ"),
        DIGITS_LABEL("digits.label-out-of-range"),

        NPY_TRUNCATED("npy.truncated"),
        NPY_MAGIC("npy.magic"),
        NPY_VERSION("npy.version"),
        NPY_HEADER_TOO_LONG("npy.header-too-long"),
        NPY_HEADER_TRUNCATED("npy.header-truncated"),
        NPY_HEADER_SYNTAX("npy.header-syntax"),
        NPY_HEADER_KEY("npy.header-key"),
        NPY_DUPLICATE_KEY("npy.duplicate-key"),
        NPY_SHAPE("npy.shape"),
        NPY_SHAPE_OVERFLOW("npy.shape-overflow"),
        NPY_OBJECT("npy.object-dtype"),
        NPY_STRUCTURED("npy.structured-dtype"),
        NPY_COMPLEX("npy.complex-dtype"),
        NPY_DTYPE("npy.dtype"),
        NPY_BOOL("npy.bool-value"),
        NPY_INEXACT("npy.integer-not-exact"),
        NPY_TRAILING("npy.trailing-bytes"),

        /** An array without elements, where there must be some. */
        ARRAY_EMPTY("array.empty"),

        NPZ_END("npz.end-record"),
        NPZ_TOO_MANY("npz.too-many-entries"),
        NPZ_DIRECTORY("npz.directory"),
        NPZ_LOCAL_HEADER("npz.local-header"),
        NPZ_LOCAL_DIFFERS("npz.local-header-differs"),
        NPZ_OVERLAP("npz.overlap"),
        NPZ_GAP("npz.unclaimed-bytes"),
        NPZ_NAME("npz.entry-name"),
        NPZ_DUPLICATE("npz.duplicate-name"),
        NPZ_NOT_A_FILE("npz.not-a-regular-file"),
        NPZ_ENCRYPTED("npz.encrypted"),
        NPZ_FLAGS("npz.flags"),
        NPZ_METHOD("npz.method"),
        NPZ_SIZE("npz.size-mismatch"),

        JSON_ENCODING("json.encoding"),
        JSON_SYNTAX("json.syntax"),
        /** A text, number or name that is too long, or brackets nested too deeply. */
        JSON_LIMIT("json.limit"),
        JSON_OBJECT("json.no-object"),
        JSON_TRAILING("json.trailing"),
        JSON_TOO_MANY("json.too-many-keys"),
        JSON_DUPLICATE("json.duplicate-key"),
        JSON_VALUE("json.no-number"),
        JSON_NOT_FINITE("json.not-finite"),
        JSON_RAGGED("json.ragged"),

        IMAGE_UNREADABLE("image.unreadable"),
        IMAGE_TOO_LARGE("image.too-large"),
        IMAGE_SIZE("image.size-differs"),
        IMAGE_NONE("image.none");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** The stable code, such as {@code npy.header-too-long}. */
        public String code() {
            return code;
        }
    }

    private final Reason reason;
    private final String source;
    private final String place;
    private final String expected;
    private final String found;

    public FormatException(Reason reason, String source, String place, String expected, String found) {
        super(printable(source) + ": " + printable(place) + ": expected " + printable(expected) + ", found "
                + printable(found));
        this.reason = reason;
        this.source = printable(source);
        this.place = printable(place);
        this.expected = printable(expected);
        this.found = printable(found);
    }

    public Reason reason() {
        return reason;
    }

    /** The file, as it was named by the caller (escaped). */
    public String source() {
        return source;
    }

    /** Where in the file: {@code offset 8}, {@code entry 'X.npy', offset 80}, {@code label 3}. */
    public String place() {
        return place;
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }

    /** A text from a file as one short line: at most 240 characters, those that could mislead a reader escaped. */
    public static String printable(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(LONGEST_PART).forEach(c -> {
            int type = Character.getType(c);
            boolean unsafe = Character.isISOControl(c)
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE;
            if (unsafe) {
                out.append(String.format((java.util.Locale) null, "\\u%04X", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return text.codePointCount(0, text.length()) > LONGEST_PART
                ? out.append("...").toString()
                : out.toString();
    }
}
