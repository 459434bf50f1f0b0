package org.crosscheck.compare.text;

/**
 * Input that is well-formed as a file but cannot be used: says in which file and where, what was expected and what was
 * found.
 */
public final class InputException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What somebody put into a file may be that whole file: a message shows the beginning. */
    private static final int LONGEST_PART = 240;

    /**
     * @param file the file, or what was given instead of one
     * @param place the place in it
     * @param expected what would have been right
     * @param found what was there
     */
    public InputException(String file, String place, String expected, String found) {
        this(file + ": " + shortened(place), expected, found);
    }

    /**
     * @param place an option, or what else has no places in it
     * @param expected what would have been right
     * @param found what was there
     */
    public InputException(String place, String expected, String found) {
        super(place + ": expected " + expected + ", found " + shortened(found));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_PART ? text : text.substring(0, LONGEST_PART) + " ...";
    }
}
