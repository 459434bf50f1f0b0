package org.crosscheck.compare.grade.mistakes;

import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.rounding.Bounded;

/**
 * One mistake in one step of the homework, and its effect on the quantity.
 *
 * @param name its name within the quantity, such as no-cosine
 * @param quantity the key of what is computed wrongly
 * @param found what was found, in words for a student
 * @param check how to see it by hand
 * @param formula the wrong computation
 */
public record Mistake(String quantity, String name, String found, String check, WrongFormula formula) {

    /** The wrong result with its rounding bound; null where the shapes do not allow the mistake. */
    @FunctionalInterface
    public interface WrongFormula {
        Bounded apply(Inputs in);
    }

    /** The name in tables: {@code grad_ha.no-cosine}. */
    public String id() {
        return quantity + "." + name;
    }

    public Finding finding() {
        return new Finding(id(), found, where(quantity), check);
    }

    /** The place in the homework, such as: question 2m, dL/dh^a. */
    public static String where(String quantity) {
        Quantities.Quantity asked = Quantities.find(quantity).orElseThrow();
        return "question " + asked.question() + ", the array " + quantity + " " + asked.shapeText();
    }
}
