package org.crosscheck.compare.written;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

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
 * @param checked what was judged of each statement on a line of its own
 * @param correction the first false equality with the one change that makes it true, in LaTeX; empty if none is found.
 *     It is looked for when it is asked for, by the judge, whose thread this must be
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
        List<Checked> checked,
        Supplier<String> correction,
        String meaning) {

    /** With nothing that tells it from others but what is understood. */
    public AnswerVerdict(
            String verdict,
            Integer step,
            Map<String, String> parts,
            List<String> findings,
            String message,
            String normal,
            int at,
            List<Checked> checked,
            Supplier<String> correction) {
        this(verdict, step, parts, findings, message, normal, at, checked, correction, normal);
    }

    /** The finding where not the answer is at fault but this program. */
    public static final String OWN_FAULT = "own-fault";

    /**
     * A statement on a line of its own.
     *
     * @param at its offset in the answer
     * @param relations how many equalities and other relations it makes
     * @param shown how many of them hold
     */
    public record Checked(int at, int relations, int shown) {}

    /** Without any relation that was judged. */
    AnswerVerdict(
            String verdict,
            Integer step,
            Map<String, String> parts,
            List<String> findings,
            String message,
            String normal,
            int at) {
        this(verdict, step, parts, findings, message, normal, at, List.of(), () -> "");
    }

    static AnswerVerdict unclear(String why, int at) {
        return new AnswerVerdict("unclear", null, Map.of(), List.of(), "Not understood: " + why + ".", "", at);
    }

    /** A fault of this program met while it judged: told as what it is, with its place, so that nobody looks for it in the answer. */
    static AnswerVerdict fault(Throwable e) {
        String place = Arrays.stream(e.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("org.crosscheck"))
                .findFirst()
                .map(frame -> ", " + frame)
                .orElse("");
        String message = "Not judged: a fault of crosscheck, not of the answer (" + e + place + ").";
        return new AnswerVerdict("unclear", null, Map.of(), List.of(OWN_FAULT), message, "", -1);
    }

    /** Whether nothing is said of the answer because this program failed. */
    public boolean isOwnFault() {
        return findings.contains(OWN_FAULT);
    }

    /** How many equalities and other relations on lines of their own were judged. */
    public int relations() {
        return checked.stream().mapToInt(Checked::relations).sum();
    }

    /** How many of them hold. */
    public int shown() {
        return checked.stream().mapToInt(Checked::shown).sum();
    }

    /** The same with another meaning. */
    AnswerVerdict meaning(String other) {
        return new AnswerVerdict(verdict, step, parts, findings, message, normal, at, checked, correction, other);
    }

    /** The same without what only its judge can still find, which may be kept. */
    public AnswerVerdict kept() {
        return new AnswerVerdict(verdict, step, parts, findings, message, normal, at, List.of(), () -> "", meaning);
    }

    public AnswerVerdict {
        findings = List.copyOf(findings);
        checked = List.copyOf(checked);
    }
}
