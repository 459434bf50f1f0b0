package org.crosscheck.datasets.formats;

import java.util.Objects;
import org.crosscheck.datasets.formats.FormatException.Reason;

/** What is being read, for messages: a file, and inside an archive the entry (null outside). */
public record Source(String file, String entry) {

    public Source {
        Objects.requireNonNull(file, "file");
    }

    public static Source file(String name) {
        return new Source(name, null);
    }

    public Source entry(String name) {
        return new Source(file, name);
    }

    public FormatException error(long offset, Reason reason, String expected, String found) {
        return error("offset " + offset, reason, expected, found);
    }

    public FormatException error(String place, Reason reason, String expected, String found) {
        String where = entry == null ? place : "entry '" + entry + "', " + place;
        return new FormatException(reason, file, where, expected, found);
    }
}
