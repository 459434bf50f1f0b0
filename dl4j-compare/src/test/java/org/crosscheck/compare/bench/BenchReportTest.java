package org.crosscheck.compare.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.crosscheck.compare.bench.BenchReport.BenchRow;
import org.crosscheck.compare.bench.BenchReport.WholeBatch;
import org.crosscheck.compare.bench.contenders.Mode;
import org.crosscheck.compare.bench.contenders.Workload;
import org.crosscheck.compare.bench.contenders.Workload.Network;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** What is made of figures: ratios, fractions, table, JSON and chart. */
class BenchReportTest {

    private static final Workload MLP = new Workload(Network.MLP, 128, 32);

    private static BenchReport report() {
        Map<String, Rates> rates = new LinkedHashMap<>();
        rates.put("dl4j", new Rates(new double[] {1000, 1100, 900}));
        rates.put("matrix", new Rates(new double[] {3000, 3300, 2700}));
        rates.put("pytorch", new Rates(new double[] {1500, 1650, 1350}));
        rates.put("matrix x2", new Rates(new double[] {5400, 5940, 4860}));
        rates.put("matrix copies", new Rates(new double[] {5700, 6270, 5130}));
        Map<String, Double> risks =
                Map.of("dl4j", 2.0, "matrix", 2.0, "matrix x2", 2.0, "matrix copies", 2.0, "pytorch", 2.002);
        // At the peak a step takes 16 ms, at the streaming rate 8 ms; the matrix form takes 32 / 3000 s.
        double peak = MLP.flops(Mode.STEP) / 0.004;
        double stream = MLP.bytes(Mode.STEP) / 0.008;
        List<BenchRow> rows = List.of(BenchRow.of(MLP, Mode.STEP, rates, risks, peak, stream));
        Plan plan = Plan.full(2);
        return BenchReport.of(plan, peak, rows, List.of(new WholeBatch("matrix", 0.5, 700)), List.of("No side x."));
    }

    @Test
    void theMatrixFormIsComparedWithEachSideAndTheMachine() {
        BenchRow row = report().rows().get(0);
        assertThat(row.matrixOver()).containsExactly(Map.entry("dl4j", 3.0), Map.entry("pytorch", 2.0));
        assertThat(row.threadsOverOne()).isCloseTo(1.8, within(1e-12));
        assertThat(row.copiesOverOne()).isCloseTo(1.9, within(1e-12));
        assertThat(row.sides()).doesNotContainKey("matrix copies");
        assertThat(row.fractionOfPeak()).isCloseTo(0.004 * 3000 / 32, within(1e-12));
        assertThat(row.fractionOfRoofline()).isCloseTo(0.008 * 3000 / 32, within(1e-12));
        assertThat(row.riskDifference()).isCloseTo(0.001, within(1e-12));
    }

    @Test
    void theTableShowsMediansSpreadsAndRatios() {
        String table = BenchTable.render(report());
        assertThat(table.lines())
                .anySatisfy(line -> assertThat(line).contains("mlp 784-128-10, B 32", "1,000", "3,000", "1,500"))
                .anySatisfy(line -> assertThat(line).contains("-10+10%"))
                .anySatisfy(line -> assertThat(line).contains("3.00", "2.00", "x 1.80", "x 1.90", "38%", "75%"))
                .anySatisfy(line -> assertThat(line).contains("matrix", "0.50 s", "700 MiB"));
        assertThat(table)
                .contains("No side x.")
                .contains("Java " + System.getProperty("java.version"))
                .doesNotContain("Quick");
    }

    @Test
    void theJsonNamesMachineAndSides() {
        JsonNode json = new ObjectMapper().valueToTree(report());
        assertThat(json.at("/environment/cpu").asText()).isNotBlank();
        assertThat(json.at("/rows/0/sides/dl4j/median").asDouble()).isEqualTo(1000);
        assertThat(json.at("/rows/0/sides/dl4j/rounds")).hasSize(3);
        assertThat(json.at("/rows/0/matrixOver/pytorch").asDouble()).isEqualTo(2);
        assertThat(json.at("/wholeBatch/0/seconds").asDouble()).isEqualTo(0.5);
    }

    @Test
    void thePictureHasAPointForEachSide() throws Exception {
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(BenchChart.svg(report())));
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("mlp 784-128-10, B 32", "examples per second", "matrix x2: 5400 (4860 to 5940)")
                .doesNotContain("var(");
        assertThat(svg.getElementsByTagName("title").getLength()).isEqualTo(4);
        BufferedImage png = ImageIO.read(new ByteArrayInputStream(BenchChart.png(report())));
        assertThat(png.getWidth()).isGreaterThan(png.getHeight());
    }

    @Test
    void aReportWithoutRowsHasATableAndAPicture() {
        BenchReport empty = BenchReport.of(Plan.quick(1), 1e9, List.of(), List.of(), List.of());
        assertThat(BenchTable.render(empty)).contains("Quick");
        assertThat(BenchChart.svg(empty)).isNotEmpty();
        assertThat(BenchChart.png(empty)).isNotEmpty();
    }
}
