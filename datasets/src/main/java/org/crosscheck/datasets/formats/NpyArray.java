package org.crosscheck.datasets.formats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An array as NumPy stores it. What is narrower than a double is kept so, and widened, without loss, when it is asked for
 * as doubles.
 */
public final class NpyArray {

    private final Type type;
    private final int[] shape;
    private final double[] wide; // of float64
    private final ByteBuffer narrow; // of all other types: as in a file, row-major; from position 0 to the limit

    private NpyArray(Type type, int[] shape, double[] wide, ByteBuffer narrow) {
        this.type = type;
        this.shape = shape;
        this.wide = wide;
        this.narrow = narrow;
    }

    /**
     * An array of numbers that its type can hold.
     *
     * @param shape the lengths of the axes; length 0 is NumPy's 0-d array, which holds one value and differs from (1)
     * @param values row-major (the last axis fastest), as many as the product of the shape; not copied if float64
     * @throws IllegalArgumentException if they are more or fewer, or one is no value of the type
     */
    public NpyArray(Type type, int[] shape, double[] values) {
        this(type, shape, type == Type.FLOAT64 ? values : null, type == Type.FLOAT64 ? null : pack(type, values));
        requireSize(shape, values.length);
    }

    /** An array whose values, each one of the type, are the bytes that remain, row-major. They are not copied. */
    static NpyArray narrow(Type type, int[] shape, ByteBuffer values) {
        requireSize(shape, values.remaining() / type.bytes);
        return new NpyArray(type, shape, null, values.slice().order(values.order()));
    }

    private static void requireSize(int[] shape, int present) {
        if (sizeOf(shape) != present) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " holds " + sizeOf(shape) + " values, not " + present);
        }
    }

    private static ByteBuffer pack(Type type, double[] values) {
        ByteBuffer packed = ByteBuffer.allocate(Math.multiplyExact(values.length, type.bytes))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            if (!type.holds(value)) {
                throw new IllegalArgumentException(value + " is no value of " + type);
            }
            type.put(packed, value);
        }
        return packed.flip();
    }

    /** A float64 array. */
    public static NpyArray float64(int[] shape, double... values) {
        return new NpyArray(Type.FLOAT64, shape, values);
    }

    /**
     * An int64 array.
     *
     * @throws IllegalArgumentException if a value is not exactly a double (some beyond 2^53 are not)
     */
    public static NpyArray int64(int[] shape, long... values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!exact(values[i])) {
                throw new IllegalArgumentException(values[i] + " is not exactly a double");
            }
            wide[i] = values[i];
        }
        return new NpyArray(Type.INT64, shape, wide);
    }

    /** Bytes, unsigned, that are not copied. */
    public static NpyArray uint8(int[] shape, byte[] values) {
        return narrow(Type.UINT8, shape, ByteBuffer.wrap(values));
    }

    /** The type in the file. */
    public Type type() {
        return type;
    }

    /** The lengths of the axes. */
    public int[] shape() {
        return shape;
    }

    /** The values, row-major: of float64 the array's own, of every other type widened anew at each call. */
    public double[] values() {
        if (wide != null) {
            return wide;
        }
        ByteBuffer in = narrow.duplicate().order(narrow.order());
        double[] values = new double[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = type.get(in);
        }
        return values;
    }

    /** A copy of the bytes of an array of uint8. Throws {@link IllegalStateException} for any other type. */
    public byte[] bytes() {
        if (type != Type.UINT8) {
            throw new IllegalStateException(this + " has no bytes");
        }
        byte[] bytes = new byte[narrow.limit()];
        narrow.get(0, bytes);
        return bytes;
    }

    /** The number of axes, 0 for a scalar. */
    public int rank() {
        return shape.length;
    }

    public int size() {
        return wide == null ? narrow.limit() / type.bytes : wide.length;
    }

    /** Appends the values as they stand in a file. */
    void write(ByteBuffer out) {
        if (wide == null && narrow.order() == out.order()) {
            out.put(narrow.duplicate());
            return;
        }
        for (double value : values()) {
            type.put(out, value);
        }
    }

    /** Equal in type, shape and values; NaN equals NaN, and 0.0 differs from -0.0. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NpyArray that
                && type == that.type
                && Arrays.equals(shape, that.shape)
                && Arrays.equals(values(), that.values());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values());
    }

    @Override
    public String toString() {
        return type + Arrays.toString(shape);
    }

    private static long sizeOf(int[] shape) {
        long size = 1;
        for (int axis : shape) {
            if (axis < 0) {
                throw new IllegalArgumentException("negative axis in shape " + Arrays.toString(shape));
            }
            size = Math.multiplyExact(size, axis);
        }
        return size;
    }

    /** Whether the integer, signed or unsigned, has at most 53 significant bits. */
    static boolean exact(long bits) {
        long magnitude = Math.abs(bits);
        return significant(magnitude) <= 53;
    }

    /** The bits from the first that is 1 to the last; negative if none is. */
    private static int significant(long bits) {
        return 64 - Long.numberOfLeadingZeros(bits) - Long.numberOfTrailingZeros(bits);
    }

    /** The number types that are read and written, by NumPy's code: kind and bytes. */
    public enum Type {
        FLOAT64('f', 8),
        FLOAT32('f', 4),
        FLOAT16('f', 2),
        INT64('i', 8),
        INT32('i', 4),
        INT16('i', 2),
        INT8('i', 1),
        UINT64('u', 8),
        UINT32('u', 4),
        UINT16('u', 2),
        UINT8('u', 1),
        BOOL('b', 1);

        private final char kind;
        private final int bytes;

        Type(char kind, int bytes) {
            this.kind = kind;
            this.bytes = bytes;
        }

        /** NumPy's code without the byte order, such as {@code f8}. */
        public String code() {
            return "" + kind + bytes;
        }

        public int bytes() {
            return bytes;
        }

        /** Whether the value is exactly a value of this type (every NaN is one of each float type). */
        public boolean holds(double value) {
            if (kind == 'f') {
                return switch (bytes) {
                    case 8 -> true;
                    case 4 -> Double.isNaN(value) || (float) value == value;
                    default -> Double.isNaN(value) || halfToDouble(doubleToHalf(value)) == value;
                };
            }
            double low = kind == 'i' ? -Math.scalb(1.0, 8 * bytes - 1) : 0;
            double beyond = kind == 'b' ? 2 : Math.scalb(1.0, kind == 'i' ? 8 * bytes - 1 : 8 * bytes);
            return value == Math.rint(value) && value >= low && value < beyond;
        }

        /** Reads one value; NaN for an integer that no double equals, or for a bool byte that is not 0 or 1. */
        double get(ByteBuffer in) {
            long raw =
                    switch (bytes) {
                        case 8 -> in.getLong();
                        case 4 -> in.getInt();
                        case 2 -> in.getShort();
                        default -> in.get();
                    };
            if (kind == 'f') {
                return switch (bytes) {
                    case 8 -> Double.longBitsToDouble(raw);
                    case 4 -> Float.intBitsToFloat((int) raw);
                    default -> halfToDouble((int) raw);
                };
            }
            if (kind == 'i') {
                return exact(raw) ? raw : Double.NaN;
            }
            if (bytes < 8) {
                long unsigned = raw & ((1L << (8 * bytes)) - 1);
                return kind == 'b' && unsigned > 1 ? Double.NaN : unsigned;
            }
            return significant(raw) <= 53 ? (raw >>> 1) * 2.0 + (raw & 1) : Double.NaN;
        }

        /** Writes one value that this type {@link #holds}. */
        void put(ByteBuffer out, double value) {
            if (kind == 'f') {
                switch (bytes) {
                    case 8 -> out.putDouble(value);
                    case 4 -> out.putFloat((float) value);
                    default -> out.putShort((short) doubleToHalf(value));
                }
                return;
            }
            long raw = value < 0x1p63 ? (long) value : (long) (value - 0x1p63) + Long.MIN_VALUE;
            switch (bytes) {
                case 8 -> out.putLong(raw);
                case 4 -> out.putInt((int) raw);
                case 2 -> out.putShort((short) raw);
                default -> out.put((byte) raw);
            }
        }

        /** IEEE 754 binary16: 1 sign, 5 exponent (bias 15) and 10 fraction bits. */
        private static double halfToDouble(int half) {
            int exponent = (half >> 10) & 0x1f;
            int fraction = half & 0x3ff;
            double magnitude =
                    switch (exponent) {
                        case 0 -> Math.scalb((double) fraction, -24);
                        case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
                        default -> Math.scalb(1024.0 + fraction, exponent - 25);
                    };
            return (half & 0x8000) == 0 ? magnitude : -magnitude;
        }

        /** Exact for the values of binary16; others are truncated, which {@link #holds} then notices. */
        private static int doubleToHalf(double value) {
            double magnitude = Math.abs(value);
            int exponent = Math.getExponent(magnitude);
            int sign = Double.doubleToRawLongBits(value) < 0 ? 0x8000 : 0;
            if (Double.isNaN(value)) {
                return 0x7e00;
            }
            if (exponent > 15) {
                return sign | 0x7c00;
            }
            int bits = exponent < -14
                    ? (int) Math.scalb(magnitude, 24)
                    : ((exponent + 15) << 10) | ((int) Math.scalb(magnitude, 10 - exponent) - 1024);
            return sign | bits;
        }
    }
}
