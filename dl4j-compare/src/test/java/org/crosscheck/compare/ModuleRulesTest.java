package org.crosscheck.compare;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crosscheck.compare.cli.MarkerJar;

/** What may depend on what. The reference is evidence only as long as it shares nothing with what it is compared to. */
@AnalyzeClasses(packages = "org.crosscheck", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleRulesTest {

    private static final String REFERENCE = "org.crosscheck.reference..";
    private static final String DATASETS = "org.crosscheck.datasets..";
    private static final String COMPARE = "org.crosscheck.compare..";
    private static final String CLI = "org.crosscheck.compare.cli..";
    private static final String DL4J = "org.crosscheck.compare..dl4j..";
    private static final String DATAVEC = "org.crosscheck.datasets.datavec..";
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
    static final ArchRule onlyItsOwnPackagesKnowDl4j = noClasses()
            .that()
            .resideOutsideOfPackages(DL4J, DATAVEC)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.datavec..", "org.bytedeco..");

    /** A cluster is found by its interface, where its jar is. */
    @ArchTest
    static final ArchRule nobodyKnowsSpark =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.apache.spark..", "scala..");

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
    static final ArchRule onlyThePagesKnowTheLibraryOfPlots = noClasses()
            .that()
            .resideOutsideOfPackage("org.crosscheck.compare.pages..")
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

    /**
     * Marking happens in a bundle that holds these rooms, Jackson, XZ, bzip2, Commons Numbers and big-math: none of their
     * classes may use anything else, so that
     * nothing that marking reaches, over however many classes, is missing there.
     */
    @ArchTest
    static final ArchRule markingReachesOnlyWhatItsJarHolds = classes()
            .that()
            .resideInAnyPackage(array(MarkerJar.ROOMS))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(array(
                    MarkerJar.ROOMS,
                    "java..",
                    "javax..",
                    "com.fasterxml.jackson..",
                    "org.tukaani.xz..",
                    "org.apache.commons.compress.compressors.bzip2..",
                    "org.apache.commons.numbers.core..",
                    "ch.obermuhlner.math.big.."));

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
    static final ArchRule nothingIsInTheRootPackage = noClasses()
            .should()
            .resideInAPackage("org.crosscheck.compare")
            .orShould()
            .resideInAPackage("org.crosscheck");

    @ArchTest
    static final ArchRule theRoomsHaveNoCycle =
            slices().matching("org.crosscheck.compare.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noPackageHasACycle =
            slices().matching("org.crosscheck.compare.(**)").should().beFreeOfCycles();

    @ArchTest
    static void noImportRunsBackUp(JavaClasses classes) {
        for (int i = 0; i < FROM_THE_GROUND.size() - 1; i++) {
            backUp(i).check(classes);
        }
    }

    /** Every package, lowest first: each may use those before it. */
    static final List<String> FROM_THE_GROUND = List.of(
            "org.crosscheck.reference",
            "org.crosscheck.reference.kernels",
            "org.crosscheck.reference.matrix",
            "org.crosscheck.reference.training",
            "org.crosscheck.datasets.formats",
            "org.crosscheck.datasets",
            "org.crosscheck.datasets.datavec",
            "org.crosscheck.compare.text",
            "org.crosscheck.compare.cluster",
            "org.crosscheck.compare.homework",
            "org.crosscheck.compare.rounding",
            "org.crosscheck.compare.steps",
            "org.crosscheck.compare.oracle",
            "org.crosscheck.compare.dl4j",
            "org.crosscheck.compare.latex",
            "org.crosscheck.compare.answers",
            "org.crosscheck.compare.grade.submission",
            "org.crosscheck.compare.grade.mistakes",
            "org.crosscheck.compare.grade.diagnosis",
            "org.crosscheck.compare.written",
            "org.crosscheck.compare.programs",
            "org.crosscheck.compare.checks",
            "org.crosscheck.compare.grade",
            "org.crosscheck.compare.grade.gradescope",
            "org.crosscheck.compare.campaign",
            "org.crosscheck.compare.sheet",
            "org.crosscheck.compare.marking",
            "org.crosscheck.compare.pages",
            "org.crosscheck.compare.report",
            "org.crosscheck.compare.demo.learn",
            "org.crosscheck.compare.demo.dl4j",
            "org.crosscheck.compare.demo",
            "org.crosscheck.compare.bench.contenders",
            "org.crosscheck.compare.bench.dl4j",
            "org.crosscheck.compare.bench",
            "org.crosscheck.compare.cli");

    /** The classes of a package use none of those that stand after it. */
    static ArchRule backUp(int level) {
        return noClasses()
                .that()
                .resideInAPackage(FROM_THE_GROUND.get(level))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(array(FROM_THE_GROUND.subList(level + 1, FROM_THE_GROUND.size())));
    }

    @ArchTest
    static void everyPackageHasItsPlaceAndSaysWhatItHolds(JavaClasses classes) throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        Set<String> packages =
                classes.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
        assertThat(packages).containsExactlyInAnyOrderElementsOf(FROM_THE_GROUND);
        for (String name : packages) {
            String module = name.split("\\.", 4)[2].replace("compare", "dl4j-compare");
            Path info = Path.of("..", module, "src/main/java", name.replace('.', '/'), "package-info.java");
            assertThat(info).content().contains("/**", "package " + name + ";");
            if (module.equals("dl4j-compare")) {
                assertThat(readme).as("a package in the README").contains("`" + name.split("\\.", -1)[3] + "`");
            }
        }
    }

    private static String[] array(List<String> packages, String... more) {
        return Stream.concat(packages.stream(), Stream.of(more)).toArray(String[]::new);
    }
}
