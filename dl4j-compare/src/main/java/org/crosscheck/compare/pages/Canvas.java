package org.crosscheck.compare.pages;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.crosscheck.compare.pages.PlotAxis.Scale;
import org.crosscheck.compare.pages.PlotAxis.Tick;
import org.crosscheck.compare.pages.Plots.Frame;
import org.crosscheck.compare.pages.Plots.Series;

/** A drawing with its axes, grid and legend, on which a plot puts its marks. */
public final class Canvas {

    private static final double WIDTH = 480;
    private static final double WIDE = 980;
    private static final double HEIGHT = 300;
    private static final double LEFT = 62;
    private static final double RIGHT = 14;
    private static final double TOP = 30;
    private static final double BOTTOM = 52;
    private static final double LETTER = 6.8;

    /** The width of a character of a label on a narrow screen, where those of all but wide drawings are largest. */
    static final double LARGEST_LETTER = 9;

    /** The most that a drawing is enlarged. */
    private static final double LARGEST = 1.25;

    final Svg svg = new Svg();
    final Scale x;
    final Scale y;
    private final Frame frame;
    private final List<String> names;
    private final double width;
    private final double height;

    private Canvas(Frame frame, List<String> names, Scale x, Scale y, double width, double height) {
        this.frame = frame;
        this.names = names;
        this.x = x;
        this.y = y;
        this.width = width;
        this.height = height;
    }

    static Canvas of(Frame frame, Series... series) {
        return of(
                frame,
                Stream.of(series).map(Series::name).toList(),
                Stream.of(series).flatMapToDouble(one -> DoubleStream.of(one.x())),
                Stream.of(series).flatMapToDouble(one -> DoubleStream.of(one.y())));
    }

    /** A canvas whose axes are fitted to coordinates; a single name needs no legend. */
    static Canvas of(Frame frame, List<String> names, DoubleStream xs, DoubleStream ys) {
        double width = frame.wide() ? WIDE : WIDTH;
        Canvas canvas = new Canvas(
                frame,
                names,
                frame.x().scale(xs, LEFT, width - RIGHT),
                frame.y().scale(ys, HEIGHT - BOTTOM, TOP),
                width,
                HEIGHT + slanted(frame, width));
        canvas.axes();
        return canvas;
    }

    /** The height that the names of categories need if they do not fit side by side and are therefore slanted. */
    private static double slanted(Frame frame, double width) {
        List<String> names = frame.x().categories();
        int longest = names.stream().mapToInt(String::length).max().orElse(0);
        double room = longest * (frame.wide() ? LETTER : LARGEST_LETTER);
        return room * names.size() <= width - LEFT - RIGHT ? 0 : Math.max(0, 0.71 * room - 6);
    }

    private void axes() {
        double bottom = y.edge();
        double right = x.end();
        for (Tick tick : y.ticks()) {
            double at = y.at(tick.value());
            svg.line("grid", LEFT, at, right, at);
            svg.label("tick end", LEFT - 7, at + 4, tick.text());
        }
        for (Tick tick : x.ticks()) {
            double at = x.at(tick.value());
            svg.line("axis", at, bottom, at, bottom + 4);
            if (slanted(frame, width) > 0) {
                String turn = "rotate(-45 " + Svg.number(at + 4) + " " + Svg.number(bottom + 14) + ")";
                svg.text("text", tick.text(), "x", at + 4, "y", bottom + 14, "class", "tick end", "transform", turn);
            } else {
                svg.label("tick middle", at, bottom + 18, tick.text());
            }
        }
        svg.line("axis", LEFT, bottom, right, bottom);
        svg.label("label middle", (LEFT + right) / 2, height - 12, frame.x().label());
        svg.label("label", 8, 16, frame.y().label());
        if (!Double.isNaN(frame.y().mark())) {
            double at = y.at(frame.y().mark());
            svg.line("rule", LEFT, at, right, at);
            svg.label("tick end", right - 2, at - 5, frame.y().markLabel());
        }
        if (!Double.isNaN(frame.x().mark())) {
            double at = x.at(frame.x().mark());
            svg.line("rule", at, TOP, at, bottom);
            svg.label("tick end", at - 5, TOP + 10, frame.x().markLabel());
        }
    }

    /** The finished figure. */
    public String figure() {
        return figure(frame, names, width, height, svg);
    }

    /** The drawing as a file of its own, with its title, legend and description, in the light colours. */
    String file() {
        double head = 44;
        double foot = 24;
        Svg out = new Svg();
        String box = "0 0 " + Svg.number(width) + " " + Svg.number(head + height + foot);
        out.start("svg", "xmlns", "http://www.w3.org/2000/svg", "viewBox", box, "font-family", "sans-serif");
        out.start("style").raw(Style.drawing()).end("style");
        out.element("rect", "width", "100%", "height", "100%", "fill", Style.colour("surface"));
        out.label("name", 8, 20, frame.title());
        double x = 8;
        for (int s = 0; s < names.size(); s++) {
            out.path("point s" + Plots.colour(s), Plots.shape(s, x + 4, 36));
            out.label("label", x + 13, 40, names.get(s));
            x += 40 + LETTER * names.get(s).length();
        }
        out.start("g", "transform", "translate(0 " + Svg.number(head) + ")")
                .raw(svg.toString())
                .end("g");
        out.label("label", 8, head + height + foot / 2, frame.description());
        return out.end("svg").toString();
    }

    private static void legend(Svg out, List<String> names) {
        out.start("ul", "class", "legend");
        for (int s = 0; s < names.size(); s++) {
            out.start("li").start("svg", "viewBox", "0 0 10 10", "aria-hidden", "true");
            out.path("point s" + Plots.colour(s), Plots.shape(s, 5, 5));
            out.end("svg").raw(Page.escape(names.get(s))).end("li");
        }
        out.end("ul");
    }

    /** An HTML figure around a drawing; to a screen reader, one with links is not a picture but a group. */
    public static String figure(Frame frame, List<String> names, double width, double height, Svg drawing) {
        Svg out = new Svg();
        out.start("figure", "class", frame.wide() ? "plot wide" : "plot");
        out.text("figcaption", frame.title());
        if (names.size() > 1) {
            legend(out, names);
        }
        out.start("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", frame.title());
        out.start(
                "svg",
                "viewBox",
                "0 0 " + Svg.number(width) + " " + Svg.number(height),
                "role",
                drawing.hasLinks() ? "group" : "img",
                "aria-label",
                frame.title() + ". " + frame.description(),
                "style",
                "max-width:" + Math.round(LARGEST * width) + "px");
        out.text("desc", frame.description());
        out.raw(drawing.toString()).end("svg").end("div");
        out.text("p", frame.description(), "class", "note");
        return out.end("figure").toString();
    }
}
