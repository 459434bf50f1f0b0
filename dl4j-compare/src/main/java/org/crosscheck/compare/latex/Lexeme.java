package org.crosscheck.compare.latex;

/**
 * What TeX takes as one: a command, a letter, a brace.
 *
 * @param text of a command its name without the backslash, else the character
 * @param at the offset in the source; of what a macro has expanded to, the macro's
 */
public record Lexeme(Kind kind, String text, int at) {

    /** TeX's categories, as far as formulas have them. */
    public enum Kind {
        COMMAND,
        LETTER,
        DIGIT,
        OTHER,
        OPEN,
        CLOSE,
        SUPERSCRIPT,
        SUBSCRIPT,
        CELL,
        MATH,
        /** A macro's argument, {@code #1}: its text is the number. */
        ARGUMENT,
        SPACE
    }

    /** Whether it is a command of a name. */
    public boolean is(String command) {
        return kind == Kind.COMMAND && text.equals(command);
    }

    /** Whether it is this character, of any kind but a command. */
    public boolean isCharacter(String character) {
        return kind != Kind.COMMAND && text.equals(character);
    }
}
