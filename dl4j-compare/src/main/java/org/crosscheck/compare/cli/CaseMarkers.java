package org.crosscheck.compare.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.crosscheck.compare.grade.Marker;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.Work;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.text.InputException;

/**
 * The markers of cases that are read from files.
 *
 * @param file of the one case, or the folder of the submissions' own
 * @param threads how many submissions are marked at a time
 * @param say is told what is strange about a case
 */
record CaseMarkers(Path file, Rubric rubric, int threads, Consumer<String> say) {

    /** Whether each submission has a case of its own. */
    boolean several() {
        return Files.isDirectory(file);
    }

    /** The marker of the one case. */
    Marker one() throws IOException, InputException {
        return marker(file);
    }

    /** The marker of a submission's own case. */
    Marker own(Work work) throws IOException, InputException {
        Path own = file.resolve(work.stem() + ".npz");
        return marker(Files.exists(own) ? own : file.resolve(work.name() + ".npz"));
    }

    private Marker marker(Path given) throws IOException, InputException {
        Case read = CaseFiles.read(given, say);
        String help = "a smaller case" + (several() && threads > 1 ? ", or --threads 1" : "");
        CaseMemory.GRADE.require(given.toString(), read.sizes(), help, several() ? threads : 1);
        Marker marker = new Marker(read, rubric);
        if (marker.most() == 0) {
            throw new InputException(given.toString(), "case", "arrays for an item that counts", "none");
        }
        marker.warnings().forEach(warning -> say.accept("warning: " + given + ": " + warning));
        return marker;
    }
}
