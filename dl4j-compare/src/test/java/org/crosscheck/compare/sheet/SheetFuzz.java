package org.crosscheck.compare.sheet;

import java.util.Map;
import java.util.TreeMap;
import org.crosscheck.datasets.formats.FormatException;

/** Homeworks for the fuzzer: from bytes, since a file for each would take most of the time. */
public final class SheetFuzz {

    private static final String MAIN = "main.tex";

    private static final int MOST = 10;

    private SheetFuzz() {}

    /**
     * What {@link Sheet#read} makes of a folder.
     *
     * @param files main.tex, and behind form feeds 1.tex, 2.tex and so on, which it may input
     */
    public static void read(String files) {
        Map<String, String> byName = new TreeMap<>();
        for (String file : files.split("\f", MOST)) {
            byName.put(byName.isEmpty() ? MAIN : byName.size() + ".tex", file);
        }
        try {
            Sheet.of(TexFiles.text(byName, MAIN, byName.size() > 1))
                    .answers()
                    .values()
                    .forEach(Sheet.Answered::whole);
        } catch (FormatException e) {
            TexFiles.said(e);
        }
    }
}
