package org.crosscheck.compare.campaign;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.Map;
import org.crosscheck.compare.campaign.Summary.Failing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that no campaign writes: in a file they are an error there, not later, where the parts are asked for. */
class SummaryTest {

    private static final Failing FAILING = new Failing(1, 0);

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "1a | dl4j", "1a | dl4j | local | more"})
    void aTallyIsByQuestionEngineAndKind(String key) {
        assertThatNoException().isThrownBy(() -> new Summary(Map.of("1a | dl4j | local", Tally.NONE), Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Summary(Map.of(key, Tally.NONE), Map.of()))
                .withMessage("'" + key + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dl4j | 1a", "dl4j | 1a | q1a"})
    void aFailureIsByEngineQuestionQuantityAndMistake(String key) {
        assertThatNoException().isThrownBy(() -> new Summary(Map.of(), Map.of("dl4j | 1a | q1a | ", FAILING)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Summary(Map.of(), Map.of(key, FAILING)))
                .withMessage("'" + key + "'");
    }
}
