package org.crosscheck.compare.text;

/** Input that is well-formed as a file but cannot be used: says in which file, at which place, what was expected. */
public final class InputException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param file the file, or what was given instead of one
     * @param place the array or option
     * @param expected what would have been right
     * @param found what was there
     */
    public InputException(String file, String place, String expected, String found) {
        super(file + ": " + place + ": expected " + expected + ", found " + found);
    }
}
