package org.crosscheck.compare.written;

import java.util.List;
import org.crosscheck.compare.latex.RelationChain;
import org.crosscheck.compare.latex.Statement;
import org.crosscheck.compare.written.Prover.Proof;
import org.crosscheck.compare.written.Prover.Truth;

/**
 * One statement of an answer, read and judged.
 *
 * @param statement as it stands
 * @param chain what it says, in the reading that was chosen; null if it is not understood
 * @param proof of the chain; null where nothing is to be proved
 * @param unclear why it is not understood; null if it is
 * @param at where, or -1
 * @param written what it says before names were replaced; null if it is not understood
 * @param function of which function of 1m it speaks; empty if that is not said
 */
record Claim(
        Statement statement,
        RelationChain chain,
        Proof proof,
        String unclear,
        int at,
        String function,
        RelationChain written) {

    Claim(Statement statement, RelationChain chain, Proof proof, String unclear, int at) {
        this(statement, chain, proof, unclear, at, "", chain);
    }

    /** The same, about one of the functions of 1m. */
    Claim about(String name) {
        return new Claim(statement, chain, proof, unclear, at, name, written);
    }

    /** The same, with the chain as it is written, before defined names were replaced. */
    Claim as(RelationChain original) {
        return new Claim(statement, chain, proof, unclear, at, function, original);
    }

    static Claim notUnderstood(Statement statement, RelationChain chain, String why, int at) {
        return new Claim(statement, chain, null, why, at);
    }

    boolean relates() {
        return chain != null && !chain.signs().isEmpty();
    }

    boolean has(Truth truth) {
        return proof != null && proof.count(truth) > 0;
    }

    boolean holds() {
        return proof != null && proof.holds();
    }

    /** How many relations it makes that are to be shown; what is not understood counts as one. */
    int relations() {
        return proof == null ? (unclear == null ? 0 : 1) : proof.steps().size();
    }

    /** How many of them hold. */
    int shown() {
        return proof == null ? 0 : (int) proof.count(Truth.HOLDS);
    }

    /** What was judged of the statements that stand on lines of their own. */
    static List<AnswerVerdict.Checked> checked(List<Claim> claims) {
        return claims.stream()
                .filter(claim -> claim.statement.display() && claim.relations() > 0)
                .map(claim -> new AnswerVerdict.Checked(claim.statement.start(), claim.relations(), claim.shown()))
                .toList();
    }

    List<Prover.Step> steps() {
        return proof == null ? List.of() : proof.steps();
    }
}
