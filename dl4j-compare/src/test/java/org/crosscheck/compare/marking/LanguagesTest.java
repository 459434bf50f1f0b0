package org.crosscheck.compare.marking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.mistakes.KnownMistakes;
import org.crosscheck.compare.grade.mistakes.Mistake;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.SubQuestion;
import org.crosscheck.compare.sheet.Sheet;
import org.crosscheck.compare.text.Messages;
import org.crosscheck.compare.text.Translation;
import org.crosscheck.compare.written.AnswerJudge;
import org.crosscheck.compare.written.AnswerJudge.AskedPart;
import org.crosscheck.compare.written.AnswerVerdict;
import org.crosscheck.compare.written.GeneratedHomeworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that students are told is there in every language. */
class LanguagesTest {

    private static final Pattern ENGLISH = Pattern.compile("(?U)\\b(the|is|not|with|which|has|of|line|than|belong)\\b");
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    @Test
    void everyLanguageHasTheSameMessagesWithTheSamePlaces() {
        Messages english = Messages.of("en");
        for (String language : Messages.LANGUAGES) {
            Messages other = Messages.of(language);
            assertThat(other.keys()).as(language).isEqualTo(english.keys());
            assertThat(other.keys()).allSatisfy(key -> assertThat(places(other.text(key)))
                    .as(language + " " + key)
                    .isEqualTo(places(english.text(key))));
        }
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(place -> place.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theNamesOfAllPartsAreThere() {
        assertThat(SubQuestion.ALL.stream()
                        .flatMap(question -> AnswerJudge.parts(question.id()).stream())
                        .map(AskedPart::name)
                        .filter(name -> name.matches("[a-z-]+")))
                .allSatisfy(name -> assertThat(Messages.of("fr").has("part." + name))
                        .as(name)
                        .isTrue());
    }

    @Test
    void everyKnownMistakeIsTold() {
        Set<String> unknown = new TreeSet<>();
        Quantities.ANSWERS.stream()
                .flatMap(quantity -> KnownMistakes.of(quantity.key()).stream())
                .map(Mistake::found)
                .forEach(found -> Translation.into("fr").of(found, unknown::add));
        assertThat(unknown).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"answers.jsonl", "hostile.jsonl"})
    void whatTheJudgeSaysOfLabelledAnswersIsTold(String file) throws Exception {
        TreeMap<String, String> unknown = new TreeMap<>();
        AnswerJudge judge = new AnswerJudge();
        JsonMapper json = JsonMapper.builder().build();
        try (InputStream in = getClass().getResourceAsStream("/org/crosscheck/compare/written/" + file)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                JsonNode answer = json.readTree(line);
                check(
                        judge.judge(
                                answer.path("question").asText(),
                                answer.path("latex").asText()),
                        unknown);
            }
        }
        assertThat(unknown.keySet()).isEmpty();
    }

    @Test
    void whatTheJudgeSaysOfGeneratedAnswersIsTold() {
        TreeMap<String, String> unknown = new TreeMap<>();
        AnswerJudge judge = new AnswerJudge();
        GeneratedHomeworks generated = new GeneratedHomeworks(77, 12);
        Random random = new Random(77);
        for (int i = 0; i < 20; i++) {
            for (String question : generated.questions()) {
                check(judge.judge(question, generated.answer(question, random).latex()), unknown);
            }
        }
        assertThat(unknown.keySet()).isEmpty();
    }

    private static void check(AnswerVerdict verdict, Map<String, String> unknown) {
        String french = Translation.into("fr").of(verdict.message(), sentence -> unknown.put(sentence, ""));
        if (ENGLISH.matcher(french).find()) {
            unknown.put(french, "");
        }
    }

    @Test
    void aWholeReportIsInTheLanguageThatIsAsked() {
        WrittenMarks marks = new WrittenMarker(Rubric.standard())
                .mark(new Sheet(
                        java.util.Map.of(
                                "2k",
                                new Sheet.Answered(
                                        "$\\frac{\\partial L}{\\partial h^s} = W^{(2)} \\frac{\\partial L}{\\partial o^a}$",
                                        "",
                                        "ligne 3",
                                        List.of())),
                        List.of(),
                        List.of(),
                        null));
        String french = new Feedback(Messages.of("fr")).of(marks);
        assertThat(french)
                .contains(
                        "est faux :",
                        "le produit n\u2019existe pas ; avec W\u207d\u00b2\u207e transpos\u00e9",
                        "Manque : dimensions.",
                        "| 2k | 0 points sur 2 | faux |");
    }

    @Test
    void theTitlesOfQuestionsAreThere() {
        assertThat(SubQuestion.ALL)
                .allSatisfy(question -> assertThat(Messages.of("en").text("title." + question.id()))
                        .isEqualTo(question.title()));
        assertThat(SubQuestion.ALL)
                .allSatisfy(question -> assertThat(Messages.of("fr").text("title." + question.id()))
                        .isNotEqualTo(question.title()));
    }

    @Test
    void whatTheReaderSaysIsTold(@TempDir Path folder) throws Exception {
        Path several = Files.createDirectory(folder.resolve("plusieurs"));
        Files.writeString(several.resolve("a.tex"), "\\documentclass{article}");
        Files.writeString(several.resolve("b.tex"), "\\documentclass{article}");
        Path zip = Files.writeString(folder.resolve("x.zip"), "PK");
        Path large = Files.write(folder.resolve("gros.tex"), new byte[(2 << 20) + 1]);
        Path deep = Files.writeString(folder.resolve("long.tex"), "a\n".repeat(50_001));
        Path empty = Files.writeString(folder.resolve("vide.tex"), "Bonjour.");
        WrittenMarker marker = new WrittenMarker(Rubric.standard());
        for (Path path : List.of(
                several,
                zip,
                large,
                deep,
                empty,
                Files.createDirectory(folder.resolve("rien")),
                folder.resolve("absent.tex"))) {
            String french = new Feedback(Messages.of("fr")).of(marker.mark(Sheet.read(path)));
            assertThat(french)
                    .as(path.toString())
                    .contains("Le devoir ne peut pas \u00eatre lu")
                    .doesNotContainPattern(ENGLISH);
        }
        Files.writeString(folder.resolve("main.tex"), """
                \\section*{Question 2}
                (m) $x = \\wibble$
                \\input{dehors}
                Bonjour.
                (k) $y = 1$
                2 (m) $z$
                """ + "(q)\nBonjour.\n\\section{}\n".repeat(120));
        WrittenMarks marks = marker.mark(Sheet.read(folder.resolve("main.tex")));
        assertThat(marks.notes()).hasSizeGreaterThan(2);
        assertThat(new Feedback(Messages.of("fr")).of(marks))
                .contains(
                        "ligne 2",
                        "\\\\input{dehors} n\u2019est pas suivi",
                        "se trouve \u00e0 2 endroits",
                        "## 2m gradient par rapport \u00e0 h^a")
                .doesNotContainPattern(ENGLISH);
    }
}
