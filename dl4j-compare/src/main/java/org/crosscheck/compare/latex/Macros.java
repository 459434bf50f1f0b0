package org.crosscheck.compare.latex;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.latex.Lexeme.Kind;

/**
 * Replaces the macros that a text defines itself: {@code \newcommand}, {@code \renewcommand}, {@code \providecommand},
 * {@code \def} with plain arguments, {@code \let}, {@code \DeclareMathOperator}. What it expands to is bounded, and what
 * would read or write files or build names is refused.
 */
public final class Macros {

    private static final int MOST_EXPANSIONS = 5_000;
    private static final int MOST_LEXEMES = 60_000;

    private static final Set<String> REFUSED = Set.of(
            "input",
            "include",
            "includegraphics",
            "write",
            "csname",
            "catcode",
            "read",
            "openin",
            "openout",
            "immediate",
            "special",
            "loop",
            "repeat",
            "expandafter",
            "edef",
            "xdef",
            "gdef",
            "futurelet",
            "afterassignment",
            "jobname",
            "verbatiminput",
            "lstinputlisting",
            "newwrite",
            "newread",
            "message",
            "errmessage",
            "directlua",
            "uccode",
            "lccode",
            "scantokens",
            "everymath",
            "everydisplay",
            "noexpand",
            "the",
            "number",
            "string",
            "meaning",
            "import",
            "subimport",
            "InputIfFileExists",
            "ShellEscape",
            "newif",
            "ifx",
            "ifnum",
            "iftrue",
            "else",
            "fi",
            "active");

    /** A macro: how many arguments it takes, the default of the first or null, and what it stands for. */
    private record Macro(int arguments, List<Lexeme> first, List<Lexeme> body) {}

    private final Map<String, Macro> macros = new HashMap<>();
    private final Deque<Lexeme> input;
    private final List<Lexeme> output = new ArrayList<>();
    private int expansions;

    private Macros(List<Lexeme> lexemes) {
        this.input = new ArrayDeque<>(lexemes);
    }

    /** The lexemes with the definitions taken out and the macros replaced. */
    public static List<Lexeme> expand(List<Lexeme> lexemes) {
        Macros macros = new Macros(lexemes);
        while (!macros.input.isEmpty()) {
            macros.next();
        }
        return macros.output;
    }

    private void next() {
        Lexeme lexeme = input.pop();
        if (lexeme.kind() != Kind.COMMAND) {
            if (lexeme.kind() == Kind.ARGUMENT) {
                throw new LatexException(lexeme.at(), "#" + lexeme.text() + " outside of a definition");
            }
            output.add(lexeme);
            return;
        }
        Macro macro = macros.get(lexeme.text());
        if (macro != null) {
            call(lexeme, macro);
            return;
        }
        switch (lexeme.text()) {
            case "newcommand", "renewcommand", "providecommand", "newcommand*", "DeclareRobustCommand" ->
                define(lexeme);
            case "def" -> def(lexeme);
            case "let" -> let(lexeme);
            case "DeclareMathOperator" -> operator(lexeme);
            default -> {
                if (REFUSED.contains(lexeme.text())) {
                    throw new LatexException(lexeme.at(), "\\" + lexeme.text() + " is not followed: an answer is data");
                }
                output.add(lexeme);
            }
        }
    }

    private void call(Lexeme lexeme, Macro macro) {
        if (++expansions > MOST_EXPANSIONS) {
            throw new LatexException(lexeme.at(), "macros that expand without end: \\" + lexeme.text());
        }
        List<List<Lexeme>> arguments = new ArrayList<>();
        for (int i = 0; i < macro.arguments(); i++) {
            boolean optional = i == 0 && macro.first() != null;
            arguments.add(optional ? optional(macro.first()) : argument(lexeme));
        }
        List<Lexeme> body = new ArrayList<>();
        for (Lexeme part : macro.body()) {
            if (part.kind() == Kind.ARGUMENT) {
                int index = part.text().charAt(0) - '1';
                if (index < 0 || index >= arguments.size()) {
                    throw new LatexException(lexeme.at(), "\\" + lexeme.text() + " has no argument #" + part.text());
                }
                body.addAll(arguments.get(index));
            } else {
                body.add(new Lexeme(part.kind(), part.text(), lexeme.at()));
            }
        }
        if (body.size() + input.size() + output.size() > MOST_LEXEMES) {
            throw new LatexException(lexeme.at(), "macros that expand to more than " + MOST_LEXEMES + " symbols");
        }
        for (int i = body.size() - 1; i >= 0; i--) {
            input.push(body.get(i));
        }
    }

    private void define(Lexeme command) {
        skip("*");
        String name = name(command);
        int arguments = 0;
        List<Lexeme> first = null;
        List<Lexeme> count = optional(null);
        if (count != null) {
            arguments = count.size() == 1 && count.get(0).kind() == Kind.DIGIT
                    ? Integer.parseInt(count.get(0).text())
                    : -1;
            first = optional(null);
        }
        if (arguments < 0) {
            throw new LatexException(command.at(), "a definition with an unknown number of arguments");
        }
        macros.put(name, new Macro(arguments, first, argument(command)));
    }

    private void def(Lexeme command) {
        String name = name(command);
        int arguments = 0;
        while (!input.isEmpty() && input.peek().kind() == Kind.ARGUMENT) {
            input.pop();
            arguments++;
        }
        skipSpace();
        if (input.isEmpty() || input.peek().kind() != Kind.OPEN) {
            throw new LatexException(command.at(), "a \\def with more than plain arguments");
        }
        macros.put(name, new Macro(arguments, null, argument(command)));
    }

    private void let(Lexeme command) {
        String name = name(command);
        skip("=");
        List<Lexeme> body = argument(command);
        Macro known = body.size() == 1 ? macros.get(body.get(0).text()) : null;
        macros.put(name, known == null ? new Macro(0, null, body) : known);
    }

    private void operator(Lexeme command) {
        skip("*");
        String name = name(command);
        List<Lexeme> body = new ArrayList<>();
        body.add(new Lexeme(Kind.COMMAND, "operatorname", command.at()));
        body.add(new Lexeme(Kind.OPEN, "{", command.at()));
        body.addAll(argument(command));
        body.add(new Lexeme(Kind.CLOSE, "}", command.at()));
        macros.put(name, new Macro(0, null, body));
    }

    private String name(Lexeme command) {
        List<Lexeme> name = argument(command).stream()
                .filter(lexeme -> lexeme.kind() != Kind.SPACE)
                .toList();
        if (name.size() != 1 || name.get(0).kind() != Kind.COMMAND) {
            throw new LatexException(command.at(), "a definition of something that is no command");
        }
        return name.get(0).text();
    }

    /** A group without its braces, or one lexeme. */
    private List<Lexeme> argument(Lexeme command) {
        skipSpace();
        if (input.isEmpty()) {
            throw new LatexException(command.at(), "\\" + command.text() + " lacks an argument");
        }
        Lexeme first = input.pop();
        if (first.kind() == Kind.CLOSE) {
            throw new LatexException(first.at(), "\\" + command.text() + " lacks an argument");
        }
        if (first.kind() != Kind.OPEN) {
            return List.of(first);
        }
        List<Lexeme> group = new ArrayList<>();
        for (int depth = 1; !input.isEmpty(); ) {
            Lexeme lexeme = input.pop();
            depth += lexeme.kind() == Kind.OPEN ? 1 : lexeme.kind() == Kind.CLOSE ? -1 : 0;
            if (depth == 0) {
                return group;
            }
            group.add(lexeme);
        }
        throw new LatexException(first.at(), "a brace that is not closed");
    }

    /** What stands in brackets, if brackets follow; else the default. */
    private List<Lexeme> optional(List<Lexeme> otherwise) {
        skipSpace();
        if (input.isEmpty() || !input.peek().isCharacter("[")) {
            return otherwise;
        }
        int at = input.pop().at();
        List<Lexeme> inside = new ArrayList<>();
        while (!input.isEmpty()) {
            Lexeme lexeme = input.pop();
            if (lexeme.isCharacter("]")) {
                return inside;
            }
            inside.add(lexeme);
        }
        throw new LatexException(at, "a bracket that is not closed");
    }

    private void skip(String character) {
        skipSpace();
        if (!input.isEmpty() && input.peek().isCharacter(character)) {
            input.pop();
        }
    }

    private void skipSpace() {
        while (!input.isEmpty() && input.peek().kind() == Kind.SPACE) {
            input.pop();
        }
    }
}
