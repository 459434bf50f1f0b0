package org.crosscheck.compare.sheet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The macros that a homework defines, each found anywhere in it. An answer is judged with those that it uses, so that a
 * strange one costs nothing but the answers with it.
 */
final class Definitions {

    private static final Pattern COMMAND =
            Pattern.compile("\\\\(newcommand|renewcommand|providecommand|DeclareRobustCommand|DeclareMathOperator"
                    + "|DeclarePairedDelimiter|NewDocumentCommand|RenewDocumentCommand|def|let)(?![A-Za-z])\\*?");
    private static final Pattern NAME = Pattern.compile("\\s*(?:\\{\\s*\\\\([A-Za-z]+)\\s*}|\\\\([A-Za-z]+))\\s*");
    private static final Pattern OPTIONAL = Pattern.compile("\\s*\\[([^\\[\\]]*)]");
    private static final Pattern PARAMETERS = Pattern.compile("\\s*((?:#\\d)*)\\s*");
    private static final Pattern MEANT = Pattern.compile("\\s*=?\\s*(\\\\[A-Za-z]+|\\S)");
    private static final Pattern USED = Pattern.compile("\\\\([A-Za-z]+)");

    /** What the package physics and its like define, for homeworks that load them. */
    private static final Map<String, String> PACKAGES = Map.of(
            "physics",
            "\\newcommand{\\pdv}[2]{\\frac{\\partial #1}{\\partial #2}}\\newcommand{\\dv}[2]{\\frac{d #1}{d #2}}"
                    + "\\newcommand{\\norm}[1]{\\lVert #1 \\rVert}\\newcommand{\\abs}[1]{|#1|}"
                    + "\\newcommand{\\vb}[1]{\\mathbf{#1}}\\newcommand{\\qty}[1]{(#1)}\\newcommand{\\grad}{\\nabla}"
                    + "\\newcommand{\\dd}{d}\\newcommand{\\vdot}{\\cdot}");

    /** One definition as LaTeX that the reader of formulas knows. */
    private record Definition(String name, int start, int end, String latex, String body) {}

    private static final int MOST = 2_000;
    private static final int MOST_BROKEN = 100;

    private final List<Definition> all = new ArrayList<>();

    /** Finds the definitions in a text. */
    Definitions(String text) {
        PACKAGES.forEach((name, latex) -> {
            if (Pattern.compile("\\\\usepackage\\s*(\\[[^\\[\\]]*])?\\s*\\{[^{}]*\\b" + name + "\\b[^{}]*}")
                    .matcher(text)
                    .find()) {
                new Definitions(latex).all.forEach(d -> all.add(new Definition(d.name, 0, 0, d.latex, d.body)));
            }
        });
        Matcher command = COMMAND.matcher(text);
        int from = 0;
        int broken = 0;
        while (all.size() < MOST && broken < MOST_BROKEN && command.find(from)) {
            Definition definition = definition(text, command.group(1), command.start(), command.end());
            from = definition == null ? command.end() : definition.end;
            if (definition != null) {
                all.add(definition);
            } else {
                broken++;
            }
        }
    }

    private static Definition definition(String text, String kind, int start, int after) {
        Matcher name = NAME.matcher(text).region(after, text.length());
        if (!name.lookingAt()) {
            return null;
        }
        String named = name.group(1) == null ? name.group(2) : name.group(1);
        int at = name.end();
        if (kind.equals("let")) {
            Matcher meant = MEANT.matcher(text).region(at, text.length());
            return meant.lookingAt()
                    ? new Definition(
                            named, start, meant.end(), "\\let\\" + named + "=" + meant.group(1), meant.group(1))
                    : null;
        }
        String head;
        if (kind.equals("def")) {
            Matcher parameters = PARAMETERS.matcher(text).region(at, text.length());
            parameters.lookingAt();
            at = parameters.end();
            head = "\\def\\" + named + parameters.group(1);
        } else if (kind.equals("DeclareMathOperator")) {
            head = "\\DeclareMathOperator{\\" + named + "}";
        } else if (kind.endsWith("DocumentCommand")) {
            int end = TexText.afterGroup(text, at);
            if (end < 0 || !text.substring(at + 1, end - 1).matches("[m\\s]*")) {
                return null;
            }
            long arguments =
                    text.substring(at, end).chars().filter(c -> c == 'm').count();
            head = "\\newcommand{\\" + named + "}" + (arguments > 0 ? "[" + arguments + "]" : "");
            at = TexText.skip(text, end);
        } else if (kind.equals("DeclarePairedDelimiter")) {
            int end = TexText.afterGroup(text, at);
            int right = TexText.skip(text, Math.max(at, end));
            int last = TexText.afterGroup(text, right);
            if (end < 0 || last < 0) {
                return null;
            }
            String body = text.substring(at + 1, end - 1) + " #1 " + text.substring(right + 1, last - 1);
            return new Definition(named, start, last, "\\newcommand{\\" + named + "}[1]{" + body + "}", body);
        } else {
            StringBuilder options = new StringBuilder();
            Matcher option = OPTIONAL.matcher(text);
            while (option.region(at, text.length()).lookingAt()) {
                options.append('[').append(option.group(1)).append(']');
                at = option.end();
            }
            head = "\\newcommand{\\" + named + "}" + options;
            at = TexText.skip(text, at);
        }
        int end = TexText.afterGroup(text, at);
        return end < 0
                ? null
                : new Definition(named, start, end, head + text.substring(at, end), text.substring(at, end));
    }

    /** A text with blanks where it defines macros. */
    String without(String text) {
        StringBuilder rest = new StringBuilder(text);
        all.forEach(definition -> TexText.blank(rest, definition.start, definition.end));
        return rest.toString();
    }

    /** The definitions that a piece of the text needs, those of an offset and before, on one line. */
    String neededBy(String piece, int offset) {
        Set<String> needed = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(piece));
        while (!open.isEmpty()) {
            Matcher used = USED.matcher(open.pop());
            while (used.find()) {
                if (needed.add(used.group(1))) {
                    all.stream()
                            .filter(d -> d.start <= offset && d.name.equals(used.group(1)))
                            .forEach(d -> open.push(d.body));
                }
            }
        }
        return all.stream()
                .filter(d -> d.start <= offset && needed.contains(d.name))
                .map(d -> d.latex.replace('\n', ' '))
                .collect(Collectors.joining());
    }
}
