package org.crosscheck.compare.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.function.Function;
import org.crosscheck.compare.demo.Defaults;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.demo.learn.Schedule;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Numbers;
import picocli.CommandLine.Option;

/** The options that the weights of a run depend on; null where the default holds. */
final class DemoOptions {

    private enum Engine {
        REFERENCE,
        DL4J,
        BOTH;

        private List<String> names() {
            return this == BOTH ? List.of("reference", "dl4j") : List.of(name().toLowerCase(Locale.ROOT));
        }
    }

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = "reference, dl4j or both, side by side (default: ${default.engine})")
    private Engine engine;

    @Option(
            names = "--data",
            paramLabel = "NAME",
            description =
                    "mnist (embedded), fashion (Debian's dataset-fashion-mnist), or a folder: with the IDX files of MNIST,"
                            + " QMNIST or EMNIST (DIR/emnist-letters names one of several sets), also below it, with the npz"
                            + " files of Keras or Kuzushiji-MNIST, or with PNG files in a folder for each class"
                            + " (default: ${default.data})")
    private String data;

    @Option(names = "--quick", description = "few epochs, for a first look")
    private boolean quick;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "how often each example is seen (default: ${default.epochs})")
    private Integer epochs;

    @Option(
            names = "--batch",
            paramLabel = "N|all",
            description = "examples per step; all is the homework's 2f (default: ${default.batch})")
    private String batch;

    @Option(
            names = "--hidden",
            paramLabel = "N",
            description = "hidden neurons of the MLP (default: ${default.hidden})")
    private Integer hidden;

    @Option(names = "--lr", paramLabel = "X", description = "initial learning rate (default: ${default.lr})")
    private Double lr;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            description = "how it falls: constant, linear or cosine (default: ${default.schedule})")
    private Schedule schedule;

    @Option(
            names = "--momentum",
            paramLabel = "X",
            description = "Nesterov's; 0 is plain gradient descent (default: ${default.momentum})")
    private Double momentum;

    @Option(names = "--decay", paramLabel = "X", description = "weight decay (default: ${default.decay})")
    private Double decay;

    @Option(
            names = "--average",
            paramLabel = "X",
            description =
                    "what the running average of the weights keeps at each step; 0: none (default: ${default.average})")
    private Double average;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "of the first weights and the order of the examples (default: ${default.seed})")
    private Long seed;

    @Option(names = "--held-out", description = "test on the last sixth of the training set, which is not trained on")
    private boolean heldOut;

    @Option(
            names = "--resync",
            description = "with both engines: start each step from the same weights, and check it against its bound")
    private boolean resync;

    /** The default of each option that has one, for the help: of a full run, then of {@code --quick} or all examples at once. */
    static ResourceBundle defaults(Model model) {
        Settings full = Defaults.of(model, false, false);
        Settings quick = Defaults.of(model, true, false);
        Settings all = Defaults.of(model, false, true);
        return new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                return new Object[][] {
                    {"default.engine", String.join(" and ", full.engines())},
                    {"default.data", full.data()},
                    {"default.epochs", text(s -> "" + s.epochs())},
                    {"default.batch", "" + full.batch()},
                    {"default.hidden", text(s -> model == Model.CNN ? "it has none" : "" + s.hidden())},
                    {"default.lr", text(s -> Numbers.plain(s.lr()))},
                    {"default.schedule", text(s -> s.schedule().name().toLowerCase(Locale.ROOT))},
                    {"default.momentum", text(s -> Numbers.plain(s.momentum()))},
                    {"default.decay", text(s -> Numbers.plain(s.decay()))},
                    {"default.average", text(s -> Numbers.plain(s.average()))},
                    {"default.seed", "" + full.seed()}
                };
            }

            private String text(Function<Settings, String> of) {
                String text = of.apply(full);
                String brief = of.apply(quick);
                String whole = of.apply(all);
                return text
                        + (brief.equals(text) ? "" : ", " + brief + " with --quick")
                        + (whole.equals(text) ? "" : ", " + whole + " with --batch all");
            }
        };
    }

    /** The settings of a new run. */
    Settings settings(Model model) throws InputException {
        Settings d = Defaults.of(model, quick, "all".equals(batch));
        if (model == Model.CNN && hidden != null) {
            throw new InputException("--hidden", "network", "mlp", "cnn, which has no such layer");
        }
        if (resync && engine != Engine.BOTH) {
            throw new InputException("--resync", "--engine", "both", engine == null ? "reference" : "" + engine);
        }
        Settings settings = new Settings(
                model,
                engine == null ? d.engines() : engine.names(),
                data == null ? d.data() : data,
                heldOut,
                seed == null ? d.seed() : seed,
                hidden == null ? d.hidden() : hidden,
                epochs == null ? d.epochs() : epochs,
                batch == null ? d.batch() : batchSize(),
                schedule == null ? d.schedule() : schedule,
                lr == null ? d.lr() : lr,
                momentum == null ? d.momentum() : momentum,
                decay == null ? d.decay() : decay,
                average == null ? d.average() : average,
                resync);
        require(settings.fault());
        return settings;
    }

    /** Throws unless the given options are those that the resumed run was started with. */
    void requireSame(String folder, Model model, Settings settings) throws InputException {
        if (settings.model() != model) {
            throw new InputException(
                    folder,
                    "checkpoint",
                    "one of demo " + model.word(),
                    "one of demo " + settings.model().word());
        }
        Map<String, Object[]> given = new LinkedHashMap<>();
        given.put("--engine", new Object[] {engine == null ? null : engine.names(), settings.engines()});
        given.put("--data", new Object[] {data, settings.data()});
        given.put("--epochs", new Object[] {epochs, settings.epochs()});
        given.put("--batch", new Object[] {batch == null ? null : batchSize(), settings.batch()});
        given.put("--hidden", new Object[] {hidden, settings.hidden()});
        given.put("--lr", new Object[] {lr, settings.lr()});
        given.put("--schedule", new Object[] {schedule, settings.schedule()});
        given.put("--momentum", new Object[] {momentum, settings.momentum()});
        given.put("--decay", new Object[] {decay, settings.decay()});
        given.put("--average", new Object[] {average, settings.average()});
        given.put("--seed", new Object[] {seed, settings.seed()});
        given.put("--held-out", new Object[] {heldOut ? true : null, settings.heldOut()});
        given.put("--resync", new Object[] {resync ? true : null, settings.resync()});
        for (Map.Entry<String, Object[]> option : given.entrySet()) {
            Object[] pair = option.getValue();
            if (pair[0] != null && !Objects.equals(pair[0], pair[1])) {
                throw new InputException(
                        folder, option.getKey(), "" + pair[1] + ", as when the run began", "" + pair[0]);
            }
        }
    }

    private int batchSize() throws InputException {
        if (batch.equals("all")) {
            return 0;
        }
        try {
            int size = Integer.parseInt(batch);
            require(Settings.Fault.of("batch", size, 1, 1 << 16));
            return size;
        } catch (NumberFormatException e) {
            throw new InputException("--batch", "a number or all", "'" + batch + "'");
        }
    }

    /** Throws if there is a fault. */
    static void require(Settings.Fault fault) throws InputException {
        if (fault != null) {
            throw new InputException("--" + fault.setting(), fault.expected(), fault.found());
        }
    }
}
