package org.crosscheck.compare.bench.contenders;

/** Which part of a network's work is timed. */
public enum Mode {
    /** Forward, backward and the update, on one minibatch. */
    STEP("training step"),

    /** From x to the probabilities o^s of one minibatch. */
    FORWARD("forward");

    private final String title;

    Mode(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
