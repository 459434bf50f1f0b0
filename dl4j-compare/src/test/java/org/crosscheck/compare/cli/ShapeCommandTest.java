package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeCommandTest {

    @TempDir
    private Path folder;

    private JsonNode json(Object... args) throws IOException {
        Path file = folder.resolve("shape.json");
        Object[] all = java.util.Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--json";
        all[args.length + 1] = file;
        Cli.run(all).succeeds();
        return new ObjectMapper().readTree(file.toFile());
    }

    @Test
    void theHomeworksLastLayer() throws IOException {
        Cli shape = Cli.run("shape", "--input", "6x14x14", "--filters", "16", "--kernel", "5")
                .succeeds();
        assertThat(shape.out()).contains("16 x 10 x 10", "1600", "2400", "exact");
        JsonNode json = json("shape", "--input", "6x14x14", "--filters", "16", "--kernel", "5");
        assertThat(json.get("output").toString()).isEqualTo("[16,10,10]");
        assertThat(json.get("scalars").asLong()).isEqualTo(1600);
        assertThat(json.get("parameters").asLong()).isEqualTo(2400);
        assertThat(json.get("biases").asLong()).isEqualTo(16);
        assertThat(json.get("exact").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 12, 68", "1, 2, 7, 40", "1, 1, 13, 73"})
    void theConfigurationsOfQuestions3cTo3e(int padding, int dilation, int exact, int floor) throws IOException {
        Object[] args = {
            "shape", "--input", "3x64x64", "--target", "64x6x6", "--padding", padding, "--dilation", dilation
        };
        Cli shape = Cli.run(args).succeeds();
        assertThat(shape.out()).contains(exact + " with exact division, " + floor + " with floor");
        assertThat(shape.out().lines()).hasSize(floor + 2);
        JsonNode json = json(args);
        assertThat(json.get("exact")).hasSize(exact);
        assertThat(json.get("floor")).hasSize(floor);
        assertThat(json.get("exact")).allSatisfy(window -> {
            int k = window.get("kernel").asInt();
            int s = window.get("stride").asInt();
            assertThat(64 + 2 * padding - dilation * (k - 1) - 1).isEqualTo(5 * s);
            assertThat(window.get("padding").asInt()).isEqualTo(padding);
            assertThat(window.get("dilation").asInt()).isEqualTo(dilation);
        });
    }

    @Test
    void aRestOfTheDivisionIsTold() {
        assertThat(Cli.run("shape", "--input", "1x7x8", "--kernel", "2", "--stride", "2")
                        .succeeds()
                        .out())
                .contains("1 x 3 x 4", "dropped");
    }

    @Test
    void kernelAndStrideNarrowTheSearch() throws IOException {
        JsonNode json = json("shape", "--input", "3x64x64", "--target", "64x6x6", "--kernel", "14");
        assertThat(json.get("exact")).hasSize(1);
        assertThat(json.get("exact").get(0).get("stride").asInt()).isEqualTo(10);
        JsonNode none = json("shape", "--input", "3x64x64", "--target", "64x6x6", "--kernel", "13");
        assertThat(none.get("exact")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3x64",
                "3x64x64x1",
                "0x64x64",
                "3x-1x64",
                "3x64x99999",
                "axbxc",
                "",
                "3X64X64",
                " 3x64x64",
                "1e3x6x6",
                "9999999999x3x3",
                "3x64x64\n",
                "٣x٤x٥"
            })
    void aBadInputIsRefused(String input) {
        Cli.run("shape", "--input", input, "--kernel", "3").isRefused("--input");
        Cli.run("shape", "--input", "3x64x64", "--target", input).isRefused("--target");
    }

    @ParameterizedTest
    @CsvSource({
        "--kernel, 0",
        "--kernel, -3",
        "--kernel, 15",
        "--kernel, 2147483647",
        "--kernel, 99999999999",
        "--kernel, 2.5",
        "--kernel, NaN",
        "--stride, 0",
        "--stride, -1",
        "--stride, x",
        "--padding, -1",
        "--padding, 2147483647",
        "--dilation, 0",
        "--dilation, -2",
        "--dilation, 2147483647",
        "--filters, 0",
        "--filters, -16"
    })
    void aBadValueIsRefused(String option, String value) {
        Cli.run(
                        "shape",
                        "--input",
                        "6x14x14",
                        option.equals("--kernel") ? "--filters" : "--kernel",
                        option.equals("--kernel") ? "1" : "5",
                        option,
                        value)
                .isRefused();
    }

    @ParameterizedTest
    @CsvSource({
        "--padding, -1",
        "--padding, 10000",
        "--padding, 2147483647",
        "--dilation, 0",
        "--dilation, 2147483647",
        "--filters, 3",
        "--kernel, 0",
        "--kernel, -1",
        "--stride, 0"
    })
    void aBadValueOfASearchIsRefused(String option, String value) {
        Cli.run("shape", "--input", "3x8x8", "--target", "4x2x2", option, value).isRefused();
    }

    @Test
    void hugeStridesAreFine() {
        assertThat(Cli.run("shape", "--input", "1x7x8", "--kernel", "2", "--stride", "2147483647")
                        .succeeds()
                        .out())
                .contains("1 x 1 x 1");
    }

    @Test
    void countsThatNoLongHoldsAreRefused() {
        Cli.run("shape", "--input", "999999x9999x9999", "--kernel", "9999", "--filters", "2147483647")
                .isRefused("2147483647 x 999999 x 9999 x 9999", "more than 2^63");
    }

    @Test
    void theLargestSearchIsAnsweredAndALargerOneRefused() throws IOException {
        assertThat(json("shape", "--input", "1x1024x1024", "--target", "1x1x1", "--kernel", "1024")
                        .get("exact"))
                .hasSize(1024);
        Cli.run("shape", "--input", "1x9999x9999", "--target", "1x1x1").isRefused("up to 1024");
        Cli.run("shape", "--input", "1x9x9", "--target", "1x1x1", "--padding", "9999")
                .isRefused("up to 1024");
    }

    @Test
    void aTargetThatNothingReachesIsNoError() {
        assertThat(Cli.run("shape", "--input", "3x8x8", "--target", "4x9x9")
                        .succeeds()
                        .out())
                .contains("0 with exact division, 0 with floor");
    }

    @Test
    void aMissingInputOrKernelIsRefused() {
        Cli.run("shape").isRefused("--input");
        Cli.run("shape", "--input", "3x8x8").isRefused("--kernel");
    }

    @Test
    void aMissingFolderOfTheJsonFileIsRefused() {
        Path file = folder.resolve("no").resolve("shape.json");
        Cli refused = Cli.run("shape", "--input", "3x8x8", "--kernel", "3", "--json", file);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("no such").doesNotContain(".tmp");
    }
}
