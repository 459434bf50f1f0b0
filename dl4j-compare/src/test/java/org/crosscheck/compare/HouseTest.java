package org.crosscheck.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** docs/images/house.svg shows the packages as they are. */
@AnalyzeClasses(packages = "org.crosscheck", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

    private static final Path DRAWING = Path.of("..", "docs", "images", "house.svg");
    private static final String COMMAND = "mvn -q -Dquick -pl dl4j-compare -am test -Dtest=HouseTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dhouse.draw=true";

    @ArchTest
    static void theDrawingIsThatOfTheCode(JavaClasses classes) throws IOException {
        String drawing = House.draw(packages(classes));
        if (Boolean.getBoolean("house.draw")) {
            Files.writeString(DRAWING, drawing);
        }
        assertThat(Files.readString(DRAWING))
                .as("%s is stale; draw it anew: %s", DRAWING, COMMAND)
                .isEqualToNormalizingNewlines(drawing);
    }

    @Test
    void theCommandIsInTheDocument() throws IOException {
        assertThat(Files.readString(Path.of("..", "CONTRIBUTING.md"))).contains(COMMAND);
    }

    @Test
    void aRoomStandsAboveWhatItUsesAndNamesWhatItUsesDirectly() {
        String drawing = House.draw(Map.of("a", Set.of("b", "c"), "b", Set.of("c"), "c", Set.of()));
        assertThat(drawing).contains(">a</text>", ">b</text>", ">c</text>").doesNotContain("b, c");
        assertThat(drawing.indexOf(">c</text>")).isLessThan(drawing.indexOf(">a</text>"));
    }

    @Test
    void packagesOfACycleShareARoom() {
        String drawing = House.draw(Map.of("a", List.of("b"), "b", List.of("a", "c"), "c", List.of()));
        assertThat(drawing).contains(">a + b</text>", ">c</text>").doesNotContain(">a</text>");
    }

    /** The packages that each package of the three modules uses, by their short names. */
    private static Map<String, Set<String>> packages(JavaClasses classes) {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass one : classes) {
            if (!one.getSimpleName().equals("package-info")) {
                Set<String> used = uses.computeIfAbsent(name(one), name -> new TreeSet<>());
                one.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(other -> other.getPackageName().startsWith("org.crosscheck"))
                        .map(HouseTest::name)
                        .filter(other -> !other.equals(name(one)))
                        .forEach(used::add);
            }
        }
        return uses;
    }

    private static String name(JavaClass one) {
        return one.getPackageName().replaceAll("^org\\.crosscheck\\.(compare\\.)?", "");
    }
}
