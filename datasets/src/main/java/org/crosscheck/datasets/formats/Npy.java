package org.crosscheck.datasets.formats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crosscheck.datasets.formats.FormatException.Reason;

/**
 * NumPy's npy format: one array.
 *
 * <p>Read: versions 1.0, 2.0 and 3.0; byte orders {@code <}, {@code >}, {@code =} (this machine's) and {@code |} (one
 * byte); C and Fortran order; float16, 32 and 64, signed and unsigned integers of 1 to 8 bytes, bool. All become
 * row-major. Memory is taken for the bytes that are there, in their own width. Refused: objects, structures, complex numbers, text and dates, a 64-bit integer that no double
 * equals, a bool that is neither 0 nor 1, and any byte too few or too many. NaN and infinities are values.
 *
 * <p>Written: what {@code numpy.save} writes for a C-contiguous array, byte for byte.
 */
public final class Npy {

    private static final int ALIGNMENT = 64;
    private static final int LENGTH_FIELD_END = 10;
    /** NumPy leaves room in the header for the first axis to grow to this many digits. */
    private static final int GROWTH_DIGITS = 21;

    private Npy() {}

    /**
     * Reads a file.
     *
     * @throws FormatException if it is missing, is not a regular file, or holds anything but one array
     */
    public static NpyArray read(Path file) throws IOException {
        return read(Bytes.ofFile(file), file.toString());
    }

    /** Reads the content of a file, which the array may go on to use; the name is only for messages. */
    public static NpyArray read(byte[] data, String name) throws FormatException {
        return read(data, name, Long.MAX_VALUE);
    }

    /**
     * Reads the content of an untrusted file.
     *
     * @param heap the most bytes that the values may take as doubles
     */
    public static NpyArray read(byte[] data, String name, long heap) throws FormatException {
        return read(ByteBuffer.wrap(data), Source.file(name), heap);
    }

    static NpyArray read(ByteBuffer data, Source source, long heap) throws FormatException {
        NpyHeader header = NpyHeader.parse(data, source);
        int width = header.type().bytes();
        int present = data.limit() - header.end();
        String expected = header.size() + " values of " + width + " bytes";
        if (header.size() > present / width) {
            throw source.error(header.end(), Reason.NPY_TRUNCATED, expected, present + " bytes");
        }
        if (header.size() * width < present) {
            long end = header.end() + header.size() * width;
            throw source.error(end, Reason.NPY_TRAILING, expected + " and then the end", present + " bytes");
        }
        if (header.size() > heap / Double.BYTES) {
            throw source.error(
                    header.end(),
                    Reason.FILE_TOO_LARGE,
                    "at most " + heap / Double.BYTES + " values",
                    "" + header.size());
        }
        ByteBuffer in = data.duplicate().order(header.order()).position(header.end());
        requireNumbers(in.duplicate().order(header.order()), header, source);
        if (header.type() != NpyArray.Type.FLOAT64) {
            return NpyArray.narrow(header.type(), header.shape(), rows(in, header));
        }
        double[] values = new double[(int) header.size()];
        if (header.fortran()) {
            FortranOrder fortran = new FortranOrder(header.shape());
            while (in.hasRemaining()) {
                values[fortran.next()] = in.getDouble();
            }
        } else {
            in.asDoubleBuffer().get(values); // as they are
        }
        return new NpyArray(header.type(), header.shape(), values);
    }

    /** Every integer has to be a double, too, and every bool 0 or 1. */
    private static void requireNumbers(ByteBuffer in, NpyHeader header, Source source) throws FormatException {
        if (header.type() != NpyArray.Type.BOOL && !header.type().code().matches("[iu]8")) {
            return;
        }
        while (in.hasRemaining()) {
            if (Double.isNaN(header.type().get(in))) {
                throw notANumber(in, in.position() - header.type().bytes(), header, source);
            }
        }
    }

    /** The values of a narrow type in row-major order; where they are that already, without a copy. */
    private static ByteBuffer rows(ByteBuffer in, NpyHeader header) {
        if (!header.fortran()) {
            return in;
        }
        int width = header.type().bytes();
        ByteBuffer rows = ByteBuffer.allocate(in.remaining()).order(in.order());
        FortranOrder fortran = new FortranOrder(header.shape());
        for (int from = in.position(); from < in.limit(); from += width) {
            rows.put(fortran.next() * width, in, from, width);
        }
        return rows;
    }

    /** Writes a file; it is the whole new file or as before. */
    public static void write(Path file, NpyArray array) throws IOException {
        AtomicFiles.write(file, toBytes(array));
    }

    /**
     * The content of a file: version 1.0, little-endian, C order, the data aligned to 64 bytes.
     *
     * @throws IllegalArgumentException if it would not fit in 2 GiB
     */
    public static byte[] toBytes(NpyArray array) {
        NpyArray.Type type = array.type();
        int[] shape = array.shape();
        String axes = IntStream.of(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String header = "{'descr': '" + (type.bytes() == 1 ? '|' : '<') + type.code() + "', 'fortran_order': False, "
                + "'shape': (" + axes + (shape.length == 1 ? "," : "") + "), }";
        if (shape.length > 0) {
            header += " ".repeat(GROWTH_DIGITS - Integer.toString(shape[0]).length());
        }
        int unpadded = LENGTH_FIELD_END + header.length() + 1;
        int start = (unpadded / ALIGNMENT + 1) * ALIGNMENT; // 64 bytes more where it ends there, as in NumPy
        int total = Bytes.arrayLength(array.toString(), start + (long) array.size() * type.bytes());
        header += " ".repeat(start - unpadded) + "\n";
        ByteBuffer out = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.putShort((short) header.length());
        out.put(header.getBytes(StandardCharsets.US_ASCII));
        array.write(out);
        return out.array();
    }

    private static FormatException notANumber(ByteBuffer data, int at, NpyHeader header, Source source) {
        if (header.type() == NpyArray.Type.BOOL) {
            return source.error(at, Reason.NPY_BOOL, "a bool, 0 or 1", "" + (data.get(at) & 0xff));
        }
        long value = data.getLong(at);
        String found = header.type() == NpyArray.Type.INT64 ? Long.toString(value) : Long.toUnsignedString(value);
        return source.error(at, Reason.NPY_INEXACT, "an integer that a double equals", found);
    }

    /** Where the values of a file whose first axis is the fastest belong in an array whose last axis is. */
    private static final class FortranOrder {
        private final int[] shape;
        private final int[] stride; // of each axis, row-major
        private final int[] index;
        private int position;

        FortranOrder(int[] shape) {
            this.shape = shape;
            stride = new int[shape.length];
            index = new int[shape.length];
            for (int axis = shape.length - 1, step = 1; axis >= 0; axis--) {
                stride[axis] = step;
                step *= shape[axis];
            }
        }

        int next() {
            int here = position;
            for (int axis = 0; axis < shape.length; axis++) {
                position += stride[axis];
                if (++index[axis] < shape[axis]) {
                    break;
                }
                position -= stride[axis] * shape[axis];
                index[axis] = 0;
            }
            return here;
        }
    }
}
