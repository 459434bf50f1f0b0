package org.crosscheck.compare.written;

import java.util.function.Supplier;

/** What is not understood, although it could be read. */
final class Unclear extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Supplier<String> why;

    Unclear(String why) {
        this(() -> why);
    }

    Unclear(Supplier<String> why) {
        super(null, null, false, false);
        this.why = why;
    }

    @Override
    public String getMessage() {
        return why.get();
    }
}
