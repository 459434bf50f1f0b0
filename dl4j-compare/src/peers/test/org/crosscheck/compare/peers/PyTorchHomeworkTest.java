package org.crosscheck.compare.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.campaign.RandomCases;
import org.crosscheck.compare.campaign.RandomCases.Rung;
import org.crosscheck.compare.campaign.Trial;
import org.crosscheck.compare.grade.Outcome;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.programs.Program;
import org.crosscheck.compare.programs.Program.Limits;
import org.crosscheck.compare.programs.ProgramEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PyTorchHomeworkTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "{stay}"})
    void pyTorchAgreesOnEveryRungFromEasyToNasty(String stay) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(java, "-cp", path, PyTorchHomework.class.getName()));
        if (!stay.isEmpty()) {
            command.add(stay);
        }
        try (ProgramEngine engine = new ProgramEngine(Program.of("djl", command, Limits.USUAL))) {
            Trial trial = new Trial(engine, Rubric.standard());
            for (Rung rung : stay.isEmpty() ? new Rung[] {Rung.SMALL, Rung.IMAGES} : Rung.values()) {
                Trial.Result result = trial.on(RandomCases.of(1, rung, 0));
                assertThat(result.answered().problem())
                        .as(result.answered().output())
                        .isNull();
                assertThat(result.marks().items())
                        .filteredOn(mark -> mark.counts() && Quantities.of(mark.key()).group() != Group.SHAPES)
                        .isNotEmpty()
                        .allSatisfy(mark ->
                                assertThat(mark.outcome()).as(rung + " " + mark.key()).isEqualTo(Outcome.AGREE));
            }
        }
    }
}
