package org.crosscheck.compare.marking;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The proposed mark of one question of a homework.
 *
 * @param question such as 2m
 * @param verdict right, form, wrong, incomplete, unclear; or missing
 * @param step the number of the first false equality, from 1; null where there is none or only one
 * @param parts for each part right, form, wrong, unclear or missing
 * @param given the points that are proposed for each part
 * @param points their sum, or what an instructor has decided
 * @param most the homework's points for the question
 * @param findings what explains the mistake, by id
 * @param misfit whether dimensions or indices do not fit
 * @param message of the judge, for a person
 * @param normal what was understood, in LaTeX
 * @param latex as it is written
 * @param place where it begins, for people
 * @param toRead why a person must read it; empty if nobody must
 * @param group the id of the group of answers that mean the same; null if there is no answer
 * @param program what the program that was handed in beside it says; null if there is none
 * @param decided whether an instructor has decided of it
 * @param comment of the instructor; empty if there is none
 */
public record WrittenMark(
        String question,
        String verdict,
        Integer step,
        Map<String, String> parts,
        Map<String, Double> given,
        double points,
        double most,
        List<String> findings,
        boolean misfit,
        String message,
        String normal,
        String latex,
        String place,
        List<String> toRead,
        String group,
        String program,
        boolean decided,
        String comment) {

    /** The verdict of a question that is not answered. */
    public static final String MISSING = "missing";

    public WrittenMark {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
        given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
        findings = List.copyOf(findings);
        toRead = List.copyOf(toRead);
    }

    /** Whether a person has still to decide. */
    @JsonIgnore
    public boolean open() {
        return !decided && !toRead.isEmpty();
    }

    /** The same, held against a program. */
    WrittenMark beside(String said) {
        return new WrittenMark(
                question, verdict, step, parts, given, points, most, findings, misfit, message, normal, latex, place,
                toRead, group, said, decided, comment);
    }

    /** The same with what an instructor has decided; the points of the proposal where none are given. */
    WrittenMark decided(Double decision, String said) {
        double now = decision == null ? points : decision;
        return new WrittenMark(
                question,
                verdict,
                step,
                parts,
                given,
                now,
                most,
                findings,
                misfit,
                message,
                normal,
                latex,
                place,
                toRead,
                group,
                program,
                decision != null,
                said);
    }
}
