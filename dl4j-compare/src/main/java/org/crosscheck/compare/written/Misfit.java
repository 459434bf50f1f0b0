package org.crosscheck.compare.written;

import java.util.function.Supplier;

/** Types that do not fit: said in the homework's letters, when it is asked for. */
final class Misfit extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String kind;
    private final transient Supplier<String> why;

    Misfit(String why) {
        this("dimension", () -> why);
    }

    Misfit(Supplier<String> why) {
        this("dimension", why);
    }

    /**
     * @param kind dimension, index
     */
    Misfit(String kind, Supplier<String> why) {
        super(null, null, false, false);
        this.kind = kind;
        this.why = why;
    }

    @Override
    public String getMessage() {
        return why.get();
    }

    String kind() {
        return kind;
    }
}
