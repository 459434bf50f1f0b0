package org.crosscheck.compare;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.Set;

/** What may depend on what. The reference is evidence only while it shares nothing with what it is compared to. */
@AnalyzeClasses(packages = "org.crosscheck", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleRulesTest {

    private static final String REFERENCE = "org.crosscheck.reference..";
    private static final String DATASETS = "org.crosscheck.datasets..";
    private static final String COMPARE = "org.crosscheck.compare..";
    private static final String CLI = "org.crosscheck.compare.cli..";
    private static final String MAIN = "org.crosscheck.compare.cli.Main";

    /** Those whose result Java leaves open to an ulp or more, and so to the machine. */
    private static final Set<String> INEXACT = Set.of(
            "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "exp", "expm1", "log", "log10", "log1p", "pow",
            "sinh", "cosh", "tanh", "cbrt", "hypot");

    @ArchTest
    static final ArchRule referenceNeedsTheJavaBaseAlone = classes()
            .that()
            .resideInAPackage(REFERENCE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(REFERENCE, "java.lang..", "java.util..", "java.math..");

    @ArchTest
    static final ArchRule datasetsKnowNeitherReferenceNorComparison = noClasses()
            .that()
            .resideInAPackage(DATASETS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(REFERENCE, COMPARE);

    @ArchTest
    static final ArchRule onlyTheDl4jPackageKnowsDl4j = noClasses()
            .that()
            .resideOutsideOfPackages("org.crosscheck.compare.dl4j..", DATASETS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.datavec..", "org.bytedeco..");

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsPicocli = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule onlyTheCommandLineDrawsProgressBars = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("me.tongfei..");

    @ArchTest
    static final ArchRule onlyTheDemoDrawsChartsAsFiles = noClasses()
            .that()
            .resideOutsideOfPackage("org.crosscheck.compare.demo..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.knowm..");

    @ArchTest
    static final ArchRule nobodyKnowsTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CLI);

    /** It marks in a bundle that has nothing of theirs. */
    @ArchTest
    static final ArchRule markingKnowsNeitherDl4jNorOracle = noClasses()
            .that()
            .resideInAPackage("org.crosscheck.compare.grade..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.crosscheck.compare.dl4j..",
                    "org.crosscheck.compare.oracle..",
                    "org.crosscheck.compare.pages..");

    @ArchTest
    static final ArchRule onlyMainEndsTheJvm = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(MAIN)
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class);

    /**
     * SameDiff prints while it differentiates; SameDiffGraph holds that back. The bench's Worker is the main class of a
     * JVM that is asked and answers through them.
     */
    @ArchTest
    static final ArchRule onlyMainKnowsTheStandardStreams = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(MAIN)
            .and()
            .doNotHaveFullyQualifiedName("org.crosscheck.compare.dl4j.SameDiffGraph")
            .and()
            .doNotHaveFullyQualifiedName("org.crosscheck.compare.bench.Worker")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .accessField(System.class, "in");

    @ArchTest
    static final ArchRule everythingRandomHasASeed =
            noClasses().should().callConstructor(Random.class).orShould().callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule elementaryFunctionsComeFromStrictMath = noClasses()
            .that(resideInAPackage(REFERENCE).or(resideInAPackage(COMPARE)))
            .should()
            .callMethodWhere(describe(
                    "calls an inexact function of Math",
                    (JavaMethodCall call) ->
                            call.getTargetOwner().isEquivalentTo(Math.class) && INEXACT.contains(call.getName())));

    @ArchTest
    static final ArchRule theThreeModulesHaveNoCycle =
            slices().matching("org.crosscheck.(*)..").should().beFreeOfCycles();
}
