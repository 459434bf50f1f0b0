package org.crosscheck.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of {@link ModuleRulesTest} that look at packages, each broken by a class among the tests. */
class PlantedViolationsTest {

    private static final Path TESTS = Path.of("target/test-classes/org/crosscheck/compare");

    /** The classes of main and one that breaks a rule. */
    private static JavaClasses with(String planted) {
        List<Path> paths = new ArrayList<>(List.of(TESTS.resolve(planted + ".class")));
        for (String module : List.of("reference", "datasets", "dl4j-compare")) {
            paths.add(Path.of("..", module, "target/classes"));
        }
        return new ClassFileImporter().importPaths(paths);
    }

    private static void isBroken(ArchRule rule, JavaClasses classes, String by) {
        assertThat(rule.evaluate(classes).getFailureReport().toString()).contains(by);
    }

    @Test
    void anArrowBackClosesACycleAndIsSeen() {
        JavaClasses classes = with("text/PlantedArrowBack");
        isBroken(ModuleRulesTest.theRoomsHaveNoCycle, classes, "Cycle detected");
        isBroken(ModuleRulesTest.noPackageHasACycle, classes, "Cycle detected");
        int text = ModuleRulesTest.FROM_THE_GROUND.indexOf("org.crosscheck.compare.text");
        isBroken(ModuleRulesTest.backUp(text), classes, "PlantedArrowBack");
        isBroken(ModuleRulesTest.markingReachesOnlyWhatItsJarHolds, classes, "PlantedArrowBack");
    }

    @Test
    void dl4jInMarkingIsSeen() {
        JavaClasses classes = with("grade/mistakes/PlantedDl4j");
        isBroken(ModuleRulesTest.onlyItsOwnPackagesKnowDl4j, classes, "PlantedDl4j");
        isBroken(ModuleRulesTest.markingReachesOnlyWhatItsJarHolds, classes, "BlasCheck");
    }

    @Test
    void aClassInTheRootPackageIsSeen() {
        isBroken(ModuleRulesTest.nothingIsInTheRootPackage, with("ModuleRulesTest"), "ModuleRulesTest");
    }
}
