package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.crosscheck.compare.checks.Check;
import org.crosscheck.compare.checks.Evidence;
import org.crosscheck.compare.checks.Question;
import org.crosscheck.compare.checks.Report.QuestionResult;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.checks.Verification;
import org.crosscheck.compare.demo.Defaults;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.homework.SubQuestion;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {

    private final StringWriter err = new StringWriter();

    private ProgressLine line(int width) {
        return new ProgressLine(new PrintWriter(err), width);
    }

    @AfterEach
    void noTerminal() {
        System.clearProperty("crosscheck.stderr.terminal");
    }

    private static void onTerminal() {
        System.setProperty("crosscheck.stderr.terminal", "true");
    }

    /** What a terminal shows of a line after all that was printed: a return goes back to its start. */
    private String shown() {
        char[] columns = new char[500];
        Arrays.fill(columns, ' ');
        int at = 0;
        for (char c : err.toString().toCharArray()) {
            assertThat(c)
                    .as("no line end, no tab, no escape")
                    .isGreaterThanOrEqualTo('\r')
                    .isNotEqualTo('\u001b');
            if (c == '\r') {
                at = 0;
            } else {
                columns[at++] = c;
            }
        }
        return new String(columns).stripTrailing();
    }

    private List<String> frames() {
        return Arrays.stream(err.toString().split("\r"))
                .filter(frame -> !frame.isEmpty())
                .toList();
    }

    @Test
    void nothingIsPrintedWhereStandardErrorIsNoTerminal() {
        try (ProgressLine line = line(80)) {
            line.show("working");
            line.bar("working", 1, 2, "");
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aShorterTextReplacesALongerOneAndNothingIsLeftAtTheEnd() {
        onTerminal();
        try (ProgressLine line = line(80)) {
            line.show("starting Deeplearning4j");
            line.show("checking");
            assertThat(shown()).isEqualTo("checking");
        }
        assertThat(shown()).isEmpty();
        assertThat(err.toString()).endsWith("\r");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 80, 160, 300})
    void noFrameReachesTheLastColumn(int width) {
        onTerminal();
        try (ProgressLine line = line(width)) {
            line.bar("mlp", 18759, 18760, ", loss 0.1234, error 12.34%, 123456 examples/s");
            line.bar("mlp", 18760, 18760, ", loss 0.1234, error 12.34%, 123456 examples/s");
        }
        assertThat(frames()).isNotEmpty().allSatisfy(frame -> assertThat(frame).hasSizeLessThan(width));
    }

    /** At 80 columns the bar of a run is one, and the speed is not cut. */
    @Test
    void theBarOfADemoFitsInto80Columns() {
        onTerminal();
        DemoProgress progress =
                new DemoProgress(new PrintWriter(err), line(80), Defaults.of(Model.MLP, false, false), Long.MAX_VALUE);
        progress.step(1, 18760, 2.3, 64);
        progress.epoch(1, "reference", new org.crosscheck.compare.demo.Epoch(0.1, 0.1234, 0.1, 1, 20000));
        progress.step(18760, 18760, 0.0123, 64);
        assertThat(frames().get(frames().size() - 1))
                .containsPattern("\\[={8,} *]")
                .endsWith(" examples/s");
        progress.close();
        assertThat(shown()).isEmpty();
    }

    /** The first word of all, before a command is read, is gone whatever comes of that: a result, a note or an error. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify --case no.npz",
                "verify --no-such",
                "case --d 0 x.npz",
                "solve --case no.npz x.npz",
                "gradescope --case no.npz x.zip",
                "grade --case no.npz --all-in no",
                "answers --out no/key.html",
                "demo mlp --resume no",
                "demo predict no.png",
                "bench --threads 0",
                "campaign --cases 0",
                "try --cases 0 -- none",
                "check --question 1z x",
                "grade no.npz",
                "exercise no",
                "shape",
                "answers --question 9z"
            })
    void nothingIsLeftOfTheFirstWord(String command) {
        onTerminal();
        ProgressLine.begin(new PrintWriter(err));
        assertThat(err.toString()).isEqualTo("starting ...\r");
        Cli run = Cli.run((Object[]) command.split(" "));
        err.append(run.err().stripTrailing());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).as("on one line").endsWith(System.lineSeparator());
        assertThat(shown()).startsWith("crosscheck: ").doesNotContain("starting", "...");
    }

    @Test
    void aMessageStandsOnALineOfItsOwn() {
        onTerminal();
        try (ProgressLine line = line(80)) {
            line.show("starting Deeplearning4j ...");
            line.say("note: \u001b");
        }
        assertThat(err.toString()).contains("\rnote: \\u001b" + System.lineSeparator());
    }

    /** The second question's check ends only when the first has been told of, though both are at work. */
    @Test
    void eachQuestionIsToldOfAsSoonAsItIsDone() {
        onTerminal();
        CountDownLatch firstTold = new CountDownLatch(1);
        List<String> told = new ArrayList<>();
        List<Question> questions =
                List.of(question("2a", new CountDownLatch(0)), question("2b", firstTold), question("2c", firstTold));
        List<Evidence> evidence = List.of(new Evidence(TestCases.mlp(1, 2, 3, 2, 4)));
        try (ProgressLine line = line(80)) {
            List<QuestionResult> results = QuestionRun.run(Verification.start(questions, evidence), line, result -> {
                told.add(result.id() + shown());
                firstTold.countDown();
            });
            assertThat(results).extracting(QuestionResult::id).containsExactly("2a", "2b", "2c");
            assertThat(results).extracting(QuestionResult::verdict).doesNotContain(Verdict.ERROR);
        }
        assertThat(told).as("and the line is cleared for it").containsExactly("2a", "2b", "2c");
        assertThat(frames()).as("frames").anyMatch(frame -> frame.contains("now 2a"));
    }

    private static Question question(String id, CountDownLatch until) {
        Check check = new Check("ha", Check.Kind.LOCAL, "reference", "dl4j", Group.SHAPES, evidence -> {
            try {
                if (!until.await(20, TimeUnit.SECONDS)) {
                    return Agreement.error("the question before was not told of");
                }
            } catch (InterruptedException e) {
                return Agreement.error("interrupted");
            }
            return Agreement.undefined(new int[] {1}, "nothing to compare");
        });
        return new Question(SubQuestion.find(id).orElseThrow(), List.of(check));
    }
}
