package org.crosscheck.compare.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.demo.learn.Settings;
import org.crosscheck.compare.demo.learn.TrainingImages;
import org.crosscheck.compare.pages.Plots.Frame;
import org.crosscheck.compare.pages.PngPlots;

/** What the page of a run shows, as PNG files for slides and papers. */
final class PngFiles {

    private PngFiles() {}

    /** All files of a run, by name. */
    static Map<String, byte[]> of(DemoRun run) {
        Settings settings = run.checkpoint().settings();
        String what = ", " + settings.model() + " on " + settings.data();
        List<String> classes = run.data().classes();
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Curves curves : Curves.of(settings, run.checkpoint().journal())) {
            if (!curves.file().isEmpty()) {
                PngPlots.line(titled(curves.frame(), what), curves.lines())
                        .ifPresent(png -> files.put(curves.file() + ".png", png));
            }
        }
        String engine = settings.engines().get(0);
        Confusion confusion = Confusion.of(engine, run.scores().get(engine), classes);
        files.put("confusion.png", PngPlots.heatMap(titled(confusion.frame(), what), confusion.cells()));
        TrainingImages test = TrainingImages.of(settings.model(), run.data().test());
        List<Pictures.Cell> mistakes = Pictures.mistakes(test, run.scores().get(engine), classes, 40);
        if (!mistakes.isEmpty()) {
            files.put("mistakes.png", Pictures.png(Pictures.grid(mistakes, 8, 4, false)));
        }
        run.learned(test).forEach((name, image) -> files.put(name + ".png", Pictures.png(image)));
        return files;
    }

    /** A file stands by itself and has to say what was trained. */
    private static Frame titled(Frame frame, String what) {
        return Frame.of(frame.title() + what, frame.description(), frame.x(), frame.y());
    }
}
