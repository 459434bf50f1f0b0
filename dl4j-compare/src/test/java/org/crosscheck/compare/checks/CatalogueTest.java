package org.crosscheck.compare.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.Check.Kind;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Verdict;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {

    private static final String IDS = "1a 1b 1c 1d 1e 1f 1g 1h 1i 1j 1k 1l 1m"
            + " 2a 2b 2c 2d 2e 2f 2g 2h 2i 2j 2k 2l 2m 2n 2o 2p 3a 3b 3c 3d 3e";

    /** One test for each check and embedded case, named as in the reports: 2g grad_oa reference~dl4j local, small. */
    @TestFactory
    Stream<DynamicTest> everyCheckAgreesOnTheSharedWeights() {
        List<Evidence> evidence =
                TestCases.embedded().stream().map(Evidence::new).toList();
        return Catalogue.QUESTIONS.stream()
                .flatMap(question -> question.checks().stream().flatMap(check -> evidence.stream()
                        .filter(one -> one.given().has(check.needs()))
                        .limit(check.needs() == Group.SHAPES ? 1 : evidence.size())
                        .map(one -> dynamicTest(
                                question.id() + " " + check.name() + ", "
                                        + one.given().name(),
                                () -> {
                                    Agreement found = Verification.outcome(check, one);
                                    assertThat(found.verdict())
                                            .as(found.toString())
                                            .isEqualTo(Verdict.AGREE);
                                }))));
    }

    @Test
    void whoGivesThePointsIsSaid() {
        assertThat(Catalogue.QUESTIONS)
                .filteredOn(question -> List.of("1a", "1c", "2c").contains(question.id()))
                .extracting(Question::pointsInWords)
                .containsExactly("2 points", "1 point, by a person", "2 points, 0.5 by a person");
    }

    @Test
    void allQuestionsAreThereInTheHomeworksOrder() {
        assertThat(Catalogue.QUESTIONS).extracting(Question::id).containsExactly(IDS.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"1, 15", "2, 34", "3, 11"})
    void thePointsOfAPartAddUp(String part, int points) {
        assertThat(Catalogue.QUESTIONS.stream()
                        .filter(question -> question.id().startsWith(part))
                        .mapToInt(Question::points))
                .satisfies(each -> assertThat(
                                each.stream().mapToInt(Integer::intValue).sum())
                        .isEqualTo(points));
    }

    @Test
    void everyQuestionHasACheck() {
        assertThat(Catalogue.QUESTIONS)
                .allSatisfy(question -> assertThat(question.checks()).isNotEmpty());
    }

    @Test
    void everyCheckOfAQuestionHasAnotherName() {
        assertThat(Catalogue.QUESTIONS)
                .allSatisfy(question ->
                        assertThat(question.checks()).extracting(Check::name).doesNotHaveDuplicates());
    }

    @Test
    void checksAreNamedByQuantitySidesAndKind() {
        assertThat(Catalogue.find("2g").orElseThrow().checks())
                .extracting(Check::name)
                .contains("grad_oa reference~dl4j local", "grad_oa reference~detailed local");
    }

    @Test
    void anUnknownQuestionIsNotFound() {
        assertThat(Catalogue.find("2q")).isEmpty();
        assertThat(Catalogue.find("2G")).isEmpty();
    }

    static Stream<Quantities.Quantity> quantities() {
        return Quantities.ANSWERS.stream().filter(quantity -> quantity.group() != Group.SHAPES);
    }

    @ParameterizedTest
    @MethodSource("quantities")
    void everyAnswerIsCheckedLocallyAndThroughTheChainOnBothSides(Quantities.Quantity quantity) {
        List<Check> checks = Catalogue.QUESTIONS.stream()
                .flatMap(question -> question.checks().stream())
                .filter(check -> check.quantity().equals(quantity.key()))
                .toList();
        for (Engines.Entry engine : Engines.witnesses().toList()) {
            for (Kind kind : engine.stepwise() ? List.of(Kind.LOCAL, Kind.CHAINED) : List.of(Kind.CHAINED)) {
                assertThat(checks)
                        .as("%s of %s", kind, engine.name())
                        .filteredOn(check -> check.right().equals(engine.name()) && check.kind() == kind)
                        .hasSize(engine.answers().test(quantity.key()) ? 1 : 0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("quantities")
    void theQuestionThatAsksForAnAnswerChecksItAgainstDl4j(Quantities.Quantity quantity) {
        assertThat(Catalogue.find(quantity.question()).orElseThrow().checks())
                .anyMatch(check -> check.quantity().equals(quantity.key())
                        && check.right().equals("dl4j")
                        && check.kind() == Kind.LOCAL);
    }

    @ParameterizedTest
    @MethodSource("quantities")
    void everyEngineAnswersWithTheShapeOfTheContract(Quantities.Quantity quantity) {
        Case given = TestCases.small(40);
        Evidence evidence = SMALL;
        for (Engines.Entry engine : Engines.ALL) {
            boolean answers = engine.answers().test(quantity.key());
            assertThat(evidence.answers(engine.name()).has(quantity.key()))
                    .as("%s answers %s", engine.name(), quantity.key())
                    .isEqualTo(answers);
            if (answers) {
                assertThat(evidence.answers(engine.name()).get(quantity.key()).shape())
                        .as("%s of %s", quantity.key(), engine.name())
                        .isEqualTo(Quantities.shape(quantity, given.sizes()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void anEngineHasTheNameThatTheRegistryGivesIt(Engines.Entry engine) {
        assertThat(engine.supplier().get().name()).isEqualTo(engine.name());
    }

    static Stream<Engines.Entry> engines() {
        return Engines.ALL.stream();
    }

    private static final Evidence SMALL = new Evidence(TestCases.small(40));

    @Test
    void theWholeNumbersOfPartThreeAreTheHomeworks() {
        NamedTensors answers = SMALL.answers("reference");
        assertThat(answers.vector("q3a")).containsExactly(1600);
        assertThat(answers.vector("q3b")).containsExactly(2400);
        assertThat(List.of("q3c", "q3d", "q3e"))
                .allSatisfy(key -> assertThat(answers.vector(key)).hasSize(4));
        assertThat(answers.vector("q3c")).endsWith(0, 1);
        assertThat(answers.vector("q3d")).endsWith(1, 2);
        assertThat(answers.vector("q3e")).endsWith(1, 1);
    }
}
