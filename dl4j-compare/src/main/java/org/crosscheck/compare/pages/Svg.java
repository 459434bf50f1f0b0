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

    /** A mark that shows its value when it is pointed at. */
    Svg mark(String name, String tip, Object... attributes) {
        return start(name, attributes).text("title", tip).end(name);
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
