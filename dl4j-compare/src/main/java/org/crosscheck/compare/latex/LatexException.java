package org.crosscheck.compare.latex;

/** What of a LaTeX text was not understood, and where. */
public final class LatexException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int at;

    /**
     * @param at the offset in the text; -1 where no place can be told
     * @param why what was not understood
     */
    public LatexException(int at, String why) {
        super(why, null, false, false);
        this.at = at;
    }

    /** The offset of the first character that was not understood, or -1. */
    public int at() {
        return at;
    }
}
