package org.crosscheck.compare.bench;

import java.io.IOException;

/** What a contender prints, for the fuzzer. */
public final class ContenderFuzz {

    private ContenderFuzz() {}

    /** Reads each line as an answer; one that is none is refused with what was expected and what was found. */
    public static void read(String printed) {
        printed.lines().forEach(line -> {
            try {
                ContenderProcess.numbers("a side", line);
            } catch (IOException e) {
                if (!e.getMessage().contains("expected two numbers, found '")) {
                    throw new AssertionError("does not say what was found", e);
                }
            }
        });
    }
}
