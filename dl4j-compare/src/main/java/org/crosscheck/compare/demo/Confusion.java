package org.crosscheck.compare.demo;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.crosscheck.compare.demo.learn.Scores;
import org.crosscheck.compare.pages.PlotAxis;
import org.crosscheck.compare.pages.Plots.Frame;

/**
 * How many images of each class an engine took for which.
 *
 * @param cells a row for each class; mistakes alone, since the diagonal would leave no shade for them
 */
record Confusion(Frame frame, double[][] cells) {

    static Confusion of(String engine, Scores scores, List<String> classes) {
        int m = classes.size();
        double[][] cells = new double[m][m];
        for (int actual = 0; actual < m; actual++) {
            cells[actual] = Arrays.stream(scores.confusion()[actual])
                    .limit(m)
                    .asDoubleStream()
                    .toArray();
            cells[actual][actual] = 0;
        }
        int wrong = IntStream.range(0, m)
                .map(k -> (int) Arrays.stream(cells[k]).sum())
                .sum();
        Frame frame = Frame.of(
                "Confusion, " + engine,
                "The " + wrong + " mistakes; the diagonal, " + (scores.y().length - wrong) + ", is left out.",
                PlotAxis.categories("taken for", classes),
                PlotAxis.categories("class", classes));
        return new Confusion(frame, cells);
    }
}
