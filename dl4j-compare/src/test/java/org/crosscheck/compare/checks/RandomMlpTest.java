package org.crosscheck.compare.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Verdict;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Part 2 of the catalogue on networks of random shapes, never square, and on the smallest there are. */
class RandomMlpTest {

    @TestFactory
    Stream<DynamicTest> everyCheckOfPartTwoAgrees() {
        SplittableRandom random = new SplittableRandom(30);
        Stream<Case> shapes = Stream.iterate(1L, seed -> seed + 1).limit(10).map(seed -> {
            int d = 2 + random.nextInt(30);
            int dh = d + 1 + random.nextInt(20);
            int m = dh + 1 + random.nextInt(10);
            int n = 1 + random.nextInt(12);
            boolean narrowing = seed % 2 == 0;
            return narrowing ? TestCases.mlp(seed, m, dh, d, n) : TestCases.mlp(seed, d, m, dh, n);
        });
        Stream<Case> smallest = Stream.of(
                TestCases.mlp(31, 1, 3, 2, 4),
                TestCases.mlp(32, 3, 1, 2, 5),
                TestCases.mlp(33, 2, 3, 1, 4),
                TestCases.mlp(34, 3, 2, 4, 1),
                TestCases.mlp(35, 1, 1, 1, 1));
        return Stream.concat(shapes, smallest).flatMap(RandomMlpTest::checks);
    }

    private static Stream<DynamicTest> checks(Case given) {
        Evidence evidence = new Evidence(given);
        return Catalogue.QUESTIONS.stream()
                .filter(question -> question.id().startsWith("2"))
                .flatMap(question -> question.checks().stream()
                        .map(check -> dynamicTest(question.id() + " " + check.name() + ", " + given.name(), () -> {
                            Agreement found = Verification.outcome(check, evidence);
                            // With one class every gradient is exactly 0: nothing for a chained bound to be small
                            // against.
                            boolean allZero = given.sizes().get("m") == 1 && check.kind() == Check.Kind.CHAINED;
                            assertThat(found.verdict())
                                    .as(found.toString())
                                    .isIn(Verdict.AGREE, allZero ? Verdict.ILL_CONDITIONED : Verdict.AGREE);
                        })));
    }
}
