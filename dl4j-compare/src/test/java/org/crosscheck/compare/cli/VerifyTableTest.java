package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.crosscheck.compare.checks.Check;
import org.crosscheck.compare.checks.Evidence;
import org.crosscheck.compare.checks.JUnitXml;
import org.crosscheck.compare.checks.Question;
import org.crosscheck.compare.checks.Report;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.checks.Verification;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.homework.SubQuestion;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Bounds;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** What is shown of checks that do not agree. */
class VerifyTableTest {

    private static final Tensor LEFT = Tensor.matrix(new double[][] {{1, 2}, {3, 4}});

    private static Report report(Check.Kind kind, Check.Comparison comparison, String caseName) {
        Check check = new Check("grad_oa", kind, "reference", "dl4j", Group.SHAPES, comparison);
        Case given = new Case(caseName, TestCases.mlp(1, 2, 3, 2, 4).values(), Map.of());
        return Report.of(
                "1",
                Map.of(),
                Verification.run(
                        List.of(new Question(SubQuestion.find("2g").orElseThrow(), List.of(check))),
                        List.of(new Evidence(given))),
                List.of(),
                System.nanoTime());
    }

    private static Report wrong() {
        Tensor right = TestCases.with(LEFT, 2, 3.5);
        return report(Check.Kind.LOCAL, e -> Agreement.compare(LEFT, right, Bounds.exact(LEFT)), "case");
    }

    private static String render(Report report, Ansi ansi) {
        VerifyTable table = new VerifyTable(80, Help.defaultColorScheme(ansi), 0, java.util.List.of());
        StringBuilder text = new StringBuilder(table.header());
        report.questions().forEach(question -> text.append(table.rows(question)));
        return text + table.summary(report);
    }

    @Test
    void aDisagreementNamesPlaceAndBothNumbers() {
        Report report = wrong();
        assertThat(report.verdict()).isEqualTo(Verdict.DISAGREE);
        assertThat(render(report, Ansi.OFF))
                .contains("DISAGREE", "grad_oa[1, 0]", "reference", "3.0", "dl4j", "3.5", "5.0e-01")
                .contains(": 0 agree, 1 disagree", " inf ")
                .doesNotContain("\u001b", "@|", "Infini");
    }

    @Test
    void coloursAreUsedWhereAsked() {
        assertThat(render(wrong(), Ansi.ON)).contains("\u001b[");
    }

    @Test
    void anExceptionInACheckIsAnErrorOfThatCheckOnly() {
        Report report = report(
                Check.Kind.LOCAL,
                e -> {
                    throw new IllegalStateException("no @|red luck|@");
                },
                "case");
        assertThat(report.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(render(report, Ansi.OFF)).contains("ERROR", "luck", "1 failed to run");
    }

    @Test
    void anIllConditionedLocalCheckIsNoPassAndAChainedOneInforms() {
        Tensor wide = TestCases.map(LEFT, value -> 1);
        Report local = report(Check.Kind.LOCAL, e -> Agreement.compare(LEFT, LEFT, wide), "case");
        Report chained = report(Check.Kind.CHAINED, e -> Agreement.compare(LEFT, LEFT, wide), "case");
        assertThat(local.verdict()).isEqualTo(Verdict.ILL_CONDITIONED);
        assertThat(render(local, Ansi.OFF)).contains("ill-conditioned");
        assertThat(chained.verdict()).isEqualTo(Verdict.AGREE);
    }

    @Test
    void aChainedDisagreementCounts() {
        Tensor right = TestCases.with(LEFT, 0, 9);
        assertThat(report(Check.Kind.CHAINED, e -> Agreement.compare(LEFT, right, Bounds.exact(LEFT)), "case")
                        .verdict())
                .isEqualTo(Verdict.DISAGREE);
    }

    @Test
    void aHostileCaseNameReachesNeitherTerminalNorXml() throws Exception {
        String name = "\u001b[31m<b>\u0000&\"\ud800@|red x|@\n";
        Tensor right = TestCases.with(LEFT, 0, Double.NaN);
        Report report = report(Check.Kind.LOCAL, e -> Agreement.compare(LEFT, right, Bounds.exact(LEFT)), name);
        assertThat(render(report, Ansi.OFF).lines())
                .noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
        byte[] bytes = JUnitXml.of(report);
        Document xml = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new java.io.ByteArrayInputStream(bytes));
        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("not finite", "&lt;b");
    }
}
