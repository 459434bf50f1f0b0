package org.crosscheck.compare.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.stream.LongStream;
import org.crosscheck.compare.checks.Engines;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Theta;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a thread keeps from one case to the next, graphs and networks, leaves no trace in the answers. */
class ReuseTest {

    /** Of all sizes and peculiarities; two with a CNN; one twice. */
    private static final long[] CASES = LongStream.concat(LongStream.range(0, 14), LongStream.of(99, 3, 199, 3))
            .toArray();

    @ParameterizedTest
    @ValueSource(strings = {"dl4j", "dl4j-network", "samediff"})
    void theSameBitsInAThreadThatHasWorkedAsInANewOne(String name) throws Exception {
        for (long number : CASES) {
            Case given = RandomCases.of(5, number);
            Map<String, String> fresh = inNewThread(name, given);
            assertThat(answers(name, given)).as("case %d", number).isEqualTo(fresh);
            Map<String, String> others = answers(name, halved(given));
            assertThat(others).as("case %d halved", number).isNotEqualTo(fresh);
            assertThat(answers(name, given))
                    .as("case %d after another of its shapes", number)
                    .isEqualTo(fresh);
        }
    }

    /** Another case of the same shapes. */
    private static Case halved(Case given) {
        NamedTensors values = given.values();
        for (String key : values.keys()) {
            if (!key.equals("y")) {
                values = values.with(key, values.get(key).map(value -> value / 2));
            }
        }
        return new Case(given.name(), values, given.sizes());
    }

    private static Map<String, String> inNewThread(String name, Case given) throws Exception {
        FutureTask<Map<String, String>> task = new FutureTask<>(() -> answers(name, given));
        new Thread(task, "new").start();
        return task.get();
    }

    /** The answers, and the parameters after a step of descent before which and after which they are asked for. */
    private static Map<String, String> answers(String name, Case given) {
        Engine engine = Engines.of(name);
        Map<String, String> bits = new TreeMap<>();
        NamedTensors answers = engine.solve(given);
        answers.tensors().forEach((key, tensor) -> bits.put(key, text(tensor)));
        if (name.equals("dl4j-network")) {
            Theta moved = engine.descend(given.values(), 0.125);
            bits.put("moved", text(Tensor.matrix(moved.w1())) + text(Tensor.vector(moved.b2())));
            engine.solve(given).tensors().forEach((key, tensor) -> assertThat(text(tensor))
                    .as("%s after a step of descent", key)
                    .isEqualTo(bits.get(key)));
        }
        return bits;
    }

    private static String text(Tensor tensor) {
        return java.util.Arrays.toString(tensor.shape()) + java.util.Arrays.toString(tensor.values());
    }
}
