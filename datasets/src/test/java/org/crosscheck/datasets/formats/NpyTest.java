package org.crosscheck.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {

    private static final double[] SIX = {0, 1, 2, 3, 4, 5};

    static byte[] npy(int version, String header, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        int length = header.length();
        out.writeBytes(new byte[] {(byte) length, (byte) (length >> 8)});
        out.writeBytes(new byte[version == 1 ? 0 : 2]);
        out.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(data);
        return out.toByteArray();
    }

    static String header(String descr, String fortran, String shape) {
        return "{'descr': " + descr + ", 'fortran_order': " + fortran + ", 'shape': " + shape + ", }\n";
    }

    private static byte[] shaped(String shape, int dataBytes) {
        return npy(1, header("'<f8'", "False", shape), new byte[dataBytes]);
    }

    private static byte[] typed(String descr) {
        return npy(1, header(descr, "False", "(1,)"), new byte[8]);
    }

    private static byte[] longs(ByteOrder order, long... values) {
        ByteBuffer out = ByteBuffer.allocate(8 * values.length).order(order);
        for (long value : values) {
            out.putLong(value);
        }
        return out.array();
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        return bytes;
    }

    static Stream<Bad> badFiles() {
        byte[] good = Npy.toBytes(NpyArray.float64(new int[] {2}, 1, 2));
        byte[] longHeader = npy(1, header("'<f8'", "False", "(1,)") + " ".repeat(10_000), new byte[8]);
        byte[] hugeHeader = with(npy(2, header("'<f8'", "False", "(1,)"), new byte[8]), 11, 0xff);
        byte[] pastEnd = with(npy(1, header("'<f8'", "False", "(1,)"), new byte[0]), 9, 1);
        String doubled = "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1,), }";
        String unknown = "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'more': 1}";
        String lacking = "{'descr': '<f8', 'shape': (1,)}";
        String noComma = "{'descr': '<f8' 'fortran_order': False, 'shape': (1,)}";
        byte[] pickle = {(byte) 0x80, 4, (byte) 0x95, 0, 0, 0, 0, 0, 0, 0, 0, '.'};
        return Stream.of(
                new Bad("empty", new byte[0], Reason.NPY_TRUNCATED, "offset 0", "found an empty file"),
                new Bad(
                        "cut in the magic",
                        new byte[] {(byte) 0x93, 'N'},
                        Reason.NPY_TRUNCATED,
                        "offset 2",
                        "found the end of the data"),
                new Bad("cut before the header", copy(good, 10), Reason.NPY_HEADER_TRUNCATED, "found 0 bytes"),
                new Bad(
                        "cut before the header of version 2",
                        copy(npy(2, header("'<f8'", "False", "(1,)"), new byte[8]), 12),
                        Reason.NPY_HEADER_TRUNCATED,
                        "found 0 bytes"),
                new Bad("cut in the length", new byte[11], Reason.NPY_MAGIC),
                new Bad("cut in a 4-byte length", copy(hugeHeader, 10), Reason.NPY_TRUNCATED, "4-byte"),
                new Bad("bad magic", with(good.clone(), 0, 'X'), Reason.NPY_MAGIC, "offset 0", "byte 88"),
                new Bad("bare pickle", pickle, Reason.NPY_MAGIC, "byte 128"),
                new Bad("version 4", with(good.clone(), 6, 4), Reason.NPY_VERSION, "found 4.0"),
                new Bad("version 0", with(good.clone(), 6, 0), Reason.NPY_VERSION, "found 0.0"),
                new Bad("version 1.1", with(good.clone(), 7, 1), Reason.NPY_VERSION, "found 1.1"),
                new Bad("header over 10000", longHeader, Reason.NPY_HEADER_TOO_LONG, "10000"),
                new Bad("header of 4 GiB", hugeHeader, Reason.NPY_HEADER_TOO_LONG, "found 4278190138"),
                new Bad("header beyond the file", pastEnd, Reason.NPY_HEADER_TRUNCATED, "found 58 bytes"),
                new Bad("shape negative", shaped("(-1,)", 8), Reason.NPY_SHAPE, "found -1"),
                new Bad("shape True", shaped("(True,)", 8), Reason.NPY_SHAPE, "found True"),
                new Bad("shape 2^63", shaped("(9223372036854775808,)", 8), Reason.NPY_SHAPE, "922337203685"),
                new Bad("shape 2^31", shaped("(2147483648,)", 8), Reason.NPY_SHAPE, "2147483648"),
                new Bad("shape 10^40", shaped("(1" + "0".repeat(40) + ",)", 8), Reason.NPY_SHAPE),
                new Bad("shape 1e3", shaped("(1e3,)", 8), Reason.NPY_SHAPE),
                new Bad("shape 01", shaped("(01,)", 8), Reason.NPY_SHAPE),
                new Bad("shape with a superscript", shaped("(\u00b2,)", 8), Reason.NPY_SHAPE),
                new Bad("shape not a tuple", shaped("(1)", 8), Reason.NPY_SHAPE, "parentheses"),
                new Bad("shape a list", shaped("[1]", 8), Reason.NPY_HEADER_SYNTAX),
                new Bad("shape of 33 axes", shaped("(" + "1,".repeat(33) + ")", 8), Reason.NPY_SHAPE, "33"),
                new Bad("shape without commas", shaped("(1 1)", 8), Reason.NPY_HEADER_SYNTAX),
                new Bad("shape with two commas", shaped("(1,,)", 8), Reason.NPY_HEADER_SYNTAX),
                new Bad(
                        "product beyond 2^63",
                        shaped("(2147483647, 2147483647, 2147483647)", 8),
                        Reason.NPY_SHAPE_OVERFLOW),
                new Bad(
                        "product of 2^63 - 1",
                        shaped("(454279, 31252369, 649657)", 8),
                        Reason.NPY_TRUNCATED,
                        "9223372036854775807 values"),
                new Bad(
                        "product beyond 2^63 with a zero",
                        shaped("(2147483647, 2147483647, 2147483647, 0)", 0),
                        Reason.NPY_SHAPE_OVERFLOW),
                new Bad(
                        "product 0 modulo 2^32",
                        shaped("(65536, 65536)", 0),
                        Reason.NPY_TRUNCATED,
                        "4294967296 values"),
                new Bad("80 bytes declare 32 GiB", eightyBytes(), Reason.NPY_TRUNCATED, "found 0 bytes"),
                new Bad("one byte short", copy(good, good.length - 1), Reason.NPY_TRUNCATED, "found 15 bytes"),
                new Bad("trailing byte", copy(good, good.length + 1), Reason.NPY_TRAILING, "offset 144"),
                new Bad("trailing bytes after none", shaped("(0,)", 8), Reason.NPY_TRAILING),
                new Bad("objects", typed("'|O'"), Reason.NPY_OBJECT, "pickle"),
                new Bad("objects O8", typed("'|O8'"), Reason.NPY_OBJECT, "pickle"),
                new Bad("structure", typed("[('a', '<f8')]"), Reason.NPY_STRUCTURED),
                new Bad("subarray", typed("('<f8', (2,))"), Reason.NPY_STRUCTURED),
                new Bad("complex128", typed("'<c16'"), Reason.NPY_COMPLEX, "<c16"),
                new Bad("complex64", typed("'<c8'"), Reason.NPY_COMPLEX),
                new Bad("text", typed("'<U2'"), Reason.NPY_DTYPE, "<U2"),
                new Bad("bytes", typed("'|S8'"), Reason.NPY_DTYPE),
                new Bad("a number of dates", typed("'<f8[ns]'"), Reason.NPY_DTYPE, "<f8[ns]"),
                new Bad("dates", typed("'<M8[ns]'"), Reason.NPY_DTYPE, "<M8[ns]"),
                new Bad("void", typed("'|V8'"), Reason.NPY_DTYPE),
                new Bad("long double", typed("'<f16'"), Reason.NPY_DTYPE),
                new Bad("no byte order", typed("'f8'"), Reason.NPY_DTYPE),
                new Bad("order | of 8 bytes", typed("'|f8'"), Reason.NPY_DTYPE),
                new Bad("descr no string", typed("8"), Reason.NPY_HEADER_SYNTAX),
                new Bad("descr between digits", typed("8<f8"), Reason.NPY_HEADER_SYNTAX, "a quoted string"),
                new Bad("control characters in descr", typed("'\u001b[31m\n'"), Reason.NPY_DTYPE, "\\u001B"),
                new Bad("bool of 2", npy(1, header("'|b1'", "False", "(1,)"), new byte[] {2}), Reason.NPY_BOOL, "2"),
                new Bad("int64 2^53+1", integer("'<i8'", (1L << 53) + 1), Reason.NPY_INEXACT, "9007199254740993"),
                new Bad(
                        "int64 -2^53-1",
                        integer("'<i8'", -(1L << 53) - 1),
                        Reason.NPY_INEXACT,
                        "found -9007199254740993"),
                new Bad("int64 max", integer("'<i8'", Long.MAX_VALUE), Reason.NPY_INEXACT, "9223372036854775807"),
                new Bad("uint64 max", integer("'<u8'", -1), Reason.NPY_INEXACT, "18446744073709551615"),
                new Bad("duplicate key", npy(1, doubled, new byte[8]), Reason.NPY_DUPLICATE_KEY, "'descr' again"),
                new Bad("unknown key", npy(1, unknown, new byte[8]), Reason.NPY_HEADER_KEY, "'more'"),
                new Bad("missing key", npy(1, lacking, new byte[8]), Reason.NPY_HEADER_KEY, "2 of them"),
                new Bad("no dictionary", npy(1, "", new byte[8]), Reason.NPY_HEADER_SYNTAX, "expected '{'"),
                new Bad(
                        "no comma",
                        npy(1, noComma, new byte[8]),
                        Reason.NPY_HEADER_SYNTAX,
                        "offset 26",
                        "expected '}'"),
                new Bad("no colon", npy(1, "{'descr' '<f8'}", new byte[8]), Reason.NPY_HEADER_SYNTAX, "expected ':'"),
                new Bad("an empty dictionary", npy(1, "{}", new byte[8]), Reason.NPY_HEADER_KEY),
                new Bad("nested parentheses", shaped("(".repeat(9000), 8), Reason.NPY_HEADER_SYNTAX, "'('"),
                new Bad("nested header", npy(1, "(".repeat(9000), new byte[8]), Reason.NPY_HEADER_SYNTAX, "'('"),
                new Bad("nested braces", npy(1, "{".repeat(9000), new byte[8]), Reason.NPY_HEADER_SYNTAX),
                new Bad(
                        "text after",
                        npy(1, header("'<f8'", "False", "(1,)") + "x", new byte[8]),
                        Reason.NPY_HEADER_SYNTAX,
                        "'x'"),
                new Bad("open string", npy(1, "{'descr", new byte[8]), Reason.NPY_HEADER_SYNTAX),
                new Bad("escape in a string", typed("'\\x3cf8'"), Reason.NPY_HEADER_SYNTAX, "escapes"),
                new Bad("order 0", npy(1, header("'<f8'", "0", "(1,)"), new byte[8]), Reason.NPY_HEADER_SYNTAX));
    }

    private static byte[] integer(String descr, long value) {
        return npy(1, header(descr, "False", "(1,)"), longs(ByteOrder.LITTLE_ENDIAN, value));
    }

    private static byte[] eightyBytes() {
        String header = "{'descr':'<f8','fortran_order':False,'shape':(65536,65536)}";
        return npy(1, header + " ".repeat(70 - header.length()), new byte[0]);
    }

    private static byte[] copy(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void refuses(Bad bad) {
        bad.refusedBy(() -> Npy.read(bad.bytes(), "bad.file"));
    }

    @Test
    void theFileThatDeclares32GiBHas80Bytes() {
        assertThat(eightyBytes()).hasSize(80);
    }

    @Test
    void everyCutOfAGoodFileIsRefused() {
        byte[] good = Npy.toBytes(NpyArray.float64(new int[] {2, 3}, SIX));
        for (int length = 0; length < good.length; length++) {
            byte[] cut = copy(good, length);
            assertThatThrownBy(() -> Npy.read(cut, "cut")).isInstanceOf(FormatException.class);
        }
    }

    @Test
    void everyChangedByteIsReadOrRefusedButNeverBreaks() {
        byte[] good = Npy.toBytes(NpyArray.float64(new int[] {2, 3}, SIX));
        SplittableRandom random = new SplittableRandom(20260101);
        for (int trial = 0; trial < 20_000; trial++) {
            byte[] changed = good.clone();
            for (int i = 0; i <= trial % 3; i++) {
                changed[random.nextInt(128)] = (byte) random.nextInt(256);
            }
            try {
                Npy.read(changed, "changed");
            } catch (FormatException expected) {
                assertThat(expected.reason()).isNotNull();
            }
        }
    }

    /** Each limit itself is kept, and one more is not. */
    @Test
    void theLimitsAreAllowed() throws IOException {
        String axes = "(" + "1,".repeat(32) + ")";
        assertThat(Npy.read(shaped(axes, 8), "a").rank()).isEqualTo(32);
        String plain = header("'<f8'", "False", "(1,)");
        byte[] data = new byte[8];
        String longest = plain + " ".repeat(10_000 - plain.length());
        assertThat(Npy.read(npy(1, longest, data), "a").size()).isOne();
        new Bad("header of 10001", npy(1, longest + " ", data), Reason.NPY_HEADER_TOO_LONG, "found 10001")
                .refusedBy(() -> Npy.read(npy(1, longest + " ", data), "bad.file"));
        // Signed, this length would be negative.
        new Bad(
                        "header of 40000",
                        npy(1, plain + " ".repeat(40_000 - plain.length()), data),
                        Reason.NPY_HEADER_TOO_LONG)
                .refusedBy(() -> Npy.read(npy(1, plain + " ".repeat(40_000 - plain.length()), data), "bad.file"));
        assertThat(Npy.read(shaped("(2147483647, 0)", 0), "a").shape()).containsExactly(Integer.MAX_VALUE, 0);
    }

    /** Of an untrusted file: so many values as doubles, whatever their own width. */
    @ParameterizedTest
    @ValueSource(strings = {"'<f8'", "'|u1'"})
    void asManyValuesAsTheHeapMayTake(String descr) throws IOException {
        int width = descr.contains("f8") ? 8 : 1;
        byte[] three = npy(1, header(descr, "False", "(3,)"), new byte[3 * width]);
        assertThat(Npy.read(three, "a", 24).size()).isEqualTo(3);
        assertThat(Npy.read(three, "a", 31).size()).isEqualTo(3);
        new Bad("three values", three, Reason.FILE_TOO_LARGE, "at most 2 values", "found 3")
                .refusedBy(() -> Npy.read(three, "bad.file", 23));
    }

    /** A file of two bytes to a value that is cut within one, and one with a byte more. */
    @Test
    void valuesOfSeveralBytesMustBeWhole() {
        for (int bytes : new int[] {3, 5}) {
            byte[] file = npy(1, header("'<i2'", "False", "(2,)"), new byte[bytes]);
            Reason reason = bytes == 3 ? Reason.NPY_TRUNCATED : Reason.NPY_TRAILING;
            new Bad(bytes + " bytes", file, reason, "2 values of 2 bytes", "found " + bytes + " bytes")
                    .refusedBy(() -> Npy.read(file, "bad.file"));
        }
    }

    /** Every value is looked at, the last one too, and its place is said. */
    @Test
    void theFirstValueThatIsNoneIsFound() {
        byte[] bools = npy(1, header("'|b1'", "False", "(3,)"), new byte[] {0, 1, 3});
        int data = bools.length - 3;
        new Bad("bools", bools, Reason.NPY_BOOL, "offset " + (data + 2), "found 3")
                .refusedBy(() -> Npy.read(bools, "bad.file"));
        byte[] longs = npy(1, header("'>u8'", "False", "(2,)"), longs(ByteOrder.BIG_ENDIAN, 1, (1L << 53) + 1));
        new Bad("longs", longs, Reason.NPY_INEXACT, "offset " + (longs.length - 8), "found 9007199254740993")
                .refusedBy(() -> Npy.read(longs, "bad.file"));
    }

    @Test
    void fortranOrderOfThreeAxesAndWideValues() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(8 * 12);
        double[] expected = new double[12];
        for (int k = 0; k < 2; k++) { // the first axis is the fastest
            for (int j = 0; j < 3; j++) {
                for (int i = 0; i < 2; i++) {
                    data.putDouble(100 * i + 10 * j + k);
                    expected[i * 6 + j * 2 + k] = 100 * i + 10 * j + k;
                }
            }
        }
        assertThat(Npy.read(npy(1, header("'>f8'", "True", "(2, 3, 2)"), data.array()), "a"))
                .isEqualTo(NpyArray.float64(new int[] {2, 3, 2}, expected));
        ByteBuffer narrow = ByteBuffer.allocate(4 * 12);
        data.rewind();
        while (narrow.hasRemaining()) {
            narrow.putInt((int) data.getDouble());
        }
        assertThat(Npy.read(npy(1, header("'>i4'", "True", "(2, 3, 2)"), narrow.array()), "a")
                        .values())
                .containsExactly(expected);
    }

    @Test
    void zeroDimensionalDiffersFromOneValue() throws IOException {
        NpyArray scalar = Npy.read(shaped("()", 8), "a");
        NpyArray one = Npy.read(shaped("(1,)", 8), "a");
        assertThat(scalar.rank()).isZero();
        assertThat(scalar.size()).isOne();
        assertThat(one.shape()).containsExactly(1);
        assertThat(scalar).isNotEqualTo(one);
    }

    @Test
    void fortranOrderBecomesRowMajor() throws IOException {
        byte[] data = new byte[] {0, 3, 1, 4, 2, 5}; // the columns of [[0, 1, 2], [3, 4, 5]]
        NpyArray array = Npy.read(npy(1, header("'|u1'", "True", "(2, 3)"), data), "a");
        assertThat(array).isEqualTo(new NpyArray(NpyArray.Type.UINT8, new int[] {2, 3}, SIX));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void readsEveryVersion(int version) throws IOException {
        byte[] data = longs(ByteOrder.LITTLE_ENDIAN, Double.doubleToLongBits(0.1));
        assertThat(Npy.read(npy(version, header("'<f8'", "False", "()"), data), "a"))
                .isEqualTo(NpyArray.float64(new int[0], 0.1));
    }

    @Test
    void readsBigEndianAndNativeOrder() throws IOException {
        assertThat(Npy.read(npy(1, header("'>i8'", "False", "(2,)"), longs(ByteOrder.BIG_ENDIAN, -7, 1L << 60)), "a"))
                .isEqualTo(NpyArray.int64(new int[] {2}, -7, 1L << 60));
        assertThat(Npy.read(npy(1, header("'=i8'", "False", "(1,)"), longs(ByteOrder.nativeOrder(), -7)), "a"))
                .isEqualTo(NpyArray.int64(new int[] {1}, -7));
        NpyArray big = Npy.read(npy(1, header("'>i2'", "False", "(2,)"), new byte[] {1, 2, 3, 4}), "a");
        assertThat(Npy.read(Npy.toBytes(big), "a").values()).as("written again").containsExactly(0x102, 0x304);
    }

    @Test
    void readsKeysInAnyOrderAndOtherQuotes() throws IOException {
        String header = "{\"shape\":(2,1),\"fortran_order\":True,\"descr\":\"|i1\"}";
        assertThat(Npy.read(npy(1, header, new byte[] {-1, 7}), "a").values()).containsExactly(-1, 7);
    }

    @Test
    void readsTheEdgesOfIntegersExactly() throws IOException {
        assertThat(Npy.read(integer("'<i8'", Long.MIN_VALUE), "a").values()).containsExactly(-0x1p63);
        assertThat(Npy.read(integer("'<u8'", Long.MIN_VALUE), "a").values()).containsExactly(0x1p63);
        assertThat(Npy.read(integer("'<u8'", -2048), "a").values()).containsExactly(0x1p64 - 2048);
        assertThat(Npy.read(integer("'<i8'", (1L << 53) + 2), "a").values()).containsExactly(0x1p53 + 2);
    }

    @ParameterizedTest
    @EnumSource(NpyArray.Type.class)
    void roundTripsEveryTypeOverASeededGridOfShapes(NpyArray.Type type) throws IOException {
        int[][] shapes = {{}, {1}, {7}, {0}, {2, 3}, {0, 4}, {3, 1, 2}, {1, 2, 1, 3}, {2, 2, 2, 2, 2}, {100_000}};
        for (int[] shape : shapes) {
            SplittableRandom random = new SplittableRandom(31 * type.code().hashCode() + shape.length);
            int size = IntStream.of(shape).reduce(1, (a, b) -> a * b);
            double[] values =
                    random.longs(size).mapToDouble(bits -> valueOf(type, bits)).toArray();
            NpyArray array = new NpyArray(type, shape, values);
            assertThat(Npy.read(Npy.toBytes(array), "a")).isEqualTo(array);
        }
    }

    /** A value of the type from random bits: every exponent for floats, every magnitude for integers. */
    private static double valueOf(NpyArray.Type type, long bits) {
        return switch (type) {
            case FLOAT64 -> Double.longBitsToDouble(bits);
            case FLOAT32 -> Float.intBitsToFloat((int) bits);
            case FLOAT16 -> Math.scalb((double) (bits % 2048), (int) (bits >>> 40) % 30 - 24);
            case INT64 -> (double) (bits >> 11);
            case UINT64 -> (double) (bits >>> 11) * 2048;
            case INT32 -> (int) bits;
            case UINT32 -> bits & 0xffff_ffffL;
            case INT16 -> (short) bits;
            case UINT16 -> bits & 0xffff;
            case INT8 -> (byte) bits;
            case UINT8 -> bits & 0xff;
            case BOOL -> bits & 1;
        };
    }

    @Test
    void everyHalfIsReadAndWrittenBack() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(2 * 65536).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.range(0, 65536).forEach(half -> data.putShort((short) half));
        NpyArray halves = Npy.read(npy(1, header("'<f2'", "False", "(65536,)"), data.array()), "a");
        assertThat(halves.values()[0x3c00]).isEqualTo(1.0);
        assertThat(halves.values()[0x0001]).isEqualTo(0x1p-24);
        assertThat(halves.values()[0x7bff]).isEqualTo(65504);
        assertThat(halves.values()[0x7e01]).isNaN();
        assertThat(halves.values()[0xfc00]).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Npy.read(Npy.toBytes(halves), "a")).isEqualTo(halves);
    }

    @Test
    void aValueThatIsNoneOfItsTypeIsNoArray() {
        assertNoValue(NpyArray.Type.FLOAT32, 0.1);
        assertNoValue(NpyArray.Type.FLOAT16, 65536);
        assertNoValue(NpyArray.Type.FLOAT16, 1 + 0x1p-11);
        assertNoValue(NpyArray.Type.INT8, 128);
        assertNoValue(NpyArray.Type.INT8, -129);
        assertNoValue(NpyArray.Type.UINT8, -1);
        assertNoValue(NpyArray.Type.INT64, 0.5);
        assertNoValue(NpyArray.Type.INT64, 0x1p63);
        assertNoValue(NpyArray.Type.INT64, Double.NaN);
        assertNoValue(NpyArray.Type.BOOL, 2);
    }

    private static void assertNoValue(NpyArray.Type type, double value) {
        assertThatThrownBy(() -> new NpyArray(type, new int[] {1}, new double[] {value}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Double.toString(value));
    }

    @Test
    void aShapeThatDoesNotFitItsValuesIsNoArray() {
        List<int[]> shapes = List.of(new int[] {5}, new int[] {2, 2}, new int[] {-2, -3}, new int[0]);
        for (int[] shape : shapes) {
            assertThatThrownBy(() -> NpyArray.float64(shape, SIX)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> NpyArray.int64(new int[] {1}, (1L << 53) + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void unsignedNumbersAreNotNegative() throws IOException {
        byte[] byte200 = {(byte) 200};
        assertThat(Npy.read(npy(1, header("'|u1'", "False", "(1,)"), byte200), "a")
                        .values())
                .containsExactly(200);
        byte[] ones = {-2, -1, -1, -1};
        assertThat(Npy.read(npy(1, header("'<u2'", "False", "(2,)"), ones), "a").values())
                .containsExactly(65534, 65535);
        assertThat(Npy.read(npy(1, header("'<u4'", "False", "(1,)"), ones), "a").values())
                .containsExactly(0x1p32 - 2);
        assertThat(Npy.read(integer("'<u8'", 3), "a").values()).containsExactly(3);
    }

    /** As NumPy does: room for the first axis to grow to 21 digits, then 1 to 64 bytes up to a multiple of 64. */
    @ParameterizedTest
    @CsvSource({"1, 128", "10, 128", "100, 192", "1000, 192"})
    void theDataBeginsWhereNumPyHasIt(int size, int start) {
        int[] shape = new int[14]; // with a header, unpadded, of 126 to 129 bytes
        Arrays.fill(shape, 1);
        shape[1] = size;
        assertThat(Npy.toBytes(NpyArray.float64(shape, new double[size]))).hasSize(start + 8 * size);
    }

    @Test
    void equalArraysAreOfEqualTypesShapesAndValues() {
        NpyArray array = NpyArray.uint8(new int[] {2, 1}, new byte[] {1, 2});
        assertThat(array)
                .isEqualTo(new NpyArray(NpyArray.Type.UINT8, new int[] {2, 1}, new double[] {1, 2}))
                .hasSameHashCodeAs(new NpyArray(NpyArray.Type.UINT8, new int[] {2, 1}, new double[] {1, 2}))
                .isNotEqualTo(new NpyArray(NpyArray.Type.INT8, new int[] {2, 1}, new double[] {1, 2}))
                .isNotEqualTo(NpyArray.uint8(new int[] {1, 2}, new byte[] {1, 2}))
                .isNotEqualTo(NpyArray.uint8(new int[] {2, 1}, new byte[] {1, 3}))
                .isNotEqualTo("UINT8[2, 1]")
                .hasToString("UINT8[2, 1]");
        assertThat(array.hashCode())
                .isNotEqualTo(
                        NpyArray.uint8(new int[] {2, 1}, new byte[] {1, 3}).hashCode());
    }

    /** Of float64 the values are the array's own, of every other type they are widened at each call. */
    @Test
    void onlyFloat64IsNotCopied() throws IOException {
        double[] values = {1, 2};
        assertThat(NpyArray.float64(new int[] {2}, values).values()).isSameAs(values);
        NpyArray read = Npy.read(shaped("(2,)", 16), "a");
        assertThat(read.values()).isSameAs(read.values());
        NpyArray narrow = new NpyArray(NpyArray.Type.UINT8, new int[] {2}, values);
        values[0] = 9;
        assertThat(narrow.values()).containsExactly(1, 2);
        assertThat(narrow.values()).isNotSameAs(narrow.values());
        assertThat(narrow.bytes()).containsExactly(1, 2);
        NpyArray signed = new NpyArray(NpyArray.Type.INT8, new int[] {2}, values);
        assertThatThrownBy(signed::bytes)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("INT8[2] has no bytes");
        assertThatThrownBy(() -> NpyArray.uint8(new int[] {3}, new byte[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [3] holds 3 values, not 2");
    }

    @Test
    void writesAndReadsAPath(@TempDir Path folder) throws IOException {
        NpyArray array = NpyArray.float64(new int[] {2, 3}, SIX);
        Npy.write(folder.resolve("a.npy"), array);
        assertThat(Npy.read(folder.resolve("a.npy"))).isEqualTo(array);
    }

    @Test
    void namesAMissingFileAndAFolder(@TempDir Path folder) {
        assertThatThrownBy(() -> Npy.read(folder.resolve("none.npy")))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FILE_MISSING))
                .hasMessageContaining("none.npy");
        assertThatThrownBy(() -> Npy.read(folder))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FILE_NOT_REGULAR));
    }
}
