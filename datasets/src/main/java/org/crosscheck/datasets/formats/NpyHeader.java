package org.crosscheck.datasets.formats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crosscheck.datasets.formats.FormatException.Reason;

/**
 * The header of an npy file: a Python dictionary literal with the keys {@code descr}, {@code fortran_order} and
 * {@code shape}, of which only the forms NumPy writes are read, by a scanner without recursion.
 *
 * @param end the offset of the first byte of data
 */
record NpyHeader(NpyArray.Type type, ByteOrder order, boolean fortran, int[] shape, long size, int end) {

    private static final int LONGEST = 10_000;
    private static final int MOST_AXES = 32;
    private static final int PREAMBLE = 8;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern DESCR = Pattern.compile("([<>|=])([a-zA-Z])(\\d{0,6})(\\[.*])?");

    /** Parses the header at the beginning of the data; what follows is not looked at. */
    static NpyHeader parse(ByteBuffer data, Source source) throws FormatException {
        int present = data.limit();
        if (present < PREAMBLE + 2) {
            String found = present == 0 ? FileKind.of(new byte[0]) : "the end of the data";
            throw source.error(present, Reason.NPY_TRUNCATED, "at least 10 bytes", found);
        }
        ByteBuffer in = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < MAGIC.length; i++) {
            if (in.get() != MAGIC[i]) {
                byte[] start = new byte[Math.min(present, FileKind.LOOKED_AT)];
                data.duplicate().get(start);
                String found = "byte " + (data.get(i) & 0xff) + FileKind.after(", ", start);
                throw source.error(i, Reason.NPY_MAGIC, "the npy magic \\x93NUMPY", found);
            }
        }
        int major = in.get();
        int minor = in.get();
        if (major < 1 || major > 3 || minor != 0) {
            String found = (major & 0xff) + "." + (minor & 0xff);
            throw source.error(MAGIC.length, Reason.NPY_VERSION, "version 1.0, 2.0 or 3.0", found);
        }
        if (major > 1 && in.remaining() < 4) {
            throw source.error(present, Reason.NPY_TRUNCATED, "a 4-byte header length", "the end of the data");
        }
        long length = major == 1 ? in.getShort() & 0xffff : in.getInt() & 0xffff_ffffL;
        if (length > LONGEST) {
            throw source.error(
                    PREAMBLE, Reason.NPY_HEADER_TOO_LONG, "a header of at most " + LONGEST + " bytes", "" + length);
        }
        if (length > in.remaining()) {
            throw source.error(
                    PREAMBLE,
                    Reason.NPY_HEADER_TRUNCATED,
                    "a header of " + length + " bytes",
                    in.remaining() + " bytes");
        }
        int start = in.position();
        byte[] text = new byte[(int) length];
        in.get(text);
        return new Scanner(new String(text, StandardCharsets.ISO_8859_1), start, source).header();
    }

    /** Reads one dictionary literal from left to right. */
    private static final class Scanner {
        private final String text;
        private final int start;
        private final Source source;
        private int at;

        private NpyArray.Type type;
        private ByteOrder order = ByteOrder.nativeOrder();
        private boolean fortran;
        private int[] shape;
        private long size = 1;

        Scanner(String text, int start, Source source) {
            this.text = text;
            this.start = start;
            this.source = source;
        }

        NpyHeader header() throws FormatException {
            Set<String> seen = new HashSet<>();
            expect('{');
            while (!accept('}')) {
                int keyAt = at;
                String key = string();
                if (!seen.add(key)) {
                    throw error(keyAt, Reason.NPY_DUPLICATE_KEY, "each key once", "'" + key + "' again");
                }
                expect(':');
                switch (key) {
                    case "descr" -> descr();
                    case "fortran_order" -> fortran = bool();
                    case "shape" -> shape();
                    default ->
                        throw error(keyAt, Reason.NPY_HEADER_KEY, "descr, fortran_order or shape", "'" + key + "'");
                }
                if (!accept(',')) {
                    expect('}');
                    break;
                }
            }
            skipBlanks();
            if (at < text.length()) {
                throw error(at, Reason.NPY_HEADER_SYNTAX, "only blanks after the dictionary", found());
            }
            if (seen.size() < 3) {
                throw error(0, Reason.NPY_HEADER_KEY, "descr, fortran_order and shape", seen.size() + " of them");
            }
            return new NpyHeader(type, order, fortran, shape, size, start + text.length());
        }

        private void descr() throws FormatException {
            skipBlanks();
            int from = at;
            if (at < text.length() && (text.charAt(at) == '[' || text.charAt(at) == '(')) {
                throw error(from, Reason.NPY_STRUCTURED, "a plain number type", "a structured or subarray type");
            }
            String descr = string();
            Matcher m = DESCR.matcher(descr);
            String kind = m.matches() ? m.group(2) : "";
            String expected = "a bool, integer or float type";
            if (kind.equals("O")) {
                throw error(from, Reason.NPY_OBJECT, expected, "Python objects (pickle), '" + descr + "'");
            }
            if (kind.equals("c")) {
                throw error(from, Reason.NPY_COMPLEX, expected, "complex numbers, '" + descr + "'");
            }
            for (NpyArray.Type t : NpyArray.Type.values()) {
                if (m.matches() && m.group(4) == null && t.code().equals(kind + m.group(3))) {
                    type = t;
                }
            }
            if (type == null || (m.group(1).equals("|") && type.bytes() > 1)) {
                throw error(from, Reason.NPY_DTYPE, expected, "'" + descr + "'");
            }
            if (m.group(1).equals("<")) {
                order = ByteOrder.LITTLE_ENDIAN;
            } else if (m.group(1).equals(">")) {
                order = ByteOrder.BIG_ENDIAN;
            }
        }

        private void shape() throws FormatException {
            List<Integer> axes = new ArrayList<>();
            int from = at;
            expect('(');
            boolean comma = true;
            while (!accept(')')) {
                if (!comma) {
                    throw error(at, Reason.NPY_HEADER_SYNTAX, "',' or ')'", found());
                }
                axes.add(axis());
                comma = accept(',');
            }
            if (axes.size() == 1 && !comma) {
                throw error(from, Reason.NPY_SHAPE, "a tuple", "a number in parentheses");
            }
            if (axes.size() > MOST_AXES) {
                throw error(from, Reason.NPY_SHAPE, "at most " + MOST_AXES + " axes", "" + axes.size());
            }
            shape = axes.stream().mapToInt(Integer::intValue).toArray();
            for (int axis : shape) {
                if (axis > 0 && size > Long.MAX_VALUE / axis) {
                    throw error(from, Reason.NPY_SHAPE_OVERFLOW, "a product below 2^63", axes.toString());
                }
                size *= axis;
            }
        }

        /** A decimal number from 0 to 2^31 - 1 without leading zeros. */
        private int axis() throws FormatException {
            int from = at;
            while (at < text.length() && "()[]{},: \n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String word = text.substring(from, at);
            if (word.isEmpty()) {
                throw error(from, Reason.NPY_HEADER_SYNTAX, "the length of an axis", found());
            }
            if (!word.matches("0|[1-9][0-9]{0,9}") || Long.parseLong(word) > Integer.MAX_VALUE) {
                throw error(from, Reason.NPY_SHAPE, "the length of an axis, 0 to 2^31 - 1", word);
            }
            return Integer.parseInt(word);
        }

        private boolean bool() throws FormatException {
            skipBlanks();
            for (String word : List.of("True", "False")) {
                if (text.startsWith(word, at)) {
                    at += word.length();
                    return word.equals("True");
                }
            }
            throw error(at, Reason.NPY_HEADER_SYNTAX, "True or False", found());
        }

        private String string() throws FormatException {
            char quote = at < text.length() ? text.charAt(at) : 0;
            int close = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
            if (close < 0) {
                throw error(at, Reason.NPY_HEADER_SYNTAX, "a quoted string", found());
            }
            String body = text.substring(at + 1, close);
            if (body.indexOf('\\') >= 0) {
                throw error(at, Reason.NPY_HEADER_SYNTAX, "a string without escapes", "'" + body + "'");
            }
            at = close + 1;
            return body;
        }

        private void expect(char c) throws FormatException {
            if (!accept(c)) {
                throw error(at, Reason.NPY_HEADER_SYNTAX, "'" + c + "'", found());
            }
        }

        private boolean accept(char c) {
            skipBlanks();
            boolean here = at < text.length() && text.charAt(at) == c;
            at += here ? 1 : 0;
            return here;
        }

        private void skipBlanks() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
                at++;
            }
        }

        private String found() {
            return at < text.length() ? "'" + text.charAt(at) + "'" : "the end of the header";
        }

        private FormatException error(int position, Reason reason, String expected, String found) {
            return source.error(start + position, reason, expected, found);
        }
    }
}
