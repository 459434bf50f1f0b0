package org.crosscheck.compare.text;

/**
 * Input that is well-formed as a file but cannot be used: says in which file and where, what was expected and what was
 * found.
 */
public final class InputException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param file the file, or what stands in its place
     * @param place the array or option
     * @param expected what would have been right
     * @param found what was there
     */
    public InputException(String file, String place, String expected, String found) {
        super(file + ": " + place + ": expected " + expected + ", found " + found);
    }
}
