package org.crosscheck.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.crosscheck.compare.campaign.Campaign;
import org.crosscheck.compare.campaign.CampaignState;
import org.crosscheck.compare.campaign.Summary;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.compare.text.Json;
import org.crosscheck.reference.Tensor;
import org.crosscheck.spark.PlantedDriver.Plant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Spark comes to is what threads come to, whatever becomes of executors: the same bytes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "spark/submit is a shell script")
class SparkIT {

    private static final String TWO = "local-cluster[2,1,1024]";
    private static final String[] CAMPAIGN = {
        "campaign", "--cases", "120", "--engines", "reference,detailed,dl4j", "--out"
    };

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    @BeforeAll
    static void byThreads() throws Exception {
        Submitted.threads(shared, with(CAMPAIGN, shared.resolve("campaign"))).endsWith(0);
    }

    /** Each executor has had a copy of the jar. */
    @AfterAll
    static void tidyUp() throws IOException {
        Path work = Path.of("home", "target", "work");
        if (Files.isDirectory(work)) {
            try (Stream<Path> all = Files.walk(work)) {
                for (Path copy : all.filter(file -> file.endsWith(Submitted.JAR.getFileName()))
                        .toList()) {
                    Files.delete(copy);
                }
            }
        }
    }

    private static Object[] with(String[] command, Object last) {
        return Stream.concat(Stream.of(command), Stream.of(last)).toArray();
    }

    /** What is written for people, by name: not how far a campaign is, nor marks in the order in which they were made. */
    private static Map<String, Path> reports(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*(state\\.json|\\.jsonl)"))
                    .collect(Collectors.toMap(
                            file -> folder.relativize(file).toString(), file -> file, (a, b) -> a, TreeMap::new));
        }
    }

    private static void assertSame(Path there, Path here) throws IOException {
        Map<String, Path> found = reports(there);
        Map<String, Path> expected = reports(here);
        assertThat(found).containsOnlyKeys(expected.keySet());
        for (String name : found.keySet()) {
            assertThat(Files.mismatch(found.get(name), expected.get(name)))
                    .as("where %s differs", name)
                    .isEqualTo(-1);
        }
    }

    @Test
    void anExecutorThatIsKilledInTheMiddleChangesNothing() throws Exception {
        Path out = folder.resolve("campaign");
        Submitted run = Submitted.spark(folder, TWO, List.of("spark.crosscheck.range=1"), with(CAMPAIGN, out));
        // Some are done and kept, and some are not.
        while (run.process().isAlive() && !(Files.exists(out.resolve("state.json")) && done(out) > 0)) {
            Thread.sleep(20);
        }
        assertThat(done(out)).as("cases done, %s", run.log()).isBetween(1L, 100L);
        assertThat(run.executors()).as("executors").hasSize(2);
        run.executors().get(0).destroyForcibly();
        run.endsWith(0);
        assertThat(run.log()).contains("Lost executor");
        assertSame(out, shared.resolve("campaign"));
    }

    private static long done(Path out) throws IOException {
        String below = "\"below\" : ";
        String state = Files.readString(out.resolve("state.json"));
        int from = state.indexOf(below) + below.length();
        return Long.parseLong(state.substring(from, state.indexOf(',', from)));
    }

    @ParameterizedTest
    @CsvSource({"local[3],1", "local[1],1000"})
    void anyNumberOfTasksAndCoresGivesTheSame(String master, int range) throws Exception {
        Path out = folder.resolve("campaign");
        Submitted.spark(folder, master, List.of("spark.crosscheck.range=" + range), with(CAMPAIGN, out))
                .endsWith(0);
        assertSame(out, shared.resolve("campaign"));
    }

    @ParameterizedTest
    @CsvSource({"KILL_ONCE,local-cluster[2;1;1024]", "KILL,local-cluster[2;1;1024]", "THROW,local[2]"})
    void aCaseThatKillsOrThrowsIsFoundAndTheOthersAreAsEver(Plant plant, String master) throws Exception {
        long where = 37;
        Path out = folder.resolve("summary.json");
        Submitted run = Submitted.planted(
                folder,
                master.replace(';', ','),
                List.of("spark.task.maxFailures=2", "spark.crosscheck.range=2"),
                plant,
                where,
                out);
        run.endsWith(0);
        assertThat(run.log())
                .contains(plant == Plant.KILL_ONCE ? "Lost executor" : "number 37 is left out")
                .doesNotContain(plant == Plant.KILL_ONCE ? "is left out" : "number 36 is left out");
        boolean lost = plant != Plant.KILL_ONCE;
        CampaignState before = new CampaignState(
                PlantedDriver.PLAN, 0, lost ? List.of(where) : List.of(), new Summary(Map.of(), Map.of()));
        Summary others = new Campaign(before, List.of(), null)
                .run(PlantedDriver.CASES, 1, () -> false, done -> {})
                .summary();
        assertThat(Files.readString(out))
                .isEqualTo(new String(
                        Json.bytes(lost ? others.plus(Summary.lost(where)) : others),
                        java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void submissionsGetTheSameMarks() throws Exception {
        Path handedIn = Files.createDirectories(folder.resolve("handed in"));
        Case given = CaseFiles.embedded("mlp");
        Path file = folder.resolve("case.npz");
        CaseFiles.write(file, given.values());
        NamedTensors right = Chain.solve(given.values());
        for (int i = 0; i < 12; i++) {
            Tensor loss = right.get("L");
            double[] values = loss.values().clone();
            values[0] += i % 3;
            CaseFiles.write(handedIn.resolve("a" + i + ".npz"), right.with("L", new Tensor(loss.shape(), values)));
            Files.writeString(
                    handedIn.resolve("t" + i + ".tex"),
                    "\\begin{document}\\begin{answer}{1a}$"
                            + List.of("x", "1/2", "\\frac{1}{1+e^{-x}}").get(i % 3) + "$\\end{answer}\\end{document}");
        }
        Files.writeString(handedIn.resolve("a5.npz"), "no zip");
        String[] grade = {"grade", "--case", file.toString(), "--all-in", handedIn.toString(), "--out"};
        Submitted.threads(folder, with(grade, folder.resolve("here"))).endsWith(1);
        Submitted there = Submitted.spark(folder, TWO, List.of(), with(grade, folder.resolve("there")));
        there.endsWith(1);
        assertSame(folder.resolve("there"), folder.resolve("here"));
        assertThat(reports(folder.resolve("there")))
                .containsKeys(
                        "grades.csv", "marking.html", "feedback/t0.md", "arrays/grades.csv", "arrays/feedback/a0.md");
    }

    /** A library that Spark has, too, is easily taken for one that need not be in the jar. */
    @Test
    void theJarHoldsAllThatTheProgramNeedsButALogger() throws Exception {
        Set<String> held = classes(Submitted.JAR);
        assertThat(held).noneMatch(name -> name.startsWith("org/apache/spark/") || name.startsWith("scala/"));
        String libraries = Files.readString(Path.of("..", "dl4j-compare", "target", "classpath"));
        for (String library : libraries.strip().split(java.io.File.pathSeparator, -1)) {
            if (!library.matches(".*(slf4j|logback)[^/]*")) {
                Set<String> needed = classes(Path.of(library));
                needed.removeIf(name -> held.contains(name) || held.contains(renamed(name)));
                assertThat(needed).as("not in the jar, of %s", library).isEmpty();
            }
        }
    }

    private static String renamed(String name) {
        return name.replaceFirst("^com/fasterxml/jackson/", "org/crosscheck/shaded/jackson/")
                .replaceFirst("^org/apache/commons/", "org/crosscheck/shaded/commons/")
                .replaceFirst("^com/google/", "org/crosscheck/shaded/google/")
                .replaceFirst("^org/tukaani/xz/", "org/crosscheck/shaded/xz/");
    }

    private static Set<String> classes(Path jar) throws IOException {
        if (Files.isDirectory(jar)) {
            return new TreeSet<>();
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.matches("(?!META-INF|module-info).*\\.class"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
