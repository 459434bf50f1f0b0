package org.crosscheck.compare.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.campaign.Campaign;
import org.crosscheck.compare.campaign.CampaignPlan;
import org.crosscheck.compare.campaign.CampaignReport;
import org.crosscheck.compare.campaign.CampaignReport.Failed;
import org.crosscheck.compare.campaign.CampaignState;
import org.crosscheck.compare.checks.Catalogue;
import org.crosscheck.compare.checks.Engines;
import org.crosscheck.compare.checks.Evidence;
import org.crosscheck.compare.checks.Report;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.checks.Verification;
import org.crosscheck.compare.grade.Marker;
import org.crosscheck.compare.grade.Marks;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.Student;
import org.crosscheck.compare.grade.mistakes.KnownMistakes;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.pages.Page;
import org.crosscheck.compare.report.Dossier.Failure;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.text.InputException;

/** Pages for tests, and for pictures. */
final class SamplePages {

    /** A hostile file name. */
    static final String HOSTILE =
            "</title><script>document.title='owned'</script>\"'><img src=x onerror=alert(1)>\u202e\u0000\u001b[31m";

    private SamplePages() {}

    /** The dossier of the embedded cases: all agrees. */
    static Page dossier() throws IOException, InputException {
        List<Evidence> evidence = List.of(
                new Evidence(CaseFiles.embedded("small")),
                new Evidence(CaseFiles.embedded("mlp")),
                new Evidence(CaseFiles.embedded("cnn")));
        return Dossier.page(report(evidence), evidence, List.of());
    }

    /** The dossier of a case of a hostile name, with an h^s of DL4J that is wrong and one number that is none. */
    static Page failing() {
        Case given = TestCases.small(50);
        Case hostile = new Case(HOSTILE, given.values(), given.sizes());
        Engine honest = Engines.of("dl4j");
        Engine faulty = TestCases.engine(honest, any -> {
            NamedTensors answers = honest.solve(any);
            return answers.with("hs", TestCases.map(answers.get("hs"), value -> 1.5 * value))
                    .with("conv3", TestCases.with(answers.get("conv3"), 17, Double.NaN));
        });
        List<Evidence> evidence =
                List.of(new Evidence(hostile, name -> name.equals("dl4j") ? faulty : Engines.of(name)));
        Failure failure = new Failure(
                List.of("First to fail: hs of " + HOSTILE, "  next line"), "./crosscheck verify --case " + HOSTILE);
        return Dossier.page(report(evidence), evidence, List.of(failure));
    }

    /** The cohort of right and wrong answers. */
    static Page cohort() {
        Case given = TestCases.small(50);
        Marker marker = new Marker(given, Rubric.standard());
        List<Marks> all = new ArrayList<>();
        for (String mistake : List.of("ha.no-bias", "grad_ha.no-cosine", "ha.no-bias", "L.plus-sign")) {
            KnownMistakes.find(mistake)
                    .ifPresent(
                            known -> all.add(marker.mark(Student.submission(Student.wrong(given, all.size(), known)))));
        }
        all.add(marker.mark(Student.submission(Student.right(given, 9))));
        return Cohort.page(all);
    }

    /** A campaign with a failure of a program of a hostile name. */
    static Page campaign() throws IOException {
        CampaignPlan plan = new CampaignPlan("1.2.3", 3, List.of("reference", "detailed"), List.of());
        CampaignState state = Campaign.of(plan).run(6, 1, () -> false, done -> {});
        Failed failed = new Failed(
                HOSTILE, "2i", "grad_W2", "grad_W2.sum", 12, 3, Map.of("d", 1), "failing-mine-grad_W2-3.npz");
        return CampaignPage.of(CampaignReport.of(state, List.of(failed)));
    }

    private static Report report(List<Evidence> evidence) {
        return Report.of(
                "1.2.3",
                Map.of("java", "17", "os", HOSTILE),
                Verification.run(Catalogue.QUESTIONS, evidence),
                List.of("A finding: " + HOSTILE),
                System.nanoTime());
    }
}
