package org.crosscheck.compare.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.crosscheck.compare.demo.learn.Learner;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.demo.learn.Schedule;
import org.crosscheck.compare.demo.learn.Scores;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.demo.learn.TrainingImages;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.rounding.Verdict;
import org.crosscheck.reference.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both engines side by side: honest steps stay within their bounds, faults do not. */
class LockstepTest {

    @Test
    void aThousandStepsOfTheMlpStayWithinTheirBounds() {
        check(Model.MLP, 500, 4, 8);
    }

    @Test
    void stepsOfTheCnnStayWithinTheirBounds() {
        check(Model.CNN, 60, 2, 1);
    }

    @Test
    @Tag("campaign")
    void aThousandStepsOfTheCnnStayWithinTheirBounds() {
        check(Model.CNN, 500, 4, 8);
    }

    private static void check(Model model, int examples, int batch, int epochs) {
        Dataset data = DemoCases.digits(examples, 20);
        Settings settings = DemoCases.settings(model, DemoCases.BOTH, epochs, batch, true);
        Training training = DemoCases.run(settings, data, 1);
        TrainingLog journal = training.journal();
        assertThat(journal.beyond()).isNull();
        assertThat(journal.verdict()).isEqualTo(Verdict.AGREE);
        assertThat(journal.ratios())
                .hasSize(epochs * ((examples - 1) / batch + 1))
                .allSatisfy(ratio -> assertThat(ratio).isBetween(0.0, 1.0));
        assertThat(journal.ratios().stream().mapToDouble(r -> r).max().orElse(0))
                .as("bounds that mean something")
                .isGreaterThan(1e-4);
    }

    @Test
    void withoutResynchronisationTheDifferenceGrowsAndNothingIsChecked() {
        Dataset data = DemoCases.digits(200, 20);
        Training training = DemoCases.run(DemoCases.settings(Model.MLP, DemoCases.BOTH, 4, 10, false), data, 1);
        List<Double> differences = training.journal().differences();
        assertThat(differences).hasSize(80);
        assertThat(training.journal().ratios()).isEmpty();
        assertThat(differences.get(79)).isGreaterThan(differences.get(0)).isLessThan(1e-9);
    }

    /** Plain and momentum, with and without decay: DL4J's updater and L2 are the trainer's rule. */
    @ParameterizedTest
    @CsvSource({"0, 0", "0.9, 0", "0, 0.1", "0.5, 0.1"})
    void everyRuleIsTheSameInBothEngines(double momentum, double decay) {
        Dataset data = DemoCases.digits(30, 10);
        for (Model model : Model.values()) {
            Settings settings = new Settings(
                    model,
                    DemoCases.BOTH,
                    "test",
                    false,
                    7,
                    model == Model.MLP ? 6 : 0,
                    2,
                    20,
                    Schedule.LINEAR,
                    0.01,
                    momentum,
                    decay,
                    0,
                    true);
            TrainingLog journal = DemoCases.run(settings, data, 1).journal();
            assertThat(journal.beyond()).as("%s", model).isNull();
            assertThat(journal.ratios()).hasSize(4);
            double[] losses = DemoCases.BOTH.stream()
                    .mapToDouble(engine -> journal.epochs(engine).get(1).loss())
                    .toArray();
            assertThat(Math.abs(losses[0] - losses[1]))
                    .as("loss without penalty")
                    .isLessThan(1e-12);
        }
    }

    /** One weight off by a billionth of a billionth more than rounding explains, at one step: that step is named. */
    @ParameterizedTest
    @CsvSource({"MLP, W1", "MLP, b2", "CNN, conv1_W", "CNN, b", "MLP, velocity of b1", "CNN, velocity of conv3_W"})
    void theFirstStepBeyondItsBoundIsNamed(Model model, String array) throws IOException {
        Dataset data = DemoCases.digits(40, 20);
        Settings settings = DemoCases.settings(model, DemoCases.BOTH, 2, 4, true);
        List<Learner> honest = DemoCases.learners(settings, data, 1);
        Training training = new Training(settings, data, List.of(honest.get(0), new Faulty(honest.get(1), array, 13)));
        training.run(new DemoCases.StopAfter(16), checkpoint -> {});
        TrainingLog.Beyond beyond = training.journal().beyond();
        assertThat(beyond).isNotNull();
        assertThat(beyond.step()).isEqualTo(13);
        assertThat(beyond.array()).isEqualTo(array);
        assertThat(beyond.index()).isEqualTo(3);
        assertThat(beyond.difference()).isGreaterThan(beyond.bound());
    }

    @Test
    void notANumberIsBeyondEveryBound() throws IOException {
        Dataset data = DemoCases.digits(40, 20);
        Settings settings = DemoCases.settings(Model.MLP, DemoCases.BOTH, 1, 4, true);
        List<Learner> honest = DemoCases.learners(settings, data, 1);
        Faulty faulty = new Faulty(honest.get(1), "b1", 2);
        faulty.fault = Double.NaN;
        new Training(settings, data, List.of(honest.get(0), faulty)).run(new DemoCases.StopAfter(2), checkpoint -> {
            assertThat(checkpoint.journal().beyond().step()).isEqualTo(2);
            assertThat(checkpoint.journal().beyond().array()).isEqualTo("b1");
        });
    }

    /** DL4J, but for one weight, or one velocity, after one step. */
    private static final class Faulty implements Learner {

        private static final String VELOCITY = "velocity of ";

        private final Learner honest;
        private final String array;
        private final long when;
        private long steps;
        private double fault = 1e-9;

        private Faulty(Learner honest, String array, long when) {
            this.honest = honest;
            this.array = array;
            this.when = when;
        }

        @Override
        public String name() {
            return honest.name();
        }

        @Override
        public double step(double[][] x, int[] y, double eta, double keep) {
            steps++;
            return honest.step(x, y, eta, keep);
        }

        @Override
        public double wholeStep(TrainingImages examples, int part, double eta, double keep) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Scores evaluate(TrainingImages examples) {
            return honest.evaluate(examples);
        }

        @Override
        public State state() {
            State state = honest.state();
            if (steps != when) {
                return state;
            }
            return array.startsWith(VELOCITY)
                    ? new State(
                            state.weights(), off(state.velocity(), array.substring(VELOCITY.length())), state.average())
                    : new State(off(state.weights(), array), state.velocity(), state.average());
        }

        private NamedTensors off(NamedTensors values, String name) {
            Tensor tensor = values.get(name);
            double[] moved = tensor.values().clone();
            moved[3] += fault;
            return values.with(name, new Tensor(tensor.shape(), moved));
        }

        @Override
        public void load(State state, long step) {
            honest.load(state, step);
        }

        @Override
        public void close() {
            honest.close();
        }
    }
}
