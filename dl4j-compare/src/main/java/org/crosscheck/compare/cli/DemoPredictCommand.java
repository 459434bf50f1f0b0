package org.crosscheck.compare.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
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
            "Classifies PNG files with trained weights, by both engines, and holds their probabilities against each"
                    + " other.",
            "A picture of any size will do: where it is not like the images of the training, its ink is scaled and"
                    + " centred as theirs was, and a note says so. Dark ink on light or transparent ground is taken as"
                    + " light on dark."
        },
        footer = {
            "",
            "Examples:",
            "  ./crosscheck demo predict digit.png    by both built-in models",
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
        try (ProgressLine progress = new ProgressLine(
                spec.commandLine().getErr(), spec.usageMessage().width())) {
            return call(progress);
        }
    }

    private int call(ProgressLine progress) throws IOException, InputException {
        if (images.stream().noneMatch(Files::exists)) {
            // Said before anything that takes time.
            throw new InputException(images.get(0).toString(), "IMAGE.png", "a file", "nothing with this name");
        }
        progress.show("starting Deeplearning4j ...");
        List<ModelFile> models = new ArrayList<>();
        if (source.equals(BUILTIN)) {
            models.add(ModelFile.builtin(Model.MLP));
            models.add(ModelFile.builtin(Model.CNN));
        } else {
            models.add(ModelFile.read(Path.of(source)));
        }
        String fault = BlasCheck.fault();
        if (fault != null) {
            progress.say("crosscheck: this machine's BLAS multiplies wrongly: " + fault);
            return Main.OWN_FAULT;
        }
        PrintWriter out = spec.commandLine().getOut();
        boolean agree = true;
        boolean all = true;
        for (Path image : images) {
            StringBuilder table = new StringBuilder(Main.printable(image.toString())).append(System.lineSeparator());
            table.append(PredictionTable.head(models));
            Set<String> notes = new LinkedHashSet<>(); // several networks may have the same of one picture
            try {
                for (ModelFile model : models) {
                    Prediction prediction = Prediction.of(model, image, notes::add);
                    agree &= prediction.agreement().agrees();
                    table.append(PredictionTable.of(model, prediction));
                }
                progress.clear();
                notes.forEach(progress::say);
                out.print(table);
                out.flush();
            } catch (IOException | InputException e) {
                all = false; // the others are wanted all the same
                progress.say("crosscheck: " + Main.message(e));
            }
        }
        return !all ? Main.BAD_INPUT : agree ? Main.AGREES : Main.DISAGREES;
    }
}
