package org.crosscheck.compare.cli;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crosscheck.compare.demo.ModelFile;
import org.crosscheck.compare.demo.Prediction;

/** What networks make of a picture: a column for each class where they are few and short, else the most probable ones. */
final class PredictionTable {

    private static final int WIDEST = 5; // of a name that a column of probabilities has room for
    private static final int MOST = 10;
    private static final int PROBABLE = 4;

    private PredictionTable() {}

    /** The head of a table, in which columns are the classes of these networks if they all have the same. */
    static String head(List<ModelFile> models) {
        List<String> classes = models.get(0).classes();
        boolean same = models.stream().allMatch(model -> model.classes().equals(classes));
        return same && columns(classes)
                ? "  class           "
                        + classes.stream()
                                .map(name -> String.format(Locale.ROOT, " %5s", Main.printable(name)))
                                .collect(Collectors.joining())
                        + System.lineSeparator()
                : "";
    }

    private static boolean columns(List<String> classes) {
        return classes.size() <= MOST && classes.stream().allMatch(name -> name.length() <= WIDEST);
    }

    static String of(ModelFile model, Prediction prediction) {
        return row(model, "reference", prediction.reference())
                + row(model, "dl4j", prediction.dl4j())
                + String.format(
                        Locale.ROOT,
                        "  %s: %s; engines %s, largest difference %.1e, %.3f of its bound%n",
                        model.model().word(),
                        Main.printable(model.classes().get(prediction.label())),
                        prediction.agreement().verdict().text(),
                        prediction.agreement().maxAbsDifference(),
                        prediction.agreement().ratio());
    }

    private static String row(ModelFile model, String engine, double[] probabilities) {
        String numbers = columns(model.classes())
                ? Arrays.stream(probabilities)
                        .mapToObj(p -> String.format(Locale.ROOT, " %.3f", p))
                        .collect(Collectors.joining())
                : IntStream.range(0, probabilities.length)
                        .boxed()
                        .sorted(Comparator.<Integer>comparingDouble(k -> -probabilities[k]))
                        .limit(PROBABLE)
                        .<String>map(k -> String.format(
                                Locale.ROOT,
                                " %s %.3f",
                                Main.printable(model.classes().get(k)),
                                probabilities[k]))
                        .collect(Collectors.joining(","));
        return String.format(Locale.ROOT, "  %s %-9s    %s%n", model.model().word(), engine, numbers);
    }
}
