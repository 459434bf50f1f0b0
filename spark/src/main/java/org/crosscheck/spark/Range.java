package org.crosscheck.spark;

import java.io.Serializable;
import java.util.List;
import java.util.stream.LongStream;

/** Numbers, from the first to the one before the end. */
record Range(long from, long end) implements Serializable {

    long size() {
        return end - from;
    }

    /** Its parts: so many of about the same size, or fewer of one number. */
    List<Range> parts(long most) {
        long parts = Math.min(most, size());
        return LongStream.range(0, parts)
                .mapToObj(i -> new Range(from + size() * i / parts, from + size() * (i + 1) / parts))
                .toList();
    }
}
