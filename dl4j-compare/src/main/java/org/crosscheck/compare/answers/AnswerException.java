package org.crosscheck.compare.answers;

/** The text of an answer breaks the format: says in which file, on which line, and why. */
public final class AnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;

    AnswerException(String file, int line, String why) {
        super(file + ":" + line + ": " + why);
        this.file = file;
        this.line = line;
    }

    public String file() {
        return file;
    }

    /** The line, from 1. */
    public int line() {
        return line;
    }
}
