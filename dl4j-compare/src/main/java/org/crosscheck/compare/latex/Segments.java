package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes a text with formulas in it apart: words, and formulas between dollars or in environments. */
final class Segments {

    private static final Set<String> DISPLAYS =
            Set.of("equation", "align", "alignat", "flalign", "gather", "multline", "eqnarray", "displaymath", "math");

    private static final Set<String> TABLES = Set.of("tabular", "tabularx", "longtable");

    /** Words, a formula's lexemes, on lines of its own or not, or those of a table; two of them are null. */
    record Segment(String words, List<Lexeme> formula, boolean display, List<Lexeme> table) {}

    private final List<Lexeme> lexemes;
    private final List<Segment> segments = new ArrayList<>();
    private final StringBuilder words = new StringBuilder();
    private int at;

    private Segments(List<Lexeme> lexemes) {
        this.lexemes = lexemes;
    }

    /** The segments in their order. A text without any sign of mathematics between delimiters is one formula. */
    static List<Segment> of(List<Lexeme> lexemes) {
        if (!delimited(lexemes)) {
            return List.of(new Segment(null, lexemes, true, null));
        }
        Segments segments = new Segments(lexemes);
        while (segments.at < lexemes.size()) {
            segments.next();
        }
        segments.flush();
        return segments.segments;
    }

    private static boolean delimited(List<Lexeme> lexemes) {
        int depth = 0;
        for (int i = 0; i < lexemes.size(); i++) {
            Lexeme lexeme = lexemes.get(i);
            depth += lexeme.kind() == Lexeme.Kind.OPEN ? 1 : lexeme.kind() == Lexeme.Kind.CLOSE ? -1 : 0;
            boolean math = (lexeme.kind() == Lexeme.Kind.MATH && depth == 0) || lexeme.is("(") || lexeme.is("[");
            String name = lexeme.is("begin") ? environment(lexemes, i + 1) : "";
            if (math || DISPLAYS.contains(name) || TABLES.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** The name of the environment whose brace stands at a place, without a star. */
    private static String environment(List<Lexeme> lexemes, int from) {
        StringBuilder name = new StringBuilder();
        for (int i = from; i < lexemes.size() && lexemes.get(i).kind() != Lexeme.Kind.CLOSE; i++) {
            Lexeme lexeme = lexemes.get(i);
            boolean part = lexeme.kind() == Lexeme.Kind.LETTER;
            name.append(part ? lexeme.text() : "");
        }
        return name.toString();
    }

    private void next() {
        Lexeme lexeme = lexemes.get(at);
        if (lexeme.kind() == Lexeme.Kind.MATH) {
            boolean display = at + 1 < lexemes.size() && lexemes.get(at + 1).kind() == Lexeme.Kind.MATH;
            dollars(display ? 2 : 1);
        } else if (lexeme.is("(")) {
            until(")");
        } else if (lexeme.is("[")) {
            until("]");
        } else if (lexeme.is("begin") && DISPLAYS.contains(environment(lexemes, at + 1))) {
            environment();
        } else if (lexeme.is("begin") && TABLES.contains(environment(lexemes, at + 1))) {
            table();
        } else {
            boolean command = lexeme.kind() == Lexeme.Kind.COMMAND;
            words.append(command ? " " : lexeme.text());
            at++;
        }
    }

    private void dollars(int count) {
        int start = at;
        at += count;
        int from = at;
        int depth = 0;
        while (at < lexemes.size()) {
            Lexeme lexeme = lexemes.get(at);
            depth += lexeme.kind() == Lexeme.Kind.OPEN ? 1 : lexeme.kind() == Lexeme.Kind.CLOSE ? -1 : 0;
            if (lexeme.kind() == Lexeme.Kind.MATH && (depth <= 0 || !insideText(from))) {
                formula(from, at, count == 2);
                at += Math.min(count, lexemes.size() - at);
                return;
            }
            at++;
        }
        throw new LatexException(lexemes.get(start).at(), "a dollar without its partner");
    }

    /** Whether some text command began since a place: dollars in its braces belong to it. */
    private boolean insideText(int from) {
        return lexemes.subList(from, at).stream().anyMatch(l -> l.is("text") || l.is("mbox") || l.is("textrm"));
    }

    private void until(String close) {
        int start = at++;
        int from = at;
        while (at < lexemes.size() && !lexemes.get(at).is(close)) {
            at++;
        }
        if (at == lexemes.size()) {
            throw new LatexException(
                    lexemes.get(start).at(), "\\" + lexemes.get(start).text() + " is not closed");
        }
        formula(from, at++, close.equals("]"));
    }

    private void environment() {
        int start = at;
        String name = environment(lexemes, at + 1);
        for (at++; at < lexemes.size(); at++) {
            if (lexemes.get(at).is("end") && environment(lexemes, at + 1).equals(name)) {
                while (at < lexemes.size() && lexemes.get(at).kind() != Lexeme.Kind.CLOSE) {
                    at++;
                }
                formula(start, Math.min(++at, lexemes.size()), true);
                return;
            }
        }
        throw new LatexException(lexemes.get(start).at(), "\\begin{" + name + "} is not closed");
    }

    /** A table without its begin, its columns' alignment and its end. */
    private void table() {
        int start = at;
        while (at < lexemes.size() && !lexemes.get(at).is("end")) {
            at++;
        }
        if (at == lexemes.size()) {
            throw new LatexException(lexemes.get(start).at(), "a table that is not closed");
        }
        int from = start + 1;
        for (int depth = 0; from < at; from++) { // {tabular}{c|c}
            Lexeme lexeme = lexemes.get(from);
            depth += lexeme.kind() == Lexeme.Kind.OPEN ? 1 : lexeme.kind() == Lexeme.Kind.CLOSE ? -1 : 0;
            boolean goesOn = from + 1 < at && lexemes.get(from + 1).kind() == Lexeme.Kind.OPEN;
            if (depth == 0 && lexeme.kind() == Lexeme.Kind.CLOSE && !goesOn) {
                from++;
                break;
            }
        }
        flush();
        segments.add(new Segment(null, null, true, List.copyOf(lexemes.subList(from, at))));
        while (at < lexemes.size() && lexemes.get(at).kind() != Lexeme.Kind.CLOSE) {
            at++;
        }
        at = Math.min(at + 1, lexemes.size());
    }

    private void formula(int from, int to, boolean display) {
        flush();
        segments.add(new Segment(null, List.copyOf(lexemes.subList(from, to)), display, null));
    }

    private void flush() {
        if (!words.toString().isBlank()) {
            segments.add(new Segment(words.toString(), null, false, null));
        }
        words.setLength(0);
    }
}
