import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * PIT's reports as one table by room and class: mutants, those that a test noticed, and their share; then the mutants that none
 * noticed but for those that mutation.md lists as equivalent. Called by mutation.sh with the folders of reports.
 */
public class MutationTable {

    private record Count(int all, int noticed) {
        Count plus(boolean isNoticed) {
            return new Count(all + 1, noticed + (isNoticed ? 1 : 0));
        }
    }

    /** A row of the table of equivalents: `Class.method` | a part of PIT's words | how many | why. */
    private static final Pattern ROW = Pattern.compile("\\| `(\\S+)` \\| ([^|]+) \\| (\\d+) \\|.*");

    public static void main(String[] folders) throws Exception {
        TreeMap<String, Count> classes = new TreeMap<>();
        List<String> unnoticed = new ArrayList<>();
        for (Path report : reports(folders)) {
            String room = report.getParent().getFileName() + " ";
            NodeList mutants = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getElementsByTagName("mutation");
            for (int i = 0; i < mutants.getLength(); i++) {
                Element mutant = (Element) mutants.item(i);
                String name = text(mutant, "mutatedClass").replaceAll(".*\\.|\\$.*", "");
                boolean isNoticed = mutant.getAttribute("detected").equals("true");
                for (String line : List.of(room, room + name)) {
                    classes.put(line, classes.getOrDefault(line, new Count(0, 0)).plus(isNoticed));
                }
                if (!isNoticed) {
                    unnoticed.add(name + "." + text(mutant, "mutatedMethod") + " | " + text(mutant, "description") + " | line "
                            + text(mutant, "lineNumber"));
                }
            }
        }
        classes.forEach(MutationTable::print);
        List<String> unknown = unexplained(unnoticed);
        System.out.printf(
                "%d not noticed, of which %d are listed as equivalent; the others:%n",
                unnoticed.size(), unnoticed.size() - unknown.size());
        unknown.forEach(System.out::println);
    }

    private static List<Path> reports(String[] folders) throws Exception {
        List<Path> reports = new ArrayList<>();
        for (String folder : folders) {
            if (!Files.isDirectory(Path.of(folder))) {
                continue; // no room of this module was run
            }
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(file -> file.endsWith("mutations.xml")).forEach(reports::add);
            }
        }
        return reports;
    }

    private static String text(Element mutant, String name) {
        return mutant.getElementsByTagName(name).item(0).getTextContent();
    }

    private static void print(String name, Count count) {
        System.out.printf("%-40s %5d of %5d  %5.1f%%%n", name, count.noticed, count.all, 100.0 * count.noticed / count.all);
    }

    /** Those that no row lists; a row stands for as many as it says. */
    private static List<String> unexplained(List<String> unnoticed) throws Exception {
        List<String> left = new ArrayList<>(unnoticed);
        left.sort(null);
        for (String line : Files.readAllLines(Path.of("docs", "mutation.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                String[] words = row.group(2).strip().split(" or ");
                for (int n = Integer.parseInt(row.group(3)); n > 0; n--) {
                    left.stream()
                            .filter(mutant -> mutant.startsWith(row.group(1) + " | "))
                            .filter(mutant -> Arrays.stream(words).anyMatch(mutant::contains))
                            .findFirst()
                            .ifPresent(left::remove);
                }
            }
        }
        return left;
    }
}
