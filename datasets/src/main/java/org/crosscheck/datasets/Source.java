package org.crosscheck.datasets;

import java.util.Objects;
import org.crosscheck.datasets.FormatException.Reason;

/** What is being read, for messages: a file, and inside an archive the entry (null outside). */
record Source(String file, String entry) {

    Source {
        Objects.requireNonNull(file, "file");
    }

    static Source file(String name) {
        return new Source(name, null);
    }

    Source entry(String name) {
        return new Source(file, name);
    }

    FormatException error(long offset, Reason reason, String expected, String found) {
        return error("offset " + offset, reason, expected, found);
    }

    FormatException error(String place, Reason reason, String expected, String found) {
        String where = entry == null ? place : "entry '" + entry + "', " + place;
        return new FormatException(reason, file, where, expected, found);
    }
}
