package org.crosscheck.compare.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Functions;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.MlpBackward;
import org.crosscheck.reference.MlpDetailed;
import org.crosscheck.reference.MlpForward;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Theta;
import org.crosscheck.reference.Window;
import org.crosscheck.reference.Window.Division;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers that the answers claim, read out of their text and held against the reference's code. */
class AnswerNumbersTest {

    /** Every paragraph on one line. */
    private static String text(String id) {
        return AnswerText.render(Answers.of(id), 10_000);
    }

    private static List<MatchResult> matches(String regex, String text) {
        return Pattern.compile(regex).matcher(text).results().toList();
    }

    private static List<Integer> numbers(MatchResult match) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 1; i <= match.groupCount(); i++) {
            numbers.add(Integer.parseInt(match.group(i)));
        }
        return numbers;
    }

    private static List<Integer> only(String regex, String text) {
        List<MatchResult> matches = matches(regex, text);
        assertThat(matches).as(regex + " in " + text).hasSize(1);
        return numbers(matches.get(0));
    }

    @ParameterizedTest
    @CsvSource({"3c,0,1", "3d,1,2", "3e,1,1"})
    void configurations(String id, int padding, int dilation) {
        String text = text(id);
        List<Window> exact = Window.reaching(64, 64, 6, 6, padding, dilation, Division.EXACT);
        List<Window> floor = Window.reaching(64, 64, 6, 6, padding, dilation, Division.FLOOR);

        String list = text.lines()
                .filter(line -> line.matches("(\\(\\d+, \\d+\\)[,.] ?)+"))
                .findFirst()
                .orElseThrow();
        List<Window> claimed = matches("\\((\\d+), (\\d+)\\)", list).stream()
                .map(AnswerNumbersTest::numbers)
                .map(pair -> new Window(pair.get(0), pair.get(1), padding, dilation))
                .toList();
        assertThat(claimed).isEqualTo(exact);
        assertThat(only("There are (\\d+) pairs", text)).containsExactly(exact.size());
        int padded = 64 + 2 * padding;
        assertThat(only("Counted over k and s from 1 to (\\d+) that is .*?(\\d+) pairs, the (\\d+) exact", text))
                .containsExactly(padded, floor.size(), exact.size());

        Window canonical = exact.stream()
                .filter(window -> window.kernel() >= window.stride())
                .findFirst()
                .orElseThrow();
        assertThat(only("k = (\\d+), +s = (\\d+), +p = (\\d+), +d = (\\d+)", text))
                .containsExactly(canonical.kernel(), canonical.stride(), padding, dilation);
        int k = canonical.kernel();
        Geometry geometry = new Geometry(3, 64, canonical.along(64), canonical.along(64));
        assertThat(only("(\\d+) ⋅ (\\d+) ⋅ (\\d+) ⋅ (\\d+) = (\\d+) weights", text))
                .containsExactly(64, 3, k, k, (int) geometry.weights());
    }

    @Test
    void floorWithoutExactDivision() {
        int floor = Window.reaching(64, 64, 6, 6, 0, 1, Division.FLOOR).size();
        int exact = Window.reaching(64, 64, 6, 6, 0, 1, Division.EXACT).size();
        assertThat(only("In the other (\\d+) the last", text("3c"))).containsExactly(floor - exact);
    }

    @Test
    void kernelsOfEachStrideInThreeD() {
        String listed = matches("that leaves ([0-9, ]+ and [0-9]+) kernels", text("3d"))
                .get(0)
                .group(1);
        List<Window> floor = Window.reaching(64, 64, 6, 6, 1, 2, Division.FLOOR);
        List<Integer> claimed = matches("(\\d+)", listed).stream()
                .map(match -> numbers(match).get(0))
                .toList();
        assertThat(claimed).hasSize(13);
        for (int s = 1; s <= 13; s++) {
            int stride = s;
            assertThat(floor.stream().filter(window -> window.stride() == stride))
                    .as("stride " + s)
                    .hasSize(claimed.get(s - 1));
        }
    }

    @Test
    void sizesOfTheLayers() {
        List<List<Integer>> layers = matches("(\\d+) × (\\d+) × (\\d+) +(\\d+)(?=\n)", text("3a")).stream()
                .map(AnswerNumbersTest::numbers)
                .toList();
        int[] conv1 = Cnn.CONV1.outputShape(1);
        int[] pool2 = Cnn.CONV3.inputShape(1);
        int[] conv3 = Cnn.CONV3.outputShape(1);
        assertThat(layers).containsExactly(layer(Cnn.CONV1.inputShape(1)), layer(conv1), layer(pool2), layer(conv3));
        assertThat(Cnn.POOL2.output()).isEqualTo(pool2[2]);
        assertThat(only("16 ⋅ 10 ⋅ 10 = (\\d+)", text("3a"))).containsExactly((int) Cnn.CONV3.outputSize());
    }

    private static List<Integer> layer(int[] shape) {
        return List.of(shape[1], shape[2], shape[3], shape[1] * shape[2] * shape[3]);
    }

    @Test
    void weightsOfTheLastLayer() {
        assertThat(only("16 ⋅ 6 ⋅ 5 ⋅ 5 = (\\d+)", text("3b"))).containsExactly((int) Cnn.CONV3.weights());
        assertThat(only("6 ⋅ 1 ⋅ 5 ⋅ 5 = (\\d+)", text("3b"))).containsExactly((int) Cnn.CONV1.weights());
    }

    @Test
    void numberOfParameters() {
        String text = text("2e");
        assertThat(text).contains("n_θ = dₕ d + dₕ + m dₕ + m = dₕ(d + 1) + m(dₕ + 1)");
        List<MatchResult> examples =
                matches("d = (\\d+), dₕ = (\\d+), m = (\\d+) give ([^.]*?)(?= parameters|\\.)", text);
        assertThat(examples).hasSize(2);
        for (MatchResult example : examples) {
            int d = Integer.parseInt(example.group(1));
            int dh = Integer.parseInt(example.group(2));
            int m = Integer.parseInt(example.group(3));
            String arithmetic = example.group(4);
            assertThat(arithmetic)
                    .startsWith(dh + " ⋅ " + (d + 1) + " + " + m + " ⋅ " + (dh + 1) + " = ")
                    .endsWith("= " + Theta.size(d, dh, m));
        }
    }

    @Test
    void counterExampleOfScaling() {
        double ln2 = StrictMath.log(2);
        Matcher matrix = Pattern.compile("⎛(\\d)/(\\d)⎞.*⎛(\\d)/(\\d)⎞.*\n.*⎝(\\d)/(\\d)⎠.*⎝(\\d)/(\\d)⎠")
                .matcher(text("1i"));
        assertThat(matrix.find()).isTrue();
        double[] claimed = new double[4];
        for (int i = 0; i < 4; i++) {
            claimed[i] = Double.parseDouble(matrix.group(2 * i + 1)) / Double.parseDouble(matrix.group(2 * i + 2));
        }
        double[] once = Softmax.softmax(new double[] {0, ln2});
        double[] twice = Softmax.softmax(new double[] {0, 2 * ln2});
        // Each side rounds a few times: 8 units in the last place of 1.
        Offset<Double> slack = Offset.offset(8 * Math.ulp(1.0));
        assertThat(new double[] {claimed[0], claimed[2]}).containsExactly(once, slack);
        assertThat(new double[] {claimed[1], claimed[3]}).containsExactly(twice, slack);
        assertThat(claimed[0] - claimed[1]).isCloseTo(2 / 15.0, slack);
    }

    @Test
    void operationCounts() {
        String text = text("1m");
        int n = 1000;
        assertThat(only("sigmoid +3n +(\\d+)", text)).containsExactly(3 * n);
        assertThat(only("softmax +4n − 1 +(\\d+)", text)).containsExactly(4 * n - 1);
        assertThat(only("full matrix +2n² − n +(\\d+)", text)).containsExactly(2 * n * n - n);
    }

    @Test
    void floatingPointRemarks() {
        assertThat(text("1b")).contains("x = 40");
        assertThat(1 - Functions.sigmoid(40)).isZero();
        assertThat(Functions.sigmoid(-40)).isPositive();
        assertThat(text("1d")).contains("σ(−800) underflows to 0", "−softplus(800) = −800");
        assertThat(Functions.sigmoid(-800)).isZero();
        assertThat(Functions.logSigmoid(-800)).isEqualTo(-800.0);
    }

    /** 1i: a difference that shrinks though all quotients move away from 1, and the limit. */
    @Test
    void aFactorAboveOneDrawsQuotientsApartButNotDifferences() {
        double[] once = Softmax.softmax(new double[] {3, 1, 0});
        double[] twice = Softmax.softmax(new double[] {6, 2, 0});
        List<MatchResult> claimed = matches("shrinks from (0\\.\\d+) to (0\\.\\d+)", text("1i"));
        assertThat(Double.parseDouble(claimed.get(0).group(1))).isEqualTo(once[1] - once[2], Offset.offset(5e-4));
        assertThat(Double.parseDouble(claimed.get(0).group(2))).isEqualTo(twice[1] - twice[2], Offset.offset(5e-4));
        assertThat(twice[1] / twice[2]).isGreaterThan(once[1] / once[2]);
        double[] limit = Softmax.softmax(new double[] {2000, 2000, 1000, 0});
        assertThat(limit).containsExactly(0.5, 0.5, 0, 0);
    }

    /** 1d: which form is exact at 800, and which overflow. */
    @Test
    void theFormOfTheSoftplusThatIsExactAt800() {
        assertThat(Math.max(0, 800) + Math.log1p(Math.exp(-800))).isEqualTo(800);
        assertThat(Math.log(1 + Math.exp(800))).isInfinite();
        assertThat(Math.log(1 / (1 + Math.exp(800)))).isInfinite();
    }

    /** 3c to 3e: how many of the 64 rows are seen by no window of a pair. */
    @ParameterizedTest
    @CsvSource({
        "14,10,0,1,0",
        "9,11,0,1,10",
        "4,12,0,1,40",
        "11,9,1,2,8",
        "31,1,1,2,0",
        "6,11,1,2,30",
        "1,13,1,2,60",
        "11,11,1,1,0",
        "6,12,1,1,30",
        "1,13,1,1,60"
    })
    void rowsThatNoWindowSees(int kernel, int stride, int padding, int dilation, int unseen) {
        Set<Integer> seen = new HashSet<>();
        for (int position = 0; position < 6; position++) {
            for (int tap = 0; tap < kernel; tap++) {
                seen.add(position * stride + tap * dilation - padding);
            }
        }
        seen.removeIf(row -> row < 0 || row >= 64);
        assertThat(64 - seen.size()).isEqualTo(unseen);
        String id = dilation == 2 ? "3d" : padding == 1 ? "3e" : "3c";
        if (unseen > 0) {
            assertThat(text(id))
                    .containsPattern("\\b" + unseen + "\\b[^.]*row|row[^.]*\\b" + unseen + "\\b|misses " + unseen);
        }
    }

    /** 2p: the network with the sine kept; 2i and 2o: the forms over a batch, row by row. */
    @Test
    void theSecondNetworkOf2pAndTheFormsOverABatch() {
        double[][] w1 = {{0.3, -1.2, 0.7}, {1.1, 0.4, -0.5}, {-0.2, 0.9, 0.8}, {0.6, 0.1, -1.3}};
        double[][] w2 = {{0.5, -0.4, 1.2, 0.3}, {-0.7, 0.6, 0.2, -0.9}};
        Theta theta = new Theta(w1, new double[] {0.1, -0.2, 0.3, 0.4}, w2, new double[] {0.2, -0.1});
        double[][] x = {{0.3, -1.2, 0.7}, {1.1, 0.4, -0.5}, {0.2, 2.1, -0.3}};
        int[] y = {1, 2, 1};
        MlpForward forward = MlpDetailed.forward(theta, x, y);
        MlpBackward backward = MlpDetailed.backward(theta, x, y, forward);
        double[][] sums1 = new double[4][3];
        double[][] sums2 = new double[2][4];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                double gh = 0;
                for (int k = 0; k < 2; k++) {
                    gh += backward.gradOa()[i][k] * w2[k][j] * Math.cos(forward.ha()[i][j]);
                    sums2[k][j] += backward.gradOa()[i][k] * forward.hs()[i][j] / 3;
                }
                for (int l = 0; l < 3; l++) {
                    sums1[j][l] += gh * x[i][l] / 3;
                }
            }
            for (int l = 0; l < 3; l++) {
                double output = 0;
                for (int j = 0; j < 4; j++) {
                    output += w1[j][l] * backward.gradHs()[i][j] * Math.sin(forward.ha()[i][j] + Math.PI / 2);
                }
                assertThat(output).isEqualTo(backward.gradX()[i][l], Offset.offset(1e-14));
            }
        }
        for (int j = 0; j < 4; j++) {
            assertThat(backward.gradTheta().w1()[j]).containsExactly(sums1[j], Offset.offset(1e-14));
        }
        for (int k = 0; k < 2; k++) {
            assertThat(backward.gradTheta().w2()[k]).containsExactly(sums2[k], Offset.offset(1e-14));
        }
    }
}
