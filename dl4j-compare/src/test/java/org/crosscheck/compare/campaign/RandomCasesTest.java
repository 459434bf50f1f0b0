package org.crosscheck.compare.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.crosscheck.compare.campaign.RandomCases.Rung;
import org.crosscheck.compare.homework.Case;
import org.junit.jupiter.api.Test;

/** Cases that are a function of a seed and a number. */
class RandomCasesTest {

    @Test
    void theSameSeedAndNumberGiveTheSameCaseWhateverWasMadeBefore() {
        Case later = RandomCases.of(5, 17);
        RandomCases.of(5, 16);
        assertThat(RandomCases.of(5, 17).values()).isEqualTo(later.values());
        assertThat(RandomCases.of(5, Rung.ZEROS, 3).values())
                .isEqualTo(RandomCases.of(5, Rung.ZEROS, 3).values());
    }

    @Test
    void anotherSeedOrNumberGivesAnotherCase() {
        Set<Object> all = new HashSet<>();
        for (long seed : new long[] {0, 1, 2, -1, 1L << 32, Long.MIN_VALUE}) {
            for (long number = 0; number < 50; number++) {
                all.add(RandomCases.of(seed, number).values());
            }
        }
        assertThat(all.size()).isEqualTo(300);
    }

    @Test
    void numbersBeyondAnIntHaveCasesToo() {
        assertThat(RandomCases.of(1, 10_000_000_000L).has(org.crosscheck.compare.homework.Quantities.Group.MLP))
                .isTrue();
    }

    @Test
    void aTrialClimbsFromAllOneToEveryScale() {
        assertThat(RandomCases.of(1, Rung.ALL_ONE, 0).sizes().values()).containsOnly(1);
        assertThat(RandomCases.of(1, Rung.ONE_CLASS, 0).sizes()).containsEntry("m", 1);
        assertThat(RandomCases.of(1, Rung.SMALL, 0).sizes().get("n")).isGreaterThan(1);
        assertThat(Arrays.stream(RandomCases.of(1, Rung.SATURATED, 0).values().vector("b2"))
                        .map(Math::abs))
                .containsOnly(1e4);
        assertThat(RandomCases.of(1, Rung.IMAGES, 0).sizes()).containsOnlyKeys("images");
    }
}
