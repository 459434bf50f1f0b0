package org.crosscheck.compare.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.crosscheck.compare.homework.SubQuestion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of the code: everything that it names exists and says so, and what says so is in the table. */
class InTheCodeTest {

    private static final List<Path> SOURCES = List.of(Path.of("../reference/src/main/java"), Path.of("src/main/java"));

    /** A Javadoc that begins with the questions it answers, and the method behind it. */
    private static final Pattern TAGGED = Pattern.compile(
            "/\\*\\*[\\s*]*Questions? ([^:.]*)[:.]"
                    + "(?:(?!\\*/).)*\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s+)*[\\w<>\\[\\], .?]*?\\b([a-z]\\w*)\\(",
            Pattern.DOTALL);

    private static final Pattern IDS = Pattern.compile("\\b([1-3][a-p])\\b(?: to ([1-3][a-p])\\b)?");

    /** Rooms whose tagged methods must all be in the table. */
    private static final Pattern LISTED = Pattern.compile("reference\\..*|compare\\.(dl4j|oracle|rounding)\\..*");

    static Stream<String> questions() {
        return SubQuestion.ALL.stream().map(SubQuestion::id);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void whatTheTableNamesExistsAndCarriesTheQuestion(String id) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (List<String> names : InTheCode.of(id).values()) {
            for (String name : names) {
                String type = "org.crosscheck." + name.substring(0, name.lastIndexOf('.'));
                String method = name.substring(name.lastIndexOf('.') + 1);
                // Not initialised: nothing native is started.
                Class<?> found = Class.forName(type, false, getClass().getClassLoader());
                if (Arrays.stream(found.getDeclaredMethods())
                        .map(Method::getName)
                        .noneMatch(method::equals)) {
                    wrong.add(name + " does not exist");
                } else if (!tagged(source(type), true).contains(method + " " + id)) {
                    wrong.add("the Javadoc of " + name + " does not begin with 'Question " + id + ":'");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void everyQuestionHasASpecificationAndACheck(String id) {
        Map<String, List<String>> methods = InTheCode.of(id);
        assertThat(methods.keySet()).containsExactlyElementsOf(InTheCode.ROLES);
        assertThat(methods.get("specification")).isNotEmpty();
        assertThat(methods.get("check")).isNotEmpty();
    }

    /** But for whole passes, which name their questions as a range, and constructors. */
    @Test
    void whatCarriesAQuestionIsInTheTable() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path root : SOURCES) {
            for (Path file : files(root)) {
                String type =
                        root.relativize(file).toString().replace('\\', '/').replace('/', '.');
                String name = type.substring("org.crosscheck.".length(), type.length() - ".java".length());
                for (String one : LISTED.matcher(name).matches() ? tagged(file, false) : List.<String>of()) {
                    String id = one.substring(one.indexOf(' ') + 1);
                    String method = name + "." + one.substring(0, one.indexOf(' '));
                    if (InTheCode.of(id).values().stream().noneMatch(names -> names.contains(method))) {
                        missing.add(id + ": " + method);
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void aRangeOfQuestionsIsAllOfThem() {
        assertThat(ids("2h to 2k and 3a", true)).containsExactly("2h", "2i", "2j", "2k", "3a");
    }

    private static Path source(String type) {
        String file = type.replace('.', '/') + ".java";
        return SOURCES.stream()
                .map(root -> root.resolve(file))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .toList();
        }
    }

    /** Each method with each of its questions: "gradHa 2m". */
    private static Collection<String> tagged(Path file, boolean ranges) throws IOException {
        TreeSet<String> tagged = new TreeSet<>();
        Matcher matcher = TAGGED.matcher(Files.readString(file));
        while (matcher.find()) {
            ids(matcher.group(1), ranges).forEach(id -> tagged.add(matcher.group(2) + " " + id));
        }
        return tagged;
    }

    /** The questions of a text; those of ranges such as "2a to 2e" too, or not. */
    private static List<String> ids(String text, boolean ranges) {
        List<String> all = questions().toList();
        List<String> ids = new ArrayList<>();
        Matcher matcher = IDS.matcher(text);
        while (matcher.find()) {
            if (matcher.group(2) == null) {
                ids.add(matcher.group(1));
            } else if (ranges) {
                ids.addAll(all.subList(all.indexOf(matcher.group(1)), all.indexOf(matcher.group(2)) + 1));
            }
        }
        return ids;
    }
}
