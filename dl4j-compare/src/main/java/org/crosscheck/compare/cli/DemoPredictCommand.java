package org.crosscheck.compare.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.crosscheck.compare.demo.ModelFile;
import org.crosscheck.compare.demo.Prediction;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.dl4j.BlasCheck;
import org.crosscheck.compare.text.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Classifies image files with trained weights, by both engines. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = {
            "Classifies PNG files of 28 x 28 (or the size of the training images) with trained weights, by both engines,"
                    + " and compares their probabilities."
        },
        footer = {
            "",
            "Examples:",
            "  ./crosscheck demo predict digit.png                       by both built-in models",
            "  ./crosscheck demo predict --model target/demo-mlp a.png b.png"
        })
final class DemoPredictCommand implements Callable<Integer> {

    private static final String BUILTIN = "builtin";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            defaultValue = BUILTIN,
            description = "the folder of a run, or builtin: an MLP and a CNN trained on MNIST (default)")
    private String source;

    @Parameters(paramLabel = "IMAGE.png", arity = "1..*", description = "images to classify")
    private List<Path> images;

    @Override
    public Integer call() throws IOException, InputException {
        List<ModelFile> models = new ArrayList<>();
        if (source.equals(BUILTIN)) {
            models.add(ModelFile.builtin(Model.MLP));
            models.add(ModelFile.builtin(Model.CNN));
        } else {
            models.add(ModelFile.read(Path.of(source)));
        }
        String fault = BlasCheck.fault();
        if (fault != null) {
            spec.commandLine().getErr().println("crosscheck: this machine's BLAS multiplies wrongly: " + fault);
            return Main.OWN_FAULT;
        }
        boolean agree = true;
        StringBuilder table = new StringBuilder(); // printed once nothing can go wrong any more
        for (Path image : images) {
            table.append(String.format("%s%n  class           ", Main.printable(image.toString())))
                    .append(IntStream.range(0, 10)
                            .mapToObj(k -> "     " + k)
                            .collect(Collectors.joining("", "", System.lineSeparator())));
            for (ModelFile model : models) {
                Prediction prediction = Prediction.of(
                        model, image, note -> spec.commandLine().getErr().println(Main.printable(note)));
                agree &= prediction.agreement().agrees();
                table.append(row(model, "reference", prediction.reference()))
                        .append(row(model, "dl4j", prediction.dl4j()))
                        .append(String.format(
                                Locale.ROOT,
                                "  %s: %d; engines %s, largest difference %.1e, largest difference/bound %.3f%n",
                                model.model().word(),
                                prediction.label(),
                                prediction.agreement().verdict().text(),
                                prediction.agreement().maxAbsDifference(),
                                prediction.agreement().ratio()));
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(table);
        out.flush();
        return agree ? Main.AGREES : Main.DISAGREES;
    }

    private static String row(ModelFile model, String engine, double[] probabilities) {
        String numbers = DoubleStream.of(probabilities)
                .mapToObj(p -> String.format(Locale.ROOT, " %.3f", p))
                .collect(Collectors.joining());
        return String.format("  %s %-9s    %s%n", model.model().word(), engine, numbers);
    }
}
