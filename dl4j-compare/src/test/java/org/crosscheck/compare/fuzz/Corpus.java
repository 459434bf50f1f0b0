package org.crosscheck.compare.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The inputs that are kept: for each target a folder of files that once reached code which no others reached, or failed. */
final class Corpus {

    private static final Path ALL = Path.of("src", "test", "fuzz");

    private Corpus() {}

    /** The folder of a target; there need not be one. */
    static Path folder(Target target) {
        return ALL.resolve(target.toString());
    }

    static List<Path> files(Target target) throws IOException {
        Path folder = folder(target);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
