package org.crosscheck.compare.pages;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The style of pages and drawings. The colours have their names and values in style.css, and nowhere else. */
final class Style {

    private static final String PAGE = Page.resource("style.css");
    private static final String DRAWINGS = Page.resource("plots.css");
    private static final Pattern USE = Pattern.compile("var\\(--([a-z0-9-]+)\\)");

    private Style() {}

    /** Of a page: light or dark as its reader has it. */
    static String page() {
        return PAGE + DRAWINGS;
    }

    /**
     * Of a drawing that is a file of its own: the light colours, as values, since not every program knows variables.
     */
    static String drawing() {
        return USE.matcher(DRAWINGS).replaceAll(use -> colour(use.group(1)));
    }

    /** The light colour of a name, such as #2459a9. */
    static String colour(String name) {
        Matcher value = Pattern.compile("--" + name + ": (#[0-9a-f]{6});").matcher(PAGE);
        if (!value.find()) {
            throw new IllegalArgumentException("no colour '" + name + "' in style.css");
        }
        return value.group(1);
    }
}
