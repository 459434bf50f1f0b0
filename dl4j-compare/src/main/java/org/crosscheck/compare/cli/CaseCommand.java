package org.crosscheck.compare.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.crosscheck.compare.grade.CasePower;
import org.crosscheck.compare.grade.StudentSeed;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFactory;
import org.crosscheck.compare.homework.CaseFactory.Plan;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.compare.text.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Writes a case from a seed. */
@Command(
        name = "case",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a case: seeded weights and inputs. The same seed and sizes give the same bytes.",
            "With --d 784 the inputs are MNIST test digits; with --m 10, too, their labels are the classes.",
            "A case that cannot tell a known mistake from the right answer (one example, a sign that never shows) is"
                    + " refused: 'grade' would give it full marks. --power shows which mistakes a case catches."
        },
        footer = {
            "",
            "Examples:",
            "  ./crosscheck case --seed 7 my.npz",
            "  ./crosscheck case --seed 7 --d 5 --dh 4 --m 3 --n 7 --groups mlp small.npz",
            "  ./crosscheck case --student alice --secret-file secret.txt alice.npz",
            "      a case of her own",
            "  ./crosscheck case --power my.npz"
        })
final class CaseCommand implements Callable<Integer> {

    /** How many cases are tried for a student: a small one may be blind by bad luck. */
    private static final int ATTEMPTS = 100;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "what the numbers are made from (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--d",
            paramLabel = "N",
            defaultValue = "784",
            description = "inputs of the MLP (default: ${DEFAULT-VALUE})")
    private int d;

    @Option(
            names = "--dh",
            paramLabel = "N",
            defaultValue = "128",
            description = "hidden neurons (default: ${DEFAULT-VALUE})")
    private int dh;

    @Option(names = "--m", paramLabel = "N", defaultValue = "10", description = "classes (default: ${DEFAULT-VALUE})")
    private int m;

    @Option(
            names = "--n",
            paramLabel = "N",
            defaultValue = "8",
            description = "examples of the MLP (default: ${DEFAULT-VALUE})")
    private int n;

    @Option(
            names = "--images",
            paramLabel = "N",
            defaultValue = "2",
            description = "images of the CNN (default: ${DEFAULT-VALUE})")
    private int images;

    @Option(
            names = "--groups",
            paramLabel = "NAMES",
            split = ",",
            hideParamSyntax = true,
            defaultValue = "mlp,cnn,functions",
            description = "which arrays, of mlp, cnn and functions (default: all)")
    private EnumSet<Group> groups;

    @Option(
            names = "--student",
            paramLabel = "ID",
            description = "a seed for this student alone, made from the id and a secret")
    private String student;

    @Option(names = "--secret-file", paramLabel = "FILE", description = "the secret for --student, at least 16 bytes")
    private Path secret;

    @Option(names = "--weak", description = "write the case even if it is blind to some mistakes")
    private boolean weak;

    @Option(
            names = "--power",
            paramLabel = "FILE",
            description = "show which mistakes a case catches, and write nothing")
    private Path judged;

    @Parameters(paramLabel = "OUT.npz", arity = "0..1", description = "the file to write")
    private Path file;

    @Override
    public Integer call() throws IOException, InputException {
        NamedTensors made;
        List<CasePower> table;
        try (ProgressLine progress = new ProgressLine(
                spec.commandLine().getErr(), spec.usageMessage().width())) {
            made = judged == null ? write(progress) : null;
            table = judged == null ? List.of() : power(progress);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (made != null) {
            made.tensors().forEach((key, tensor) -> out.printf("%-8s %s%n", key, Quantities.text(tensor.shape())));
            return Main.AGREES;
        }
        out.print(new PowerTable(spec.commandLine().getColorScheme()).render(table));
        out.flush();
        return table.stream().anyMatch(CasePower::isBlind) ? Main.DISAGREES : Main.AGREES;
    }

    private NamedTensors write(ProgressLine progress) throws IOException, InputException {
        if (file == null) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'OUT.npz'");
        }
        if (student == null != (secret == null)
                || (student != null && spec.commandLine().getParseResult().hasMatchedOption("--seed"))) {
            throw new ParameterException(
                    spec.commandLine(), "--student and --secret-file go together, and without --seed");
        }
        require("--d", d, 1 << 20);
        require("--dh", dh, 1 << 20);
        require("--m", m, 1 << 20);
        require("--n", n, 10_000);
        require("--images", images, 1_000);
        if ((long) dh * d + (long) m * dh + (long) n * (d + dh + m) > 1 << 24) {
            throw new InputException("--d, --dh, --m, --n", "at most 2^24 numbers in all", "more");
        }
        if (groups.contains(Group.SHAPES)) {
            throw new InputException("--groups", "mlp, cnn or functions", "shapes");
        }
        Targets.requireFile(file);
        CaseMemory need = weak ? CaseMemory.MAKE : CaseMemory.POWER;
        need.require("--d, --dh, --m, --n, --images", sizes(), weak ? "smaller sizes" : "smaller sizes, or --weak");
        progress.show("making a case that shows every known mistake ...");
        NamedTensors values = make();
        CaseFiles.write(file, values);
        return Case.of(file.toString(), values).values();
    }

    private Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        if (groups.contains(Group.MLP)) {
            sizes.putAll(Map.of("n", n, "d", d, "dh", dh, "m", m));
        }
        if (groups.contains(Group.CNN)) {
            sizes.put("images", images);
        }
        return sizes;
    }

    /** The arrays: of the seed, or of the first seed of the student whose case is not blind. */
    private NamedTensors make() throws IOException, InputException {
        String id = student == null ? null : StudentSeed.id(student, System.getProperty("sun.jnu.encoding", "UTF-8"));
        StudentSeed seeds = student == null ? null : StudentSeed.read(secret);
        List<String> blind = List.of();
        for (int attempt = 0; attempt < (seeds == null ? 1 : ATTEMPTS); attempt++) {
            long number = seeds == null ? seed : seeds.of(id, attempt);
            NamedTensors values = CaseFactory.make(new Plan(number, d, dh, m, n, images, Set.copyOf(groups)));
            blind = weak ? List.of() : CasePower.blind(Case.of(file.toString(), values));
            if (blind.isEmpty()) {
                return values;
            }
        }
        throw new InputException(
                "--seed and sizes",
                "case",
                "one that tells every known mistake from the right answer (--weak writes it all the same)",
                "one blind to " + String.join(", ", blind));
    }

    private List<CasePower> power(ProgressLine progress) throws IOException, InputException {
        Case given = CaseFiles.read(judged, progress::say);
        CaseMemory.POWER.require(judged.toString(), given.sizes(), "a smaller case");
        progress.show("making every known mistake ...");
        return CasePower.table(given);
    }

    private static void require(String option, int value, int most) throws InputException {
        if (!(1 <= value && value <= most)) {
            throw new InputException(option, "1 to " + most, String.valueOf(value));
        }
    }
}
