package org.crosscheck.compare.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.crosscheck.compare.grade.Work;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.formats.Npz;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Which submissions a run of grade is about: those that are named, and those of a folder. */
final class GivenSubmissions {

    private final CommandSpec spec;
    private final ProgressLine progress;
    private boolean isMissing;

    GivenSubmissions(CommandSpec spec, ProgressLine progress) {
        this.spec = spec;
        this.progress = progress;
    }

    /** Whether a file that was named is not there. */
    boolean isMissing() {
        return isMissing;
    }

    /** Their paths; what is none is told of. Throws {@link ParameterException} if there is none at all. */
    List<Path> paths(List<Path> answers, Path folder) throws IOException, InputException {
        List<Path> paths = new ArrayList<>();
        for (Path named : answers) {
            if (Files.exists(named, LinkOption.NOFOLLOW_LINKS)) {
                paths.add(named);
            } else if (answers.size() == 1 && folder == null) {
                throw new InputException(named.toString(), "ANSWERS", "a file or folder", "nothing with this name");
            } else {
                isMissing = true;
                progress.say("crosscheck: " + named + ": nothing with this name");
            }
        }
        if (folder != null) {
            List<Path> inside;
            try (Stream<Path> entries = Files.list(folder)) {
                inside = entries.filter(path -> !path.getFileName().toString().startsWith("."))
                        .sorted()
                        .toList();
            }
            List<String> skipped = new ArrayList<>();
            inside.forEach(path -> {
                if (isSubmission(path)) {
                    paths.add(path);
                } else {
                    skipped.add(path.getFileName().toString());
                }
            });
            if (!skipped.isEmpty()) {
                progress.say("skipped, no submission: " + String.join(", ", skipped));
            }
        }
        if (paths.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "no submission is given: name files, or --all-in DIR");
        }
        return paths;
    }

    /** Submissions by the names under which they are marked. */
    List<Work> works(Stream<Path> paths) throws InputException {
        List<Work> works = Work.of(paths.toList());
        works.stream()
                .filter(Work::isRenamed)
                .forEach(work -> progress.say("note: " + work.file() + " is called " + work.name()
                        + " here: another submission would have the same name"));
        return works;
    }

    /** Folders, and files of the kinds that answers come in; not what systems add on their own. */
    private static boolean isSubmission(Path path) {
        String name = path.getFileName().toString();
        return !Npz.isDebris(name)
                && (Files.isDirectory(path) || name.toLowerCase(Locale.ROOT).matches(".*\\.(npz|json|zip|tex)"));
    }
}
