package org.crosscheck.compare.pages;

import java.util.Locale;

/** Writes SVG: elements whose attributes and texts are escaped, numbers with at most two decimals. */
public final class Svg {

    private final StringBuilder out = new StringBuilder();

    /** An element without content: {@code element("rect", "x", 1.5, "class", "s1")}. */
    public Svg element(String name, Object... attributes) {
        start(name, attributes);
        out.setLength(out.length() - 1);
        out.append("/>");
        return this;
    }

    /** An element that contains a text and nothing else. */
    public Svg text(String name, String text, Object... attributes) {
        return start(name, attributes).raw(Page.escape(text)).end(name);
    }

    /** A line of text in a drawing; its class says where it stands from (x, y). */
    public Svg label(String style, double x, double y, String text) {
        return text("text", text, "x", x, "y", y, "class", style);
    }

    public Svg line(String style, double x1, double y1, double x2, double y2) {
        return element("line", "class", style, "x1", x1, "y1", y1, "x2", x2, "y2", y2);
    }

    public Svg path(String style, String d) {
        return element("path", "class", style, "d", d);
    }

    /** A rectangle that shows its tip, if it has one, when it is pointed at. */
    Svg rect(String style, double x, double y, double width, double height, String tip) {
        start("rect", "class", style, "x", x, "y", y, "width", width, "height", height);
        return (tip.isEmpty() ? this : text("title", tip)).end("rect");
    }

    public Svg start(String name, Object... attributes) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            String text = value instanceof Double number ? number(number) : Page.escape(String.valueOf(value));
            out.append(' ').append(attributes[i]).append("=\"").append(text).append('"');
        }
        out.append('>');
        return this;
    }

    public Svg end(String name) {
        out.append("</").append(name).append('>');
        return this;
    }

    /** Text that is SVG already. */
    public Svg raw(String svg) {
        out.append(svg);
        return this;
    }

    boolean hasLinks() {
        return out.indexOf("<a ") >= 0;
    }

    public static String number(double value) {
        long hundredths = Math.round(value * 100);
        return hundredths % 100 == 0
                ? String.valueOf(hundredths / 100)
                : String.format(Locale.ROOT, hundredths % 10 == 0 ? "%.1f" : "%.2f", hundredths / 100.0);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
