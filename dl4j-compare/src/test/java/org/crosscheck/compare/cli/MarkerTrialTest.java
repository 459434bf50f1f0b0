package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.crosscheck.compare.checks.Catalogue;
import org.crosscheck.compare.checks.Evidence;
import org.crosscheck.compare.checks.Report;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.checks.Verification;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.gradescope.Bundle;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.junit.jupiter.api.Test;

/** Bundles that are broken in one place each. */
class MarkerTrialTest {

    private static final Case GIVEN = TestCases.mlp(6, 5, 4, 3, 7);
    private static final NamedTensors ANSWERS = new Evidence(GIVEN).answers("reference");

    private static Map<String, byte[]> bundle(NamedTensors expected, Predicate<String> inJar) throws IOException {
        Report report = Report.of(
                "trial",
                Map.of(),
                Verification.run(List.of(Catalogue.find("1a").orElseThrow()), List.of(new Evidence(GIVEN))),
                List.of(),
                System.nanoTime());
        Map<String, byte[]> files = new LinkedHashMap<>(Bundle.files(GIVEN, expected, Rubric.standard(), report));
        files.put("crosscheck-marker.jar", without(MarkerJar.compose(), inJar));
        return files;
    }

    private static byte[] without(byte[] jar, Predicate<String> dropped) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!dropped.test(entry.getName())) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    out.write(in.readAllBytes());
                }
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void aWholeBundleHasNoFault() throws IOException {
        assertThat(MarkerTrial.fault(bundle(ANSWERS, name -> false), ANSWERS)).isNull();
    }

    @Test
    void aBundleWithoutTheKernelsDoesNotMark() throws IOException {
        assertThat(MarkerTrial.fault(bundle(ANSWERS, name -> name.contains("/kernels/")), ANSWERS))
                .contains("does not mark", "kernels");
    }

    @Test
    void aBundleWithoutTheMistakesOfGradientsDoesNotMarkWhatIsWrong() throws IOException {
        assertThat(MarkerTrial.fault(bundle(ANSWERS, name -> name.contains("SampleLess")), ANSWERS))
                .contains("does not mark", "SampleLess");
    }

    @Test
    void aBundleThatExpectsOtherAnswersIsFoundOut() throws IOException {
        NamedTensors other = ANSWERS.with("oa", TestCases.map(ANSWERS.get("oa"), value -> value + 1));
        assertThat(MarkerTrial.fault(bundle(other, name -> false), ANSWERS)).contains("oa", "its points");
    }
}
