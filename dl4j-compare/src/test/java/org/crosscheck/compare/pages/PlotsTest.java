package org.crosscheck.compare.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.crosscheck.compare.pages.Plots.Frame;
import org.crosscheck.compare.pages.Plots.Series;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class PlotsTest {

    private static final Frame LINEAR = Frame.of("Title", "What is seen.", PlotAxis.linear("x"), PlotAxis.linear("y"));
    private static final Frame LOG = Frame.of(
            "Title", "What is seen.", PlotAxis.linear("x"), PlotAxis.log("y").marked(1, "bound"));

    private static int count(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }

    private static List<String> ticks(PlotAxis axis, double... values) {
        return axis.scale(java.util.stream.DoubleStream.of(values), 0, 100).ticks().stream()
                .map(PlotAxis.Tick::text)
                .toList();
    }

    @Test
    void everyPlotIsWellFormedAndSaysWhatItShows() throws Exception {
        Series series = Series.of("a<b", new double[] {1, 2, 3}, new double[] {0.5, Double.NaN, 1e-9});
        Frame heat =
                Frame.of("Title", "What is seen.", PlotAxis.categories("x", List.of("<i>", "j")), PlotAxis.linear("y"));
        for (String figure : List.of(
                Plots.line(LINEAR, series, series),
                Plots.scatter(LOG, series, series),
                Plots.histogram(LOG, new double[] {0, 1, 2, 2}),
                Plots.heatMap(heat, new double[][] {{0, 1}, {-2, Double.NaN}}))) {
            DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(figure)));
            assertThat(figure)
                    .contains("<figcaption>Title</figcaption>", "role=\"img\"", "<desc>What is seen.</desc>")
                    .doesNotContain("NaN,", "Infinity");
        }
    }

    @Test
    void aPointForEachFiniteValueAndABreakInTheLineForTheOthers() {
        Series series = Series.of("a", new double[] {1, 2, 3, 4}, new double[] {1, 2, Double.NaN, 4});
        String figure = Plots.line(LINEAR, series);

        assertThat(count(figure, "class=\"point")).isEqualTo(3);
        assertThat(figure).containsPattern("class=\"line s1\" d=\"M[^M\"]+L[^M\"]+M[^LM\"]+\"");
    }

    @Test
    void infinityIsDrawnAtTheEdge() {
        Series series = Series.of("a", new double[] {1, 2}, new double[] {1, Double.POSITIVE_INFINITY});

        assertThat(count(Plots.scatter(LOG, series), "class=\"point")).isEqualTo(2);
    }

    @Test
    void zeroHasItsOwnPlaceBelowTheDecades() {
        PlotAxis.Scale scale = PlotAxis.log("y").scale(java.util.stream.DoubleStream.of(0, 1e-3, 1), 0, 100);

        assertThat(scale.at(0)).isLessThan(scale.at(1e-3));
        assertThat(scale.at(1e-3)).isLessThan(scale.at(1e-2));
        assertThat(scale.at(1)).isEqualTo(100);
    }

    @Test
    void ticksAreRoundNumbers() {
        assertThat(ticks(PlotAxis.linear("x"), 0, 1)).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(ticks(PlotAxis.linear("x"), 3, 47)).containsExactly("0", "10", "20", "30", "40", "50");
        assertThat(ticks(PlotAxis.log("x"), 0, 2e-3, 1)).containsExactly("0", "10⁻³", "10⁻²", "10⁻¹", "1");
        assertThat(ticks(PlotAxis.linear("x"))).isNotEmpty();
        assertThat(ticks(PlotAxis.log("x"))).isNotEmpty();
        assertThat(ticks(PlotAxis.linear("x"), 5, 5)).isNotEmpty();
    }

    @Test
    void theBarsOfAHistogramHoldEveryValueOnce() {
        double[] values = {0, 0, 1e-17, 3e-16, 5e-16, 1e-15, 1};
        Matcher bars = Pattern.compile("<title>[^<]*: (\\d+)</title>")
                .matcher(Plots.histogram(
                        Frame.of("Title", "Seen.", PlotAxis.log("x"), PlotAxis.linear("count")), values));
        int sum = 0;
        while (bars.find()) {
            sum += Integer.parseInt(bars.group(1));
        }
        assertThat(sum).isEqualTo(values.length);
    }

    @Test
    void aLargeHeatMapShowsTheWorstOfEachBlock() {
        double[][] cells = new double[784][128];
        cells[700][100] = -3;
        String figure = Plots.heatMap(LINEAR, cells);

        assertThat(count(figure, "<rect class=\"cell [^>]*><title>")).isLessThanOrEqualTo(48 * 48);
        assertThat(count(figure, "cell h12\"[^>]*><title>[^<]*: 3</title>")).isEqualTo(1);
    }

    /** Twelve shades: a little is not nothing, and what is no number has a mark of its own. */
    @Test
    void aHeatMapTellsNothingALittleAndNaNApart() {
        String figure = Plots.heatMap(LINEAR, new double[][] {{0, 0.01, 6, 12}, {Double.NaN, 12, 1, 11.5}});

        assertThat(Pattern.compile("cell (\\w+)\"[^>]*><title>")
                        .matcher(figure)
                        .results()
                        .map(match -> match.group(1)))
                .containsExactly("h0", "h1", "h6", "h12", "bad", "h12", "h1", "h12");
    }

    @Test
    void thereIsNothingBetweenTwoWholeNumbers() {
        assertThat(ticks(PlotAxis.whole("epoch"), 1, 2)).containsExactly("1", "2");
        assertThat(ticks(PlotAxis.whole("epoch"), 1)).containsExactly("1", "2");
        assertThat(ticks(PlotAxis.whole("step"), 0, 938)).allMatch(tick -> tick.matches("\\d+"));
    }

    /** On a narrow screen a character takes up to nine of the drawing's units. */
    @Test
    void theNamesOnAHeatMapNeitherOverlapNorReachBeyondItsEdge() {
        List<String> columns = List.of("right", "carr.", "wrong", "unus.", "miss.");
        List<String> rows = List.of("q1m_softmax", "L");
        String figure = Plots.heatMap(
                Frame.of("T", "S.", PlotAxis.categories("x", columns), PlotAxis.categories("y", rows)),
                new double[2][5]);
        double before = Double.NEGATIVE_INFINITY;
        for (String column : columns) {
            double at = x(figure, column);
            assertThat(at - before).isGreaterThanOrEqualTo(9 * 5);
            before = at;
        }
        assertThat(x(figure, "q1m_softmax")).isGreaterThanOrEqualTo(9 * "q1m_softmax".length());
    }

    /** A number that is wider than its cell would be widest is not written, but can be pointed at. */
    @Test
    void theNumbersOfAHeatMapStandInTheirCells() {
        String one = Plots.heatMap(LINEAR, new double[][] {{-1.1e-16}, {2}});
        assertThat(x(one, "-1.1e-16") - 9 * "-1.1e-16".length() / 2.0).isGreaterThanOrEqualTo(62);
        double[] row = new double[10];
        java.util.Arrays.fill(row, -1.1e-16);
        assertThat(Plots.heatMap(LINEAR, new double[][] {row}))
                .contains("1.1e-16</title>")
                .doesNotContainPattern("<text[^>]*>-1.1e-16<");
    }

    private static double x(String figure, String label) {
        Matcher text = Pattern.compile("<text x=\"([0-9.]+)\"[^>]*>" + Pattern.quote(label) + "<")
                .matcher(figure);
        assertThat(text.find()).as(label).isTrue();
        return Double.parseDouble(text.group(1));
    }
}
