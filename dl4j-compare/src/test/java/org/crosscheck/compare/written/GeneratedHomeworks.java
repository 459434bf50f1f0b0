package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.crosscheck.compare.answers.HomeworkSheet;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.RelationChain;
import org.crosscheck.compare.written.RightFormulas.Formula;
import org.crosscheck.compare.written.Slips.Slip;

/**
 * Homeworks of a made-up cohort: for each question a few meanings, right ones and ones with a single slip, each written by many
 * in their own notation, letters and macros.
 */
public final class GeneratedHomeworks {

    /** An answer: what it says, and from which meaning it was made. */
    public record Made(String question, String latex, int meaning) {}

    /** A meaning: a chain of a question, and the side that is slipped, or null. */
    private record Meaning(Formula formula, RelationChain chain, int slipped) {}

    private final Map<String, List<Meaning>> meanings = new LinkedHashMap<>();
    private final List<Meaning> all = new ArrayList<>();
    private final Prover oracle = new Prover();

    /** Takes up to so many slips of each right formula. */
    public GeneratedHomeworks(long seed, int slips) {
        Random random = new Random(seed);
        for (Formula formula : RightFormulas.ALL) {
            add(new Meaning(formula, formula.chain(), -1));
            if (formula.question().matches("3[c-e]")) {
                continue;
            }
            for (int i = 0; i < slips; i++) {
                int place = 1 + random.nextInt(formula.chain().sides().size() - 1);
                List<Slip> kinds = Slips.of(formula.chain().sides().get(place), List.of(), Theory.of(formula.theory()));
                List<Expr> sides = new ArrayList<>(formula.chain().sides());
                sides.set(place, kinds.get(random.nextInt(kinds.size())).result());
                add(new Meaning(
                        formula, new RelationChain(sides, formula.chain().signs(), List.of()), place));
            }
        }
    }

    private void add(Meaning meaning) {
        meanings.computeIfAbsent(meaning.formula.question(), id -> new ArrayList<>())
                .add(meaning);
        all.add(meaning);
    }

    /** The questions that have meanings. */
    public List<String> questions() {
        return List.copyOf(meanings.keySet());
    }

    /** One student's answer to a question: right more often than not. */
    public Made answer(String question, Random random) {
        List<Meaning> some = meanings.get(question);
        Meaning meaning = some.get(random.nextInt(some.size()));
        for (int i = 0; i < 2 && meaning.slipped >= 0; i++) {
            meaning = some.get(random.nextInt(some.size()));
        }
        Notations notations = new Notations(random, meaning.slipped >= 0);
        if (question.matches("3[c-e]")) {
            return new Made(question, GeneratedAnswersTest.window(question, random, random.nextInt(4) > 0), -1);
        }
        RelationChain renamed = GeneratedAnswersTest.renamed(meaning.chain, random);
        return new Made(
                question, notations.answer(renamed.sides(), GeneratedAnswersTest.signs(renamed)), all.indexOf(meaning));
    }

    /** The template filled in by one student, who leaves some questions out, and what each answer was made from. */
    public String homework(Random random, List<Made> made) {
        String sheet = HomeworkSheet.latex();
        boolean macros = random.nextInt(3) == 0;
        if (macros) {
            sheet = sheet.replace(
                    "\\title{",
                    "\\newcommand{\\dd}[2]{\\frac{\\partial #1}{\\partial #2}}\n\\def\\Wtwo{W^{(2)}}\n\\title{");
        }
        for (String question : meanings.keySet()) {
            if (random.nextInt(12) == 0) {
                continue;
            }
            Made answer = answer(question, random);
            made.add(answer);
            String latex = macros ? withMacros(answer.latex) : answer.latex;
            String set = latex.contains("$") || latex.contains("\\begin{align") || latex.contains("\\[")
                    ? latex
                    : "\\[" + latex + "\\]";
            sheet = sheet.replace("\\begin{answer}{" + question + "}\n", "\\begin{answer}{" + question + "}\n" + set);
        }
        return sheet;
    }

    private static String withMacros(String latex) {
        return latex.replace("W^{(2)}", "\\Wtwo{}").replace("\\frac{\\partial L}{\\partial o^a}", "\\dd{L}{o^a}");
    }

    /**
     * Whether two meanings are the same, decided apart from how groups are made: by the prover, slip against slip on either's
     * own statement, or by the rules of matrices alone where dimensions do not fit and nothing has a value.
     */
    public boolean areSame(int one, int other) {
        Meaning a = all.get(one);
        Meaning b = all.get(other);
        if (a.slipped < 0 || b.slipped < 0) {
            return holds(a, a.chain) && holds(b, b.chain);
        }
        Expr left = a.chain.sides().get(a.slipped);
        Expr right = b.chain.sides().get(b.slipped);
        return Unshaped.areEqual(left, right)
                || (holds(a, a.chain) && holds(b, b.chain))
                || holds(a, new RelationChain(List.of(left, right), List.of("="), List.of()));
    }

    private boolean holds(Meaning of, RelationChain chain) {
        oracle.begin();
        Theory theory = Theory.of(of.formula.theory());
        boolean free = of.formula.question().equals("1a"); // at 0
        List<World<Ball>> worlds = oracle.worlds(theory).stream()
                .filter(world -> !free || oracle.sign(world.get("x").get()) != 0)
                .toList();
        try {
            return oracle.prove(chain, theory, worlds).stream()
                    .anyMatch(proof -> proof.steps().stream().allMatch(step -> step.truth() == Prover.Truth.HOLDS));
        } catch (Unclear | Misfit e) {
            return false;
        }
    }

    /** What a meaning says, for messages. */
    public String text(int meaning) {
        return meaning < 0 ? "a window" : all.get(meaning).chain.toString();
    }
}
