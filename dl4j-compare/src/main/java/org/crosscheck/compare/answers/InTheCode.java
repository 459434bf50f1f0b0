package org.crosscheck.compare.answers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.crosscheck.compare.answers.Answer.Block;
import org.crosscheck.compare.answers.Answer.Code;
import org.crosscheck.compare.answers.Answer.Heading;
import org.crosscheck.compare.answers.Answer.Inline;
import org.crosscheck.compare.answers.Answer.Table;
import org.crosscheck.compare.answers.Answer.Text;

/**
 * Where in the code each question is answered: what the table {@code code.txt} declares. The names are text, so that
 * reading them loads nothing of what they name.
 */
public final class InTheCode {

    /** What there may be of a question, in the order of the table's lines. */
    public static final List<String> ROLES =
            List.of("specification", "matrix form", "trainer", "DL4J", "SameDiff", "oracle", "bound", "check");

    private static final String FILE = "code.txt";
    private static final String NONE = "-";

    /** The width of the roles in the table. */
    private static final int ROLE = 15;

    private InTheCode() {}

    /**
     * The methods of each role, as package, class and method of org.crosscheck, such as
     * reference.MlpDetailed.gradHa; an empty list where the table says that there is none.
     *
     * @throws IllegalArgumentException if the table does not have the question
     */
    public static Map<String, List<String>> of(String id) {
        List<String> lines = lines();
        int at = lines.indexOf(id);
        if (at < 0) {
            throw new IllegalArgumentException("no question '" + id + "' in " + FILE);
        }
        Map<String, List<String>> methods = new LinkedHashMap<>();
        for (String role : ROLES) {
            String line = lines.get(++at);
            if (!line.startsWith(role + " ")) {
                throw new IllegalStateException(FILE + ", question " + id + ": '" + line + "' instead of " + role);
            }
            String names = line.substring(ROLE);
            methods.put(role, names.equals(NONE) ? List.of() : List.of(names.split(", ", -1)));
        }
        return methods;
    }

    /** An answer with a last part that says where in the code it is. */
    public static Answer appendedTo(Answer answer) {
        List<List<List<Inline>>> rows = new ArrayList<>();
        of(answer.id()).forEach((role, methods) -> rows.add(List.of(List.of(new Text(role)), names(methods))));
        List<Block> blocks = new ArrayList<>(answer.blocks());
        blocks.add(new Heading(List.of(new Text("In the code"))));
        blocks.add(new Table(List.of(List.of(new Text("what")), List.of(new Text("class and method"))), rows));
        return new Answer(
                answer.id(), answer.question(), blocks, answer.points(), answer.alsoRight(), answer.mistakes());
    }

    private static List<Inline> names(List<String> methods) {
        return methods.isEmpty()
                ? List.of(new Text("—"))
                : methods.stream()
                        .flatMap(name -> Stream.<Inline>of(new Text(", "), new Code(name)))
                        .skip(1)
                        .toList();
    }

    private static List<String> lines() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(InTheCode.class.getResourceAsStream(FILE), FILE), StandardCharsets.UTF_8))) {
            return in.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }
}
