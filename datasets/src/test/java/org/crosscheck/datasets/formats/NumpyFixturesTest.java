package org.crosscheck.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that NumPy 2.4.6 wrote (numpy/make_fixtures.py), read without NumPy. */
class NumpyFixturesTest {

    private static NpyArray grid(NpyArray.Type type, IntToDoubleFunction value) {
        double[] values = IntStream.range(0, 24).mapToDouble(value).toArray();
        return new NpyArray(type, new int[] {2, 3, 4}, values);
    }

    static Map<String, NpyArray> arrays() {
        Map<String, NpyArray> all = new LinkedHashMap<>();
        all.put("float64", grid(NpyArray.Type.FLOAT64, i -> i / 8.0 - 1));
        all.put("float32", grid(NpyArray.Type.FLOAT32, i -> i / 8.0 - 1));
        all.put("float16", grid(NpyArray.Type.FLOAT16, i -> i / 8.0 - 1));
        all.put("big_float64", grid(NpyArray.Type.FLOAT64, i -> i / 8.0 - 1));
        all.put("big_int32", grid(NpyArray.Type.INT32, i -> i - 5));
        all.put("int64", grid(NpyArray.Type.INT64, i -> i - 5));
        all.put("int32", grid(NpyArray.Type.INT32, i -> i - 5));
        all.put("int16", grid(NpyArray.Type.INT16, i -> i - 5));
        all.put("int8", grid(NpyArray.Type.INT8, i -> i - 5));
        all.put("uint64", grid(NpyArray.Type.UINT64, i -> i * 2048.0 + 0x1p63));
        all.put("uint32", grid(NpyArray.Type.UINT32, i -> i + 0x1p31));
        all.put("uint16", grid(NpyArray.Type.UINT16, i -> i + 0x1p15));
        all.put("uint8", grid(NpyArray.Type.UINT8, i -> i + 200));
        all.put("bool", grid(NpyArray.Type.BOOL, i -> i % 3 == 0 ? 1 : 0));
        all.put("fortran", grid(NpyArray.Type.FLOAT64, i -> i / 8.0 - 1));
        all.put(
                "fortran_matrix",
                NpyArray.float64(
                        new int[] {4, 6},
                        grid(NpyArray.Type.FLOAT64, i -> i / 8.0 - 1).values()));
        all.put("scalar", NpyArray.float64(new int[0], 2.5));
        all.put("one", NpyArray.float64(new int[] {1}, 2.5));
        all.put("empty", NpyArray.float64(new int[] {0, 3}));
        double[] special = {
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE, Double.MAX_VALUE
        };
        all.put("special", NpyArray.float64(new int[] {6}, special));
        double[] halves = {
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, -0.0, 0x1p-24, 0x3ffp-24, 0x1p-14, 65504
        };
        all.put("half_special", new NpyArray(NpyArray.Type.FLOAT16, new int[] {8}, halves));
        return all;
    }

    static List<String> names() {
        return List.copyOf(arrays().keySet());
    }

    private static byte[] fixture(String name) throws IOException {
        try (InputStream in = NumpyFixturesTest.class.getResourceAsStream("numpy/" + name)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void readsTheNpy(String name) throws IOException {
        assertThat(Npy.read(fixture(name + ".npy"), name)).isEqualTo(arrays().get(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stored.npz", "deflated.npz"})
    void readsTheNpzInItsOrder(String name) throws IOException {
        Map<String, NpyArray> read = Npz.read(fixture(name), name);
        assertThat(read).isEqualTo(arrays());
        assertThat(read.keySet()).containsExactlyElementsOf(arrays().keySet());
    }

    @Test
    void readsDataDescriptorsOf4And8ByteSizes() throws IOException {
        assertThat(Npz.read(fixture("streamed.npz"), "a"))
                .isEqualTo(Map.of("float64", arrays().get("float64"), "scalar", arrays().get("scalar")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"version2.npy", "version3.npy"})
    void readsLaterVersions(String name) throws IOException {
        assertThat(Npy.read(fixture(name), name)).isEqualTo(arrays().get("float64"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void writesTheBytesThatNumpyWrites(String name) throws IOException {
        if (!name.startsWith("big_") && !name.startsWith("fortran")) {
            assertThat(Npy.toBytes(arrays().get(name))).isEqualTo(fixture(name + ".npy"));
        }
    }
}
