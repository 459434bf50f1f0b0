package org.crosscheck.compare.written;

import java.util.List;
import java.util.Map;

/**
 * What is said of one written answer.
 *
 * @param verdict right, form, wrong, incomplete, unclear
 * @param step the number of the first false equality, from 1; null where there is none or only one
 * @param parts for each part of the question right, form, wrong, unclear or missing
 * @param findings what explains it, by id
 * @param message one or more sentences for a person
 * @param normal what was understood, in LaTeX
 * @param at the offset of what was not understood, or -1
 * @param relations how many equalities and other relations of its displayed formulas were judged
 * @param shown how many of them hold
 * @param meaning what tells it from other answers with this verdict and these parts and findings: the values of what is false
 */
public record AnswerVerdict(
        String verdict,
        Integer step,
        Map<String, String> parts,
        List<String> findings,
        String message,
        String normal,
        int at,
        int relations,
        int shown,
        String meaning) {

    /** With nothing that tells it from others but what is understood. */
    AnswerVerdict(
            String verdict,
            Integer step,
            Map<String, String> parts,
            List<String> findings,
            String message,
            String normal,
            int at,
            int relations,
            int shown) {
        this(verdict, step, parts, findings, message, normal, at, relations, shown, normal);
    }

    /** Without any relation that was judged. */
    AnswerVerdict(
            String verdict,
            Integer step,
            Map<String, String> parts,
            List<String> findings,
            String message,
            String normal,
            int at) {
        this(verdict, step, parts, findings, message, normal, at, 0, 0);
    }

    public AnswerVerdict {
        findings = List.copyOf(findings);
    }

    /** The same with another meaning. */
    AnswerVerdict meaning(String other) {
        return new AnswerVerdict(verdict, step, parts, findings, message, normal, at, relations, shown, other);
    }
}
