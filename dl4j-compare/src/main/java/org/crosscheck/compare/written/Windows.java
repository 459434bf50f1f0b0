package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.numbers.core.DD;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Group;
import org.crosscheck.compare.latex.Expr.Mul;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.LatexException;
import org.crosscheck.compare.latex.Printer;
import org.crosscheck.compare.latex.RelationChain;
import org.crosscheck.compare.latex.Scope;
import org.crosscheck.compare.latex.Statement;
import org.crosscheck.compare.latex.Statements;
import org.crosscheck.compare.written.Prover.Proof;
import org.crosscheck.compare.written.Prover.Step;
import org.crosscheck.compare.written.Prover.Truth;
import org.crosscheck.compare.written.Questions.Question;

/** Part 3: numbers, and windows that give the size that is asked for. */
final class Windows {

    private static final Map<String, Pattern> WORDS = words();
    private static final int INPUT = 64;
    private static final int OUTPUT = 6;

    private final Question question;
    private final Prover prover;
    private final Theory theory = Theory.of("windows");
    private final List<String> normal = new ArrayList<>();
    private String unclear;
    private int at = -1;
    private Integer step;
    private int equalities;
    private final List<AnswerVerdict.Checked> checked = new ArrayList<>();
    private final IdentityHashMap<RelationChain, Integer> places = new IdentityHashMap<>();
    private String wrong;
    /** The number, or the windows, that are answered. */
    private String meant = "";

    Windows(Question question, Prover prover) {
        this.question = question;
        this.prover = prover;
    }

    private static Map<String, Pattern> words() {
        Map<String, Pattern> words = new LinkedHashMap<>();
        words.put("k", named("kernel|window|noyau|fen\u00eatre|filter|filtre"));
        words.put("s", named("stride|pas"));
        words.put("p", named("padding|remplissage"));
        words.put("d", named("dilation|dilatation"));
        return words;
    }

    private static Pattern named(String names) {
        return Pattern.compile("(?iu)(?U:\\b)(?:" + names
                + ")(?U:\\b)(?:\\s+(?:size|of|taille|de))*[\\s$=:]{1,8}([0-9]{1,3})(?![0-9])");
    }

    AnswerVerdict judge(Statements read, String latex) {
        List<RelationChain> chains = new ArrayList<>();
        for (Statement statement : read.statements()) {
            try {
                RelationChain chain = statement.readings(Scope.WINDOWS).get(0);
                chains.add(chain);
                if (statement.display()) {
                    places.put(chain, statement.start());
                }
            } catch (LatexException e) {
                note(e.getMessage(), e.at());
            }
        }
        chains.forEach(chain -> normal.add(chain.latex()));
        return question.kind().equals("number")
                ? number(chains)
                : windows(chains, latex + "\n" + String.join("\n", read.words()));
    }

    private void note(String why, int place) {
        if (unclear == null) {
            unclear = why;
            at = place;
        }
    }

    /** The numbers of a chain's sides, where they are numbers; what is false is noted. */
    private List<OptionalLong> numbers(RelationChain chain) {
        List<Proof> proofs = prover.prove(chain, theory, prover.worlds(theory));
        Proof proof = proofs.get(0);
        int before = equalities;
        int shown = 0;
        for (Step s : proof.steps()) {
            if (s.truth() == Truth.UNCLEAR) {
                continue; // a letter stands for what is computed
            }
            equalities++;
            shown += s.truth() == Truth.HOLDS ? 1 : 0;
            boolean bad = s.truth() == Truth.FAILS || s.truth() == Truth.MISFIT;
            if (bad && wrong == null) {
                step = equalities;
                wrong = "Equality " + equalities + " is false: " + s.why() + ".";
            }
        }
        check(chain, equalities - before, shown);
        List<OptionalLong> numbers = new ArrayList<>();
        for (int i = 0; i < chain.sides().size(); i++) {
            numbers.add(number(chain.sides().get(i)));
        }
        return numbers;
    }

    private void check(RelationChain chain, int relations, int holding) {
        if (relations > 0 && places.containsKey(chain)) {
            checked.add(new AnswerVerdict.Checked(places.get(chain), relations, holding));
        }
    }

    private OptionalLong number(Expr e) {
        try {
            Typer typer = new Typer(theory, new org.crosscheck.compare.latex.Choices());
            Shape shape = typer.type(e);
            if (!shape.isScalar() || !typer.typing.variables.isEmpty() || !typer.typing.free.isEmpty()) {
                return OptionalLong.empty();
            }
            Value<Ball> value =
                    prover.value(e, typer.typing, prover.worlds(theory).get(0), Map.of());
            Ball ball = value.get();
            long nearest = Math.round(ball.mid().doubleValue());
            boolean whole = ball.defined() && !ball.apart(new Ball(DD.of(nearest), 0));
            return whole ? OptionalLong.of(nearest) : OptionalLong.empty();
        } catch (Unclear | Misfit | Evaluator.OutOfRange f) {
            return OptionalLong.empty();
        }
    }

    private AnswerVerdict number(List<RelationChain> chains) {
        long last = -1;
        boolean found = false;
        boolean shape = false;
        for (RelationChain chain : chains) {
            for (Expr side : chain.sides()) {
                shape |= side instanceof Group group
                        && group.members().stream().map(this::number).allMatch(OptionalLong::isPresent)
                        && group.members().stream()
                                        .mapToLong(m -> number(m).getAsLong())
                                        .reduce(1, (a, b) -> a * b)
                                == question.number();
            }
            if (chain.sides().stream().anyMatch(Group.class::isInstance)) {
                continue;
            }
            if (inLetters(chain)) {
                continue;
            }
            for (OptionalLong number : numbers(chain)) {
                last = number.orElse(last);
                found |= number.isPresent() && number.getAsLong() == question.number();
            }
        }
        if (wrong != null) {
            meant = wrong;
            return verdict("wrong", wrong, List.of());
        }
        if (found) {
            return verdict("right", "Right.", List.of());
        }
        if (shape) {
            return verdict("form", "The shape is right, but one number is asked for.", List.of());
        }
        if (last < 0 || unclear != null) {
            return verdict(
                    "unclear",
                    "Not understood: " + (unclear == null ? "no number comes out" : unclear) + ".",
                    List.of());
        }
        if (question.between().contains(last)) {
            return verdict(
                    "incomplete", "True, but it is not what is asked for: " + last + " is met on the way.", List.of());
        }
        List<String> findings = question.mistakes().containsKey(String.valueOf(last))
                ? List.of(question.mistakes().get(String.valueOf(last)))
                : List.of();
        meant = String.valueOf(last);
        return verdict("wrong", last + " is not the number that is asked for.", findings);
    }

    private AnswerVerdict windows(List<RelationChain> chains, String latex) {
        List<Map<String, Long>> configurations = new ArrayList<>(List.of(new LinkedHashMap<>()));
        List<String> letters = List.of();
        for (RelationChain chain : chains) {
            List<Expr> sides = chain.sides();
            Expr left = sides.get(0);
            Expr right = sides.get(sides.size() - 1);
            if (left instanceof Group names && names.members().stream().allMatch(Sym.class::isInstance)) {
                letters = names.members().stream().map(m -> ((Sym) m).name()).toList();
                if (sides.size() > 1) {
                    tuple(letters, right, configurations);
                }
            } else if (left instanceof Group && chain.signs().isEmpty()) {
                tuple(letters.isEmpty() ? List.of("k", "s", "p", "d") : letters, left, configurations);
            } else if (left instanceof Expr.Matrix table && chain.signs().isEmpty()) {
                table(table.rows(), configurations);
            } else if (left instanceof Sym sym
                    && sides.size() > 1
                    && WORDS.containsKey(sym.name())
                    && chain.signs().get(0).equals("=")) {
                if (numeric(right)) {
                    set(sym.name(), size(right), configurations);
                } else {
                    note("what " + Printer.unicode(right) + " is", -1);
                }
            } else if (numbersOnly(chain)) {
                numbers(chain);
            }
        }
        boolean whole = configurations.stream().anyMatch(c -> c.containsKey("k") && c.containsKey("s"));
        configurations.removeIf(c -> whole && !(c.containsKey("k") && c.containsKey("s")));
        Map<String, Long> first = configurations.get(0);
        if (first.isEmpty()) {
            WORDS.forEach((letter, pattern) -> {
                Matcher matcher = pattern.matcher(latex.replace("$", " "));
                if (matcher.find()) {
                    first.put(letter, Long.parseLong(matcher.group(1)));
                }
            });
        }
        if (!first.containsKey("k")
                || !first.containsKey("s")
                || configurations.stream().anyMatch(c -> c.containsValue(null))) {
            return verdict(
                    "unclear",
                    "Not understood: " + (unclear == null ? "k and s are needed as numbers" : unclear) + ".",
                    List.of());
        }
        Map<String, Long> given = Map.of("p", (long) question.padding(), "d", (long) question.dilation());
        meant = configurations.stream()
                .map(window -> {
                    Map<String, Long> filled = new java.util.TreeMap<>(given);
                    filled.putAll(window);
                    return filled.toString();
                })
                .collect(java.util.stream.Collectors.joining());
        chains.forEach(chain -> general(chain, first));
        for (Map<String, Long> configuration : configurations) {
            String fault = fault(configuration);
            if (fault != null) {
                return verdict("wrong", fault, List.of());
            }
        }
        if (wrong != null) {
            return verdict("wrong", wrong, List.of());
        }
        return verdict(
                "right",
                "Right." + (exact(configurations) ? "" : " The division leaves a rest, which frameworks drop."),
                List.of());
    }

    private void tuple(List<String> letters, Expr values, List<Map<String, Long>> configurations) {
        if (values instanceof Group group && group.members().size() <= letters.size()) {
            for (int i = 0; i < group.members().size(); i++) {
                set(letters.get(i), size(group.members().get(i)), configurations);
            }
        } else {
            note("a list of values is expected", -1);
        }
    }

    /** A letter and its value in each row, or letters in the first row and their values below. */
    private void table(List<List<Expr>> rows, List<Map<String, Long>> configurations) {
        List<Expr> names = rows.get(0);
        boolean across = rows.size() == 2
                && rows.get(1).size() == names.size()
                && names.stream().allMatch(Sym.class::isInstance);
        for (int i = 0; i < (across ? names.size() : rows.size()); i++) {
            List<Expr> pair = across ? List.of(names.get(i), rows.get(1).get(i)) : rows.get(i);
            if (pair.size() == 2 && pair.get(0) instanceof Sym sym && WORDS.containsKey(sym.name())) {
                set(sym.name(), size(pair.get(1)), configurations);
            }
        }
    }

    /** A letter that has a value already begins another window. */
    private static void set(String letter, Long value, List<Map<String, Long>> configurations) {
        Map<String, Long> last = configurations.get(configurations.size() - 1);
        if (last.containsKey(letter) && !String.valueOf(last.get(letter)).equals(String.valueOf(value))) {
            last = new LinkedHashMap<>();
            configurations.add(last);
        }
        last.put(letter, value);
    }

    private boolean numbersOnly(RelationChain chain) {
        return !chain.signs().isEmpty() && chain.sides().stream().allMatch(this::numeric);
    }

    /** An equation in the letters holds, if it does, for the window that is chosen; others are only on the way. */
    private void general(RelationChain chain, Map<String, Long> window) {
        if (chain.signs().isEmpty()
                || numbersOnly(chain)
                || inLetters(chain)
                || chain.sides().stream().anyMatch(Group.class::isInstance)) {
            return;
        }
        Map<String, Long> all =
                new LinkedHashMap<>(Map.of("p", (long) question.padding(), "d", (long) question.dilation()));
        all.putAll(window);
        List<Expr> sides = new ArrayList<>();
        for (Expr side : chain.sides()) {
            Expr replaced = side;
            for (Map.Entry<String, Long> letter : all.entrySet()) {
                replaced = Expr.replace(
                        replaced,
                        new Sym(letter.getKey()),
                        new Expr.Num(letter.getValue().toString()));
            }
            sides.add(replaced);
        }
        RelationChain filled = new RelationChain(sides, chain.signs(), chain.where());
        if (numbersOnly(filled)) {
            Proof proof = prover.prove(filled, theory, prover.worlds(theory)).get(0);
            int relations = proof.steps().size();
            equalities += proof.holds() ? relations : 0;
            check(chain, relations, (int) proof.count(Truth.HOLDS));
        }
    }

    /** Whether it is the size of an output in letters; whose letters these are is not certain, so a false one is only not shown. */
    private boolean inLetters(RelationChain chain) {
        Boolean holds = SizeFormula.holds(chain, this::number);
        if (holds != null) {
            equalities += holds ? 1 : 0;
            check(chain, 1, holds ? 1 : 0);
        }
        return holds != null;
    }

    private boolean numeric(Expr e) {
        return Expr.all(e).stream().noneMatch(Sym.class::isInstance);
    }

    /** A size, also as 14 x 14; null if it is no number. */
    private Long size(Expr e) {
        if (e instanceof Mul mul
                && mul.times() == Expr.Times.CROSS
                && mul.left().equals(mul.right())) {
            return size(mul.left());
        }
        OptionalLong number = number(e);
        if (number.isEmpty()) {
            note("what " + Printer.unicode(e) + " is", -1);
        }
        return number.isPresent() ? number.getAsLong() : null;
    }

    private String fault(Map<String, Long> window) {
        long k = window.getOrDefault("k", 0L);
        long s = window.getOrDefault("s", 0L);
        long p = window.getOrDefault("p", (long) question.padding());
        long d = window.getOrDefault("d", (long) question.dilation());
        if (p != question.padding()) {
            return "The padding is given: it is " + question.padding() + ".";
        }
        if (d != question.dilation()) {
            return "The dilation is given: d is " + question.dilation() + ".";
        }
        if (k < 1 || s < 1 || k > 1000 || s > 1000) {
            return "A window and a stride are at least 1.";
        }
        long room = INPUT + 2 * p - d * (k - 1) - 1;
        long size = room < 0 ? 0 : room / s + 1;
        return size == OUTPUT ? null : "k = " + k + ", s = " + s + " gives " + size + ", not " + OUTPUT + ".";
    }

    private boolean exact(List<Map<String, Long>> configurations) {
        return configurations.stream().allMatch(window -> {
            long room = INPUT + 2L * question.padding() - question.dilation() * (window.getOrDefault("k", 1L) - 1) - 1;
            return room % window.getOrDefault("s", 1L) == 0;
        });
    }

    private AnswerVerdict verdict(String verdict, String message, List<String> findings) {
        Map<String, String> parts = AnswerJudge.missing(question);
        if (!verdict.equals("incomplete")) {
            parts.replaceAll((name, value) -> verdict);
        }
        return new AnswerVerdict(
                        verdict,
                        equalities > 1 ? step : null,
                        parts,
                        findings,
                        message,
                        String.join(", \\quad ", normal),
                        verdict.equals("unclear") ? at : -1,
                        checked,
                        () -> "")
                .meaning(verdict.equals("unclear") ? "" : meant);
    }
}
