package org.crosscheck.compare.report;

import static org.crosscheck.compare.report.Lines.line;
import static org.crosscheck.compare.report.Lines.matrix;
import static org.crosscheck.compare.report.Lines.number;
import static org.crosscheck.compare.report.Lines.products;
import static org.crosscheck.compare.report.Lines.vector;
import static org.crosscheck.compare.report.WorkedNumbers.join;
import static org.crosscheck.compare.report.WorkedNumbers.map;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.reference.Functions;
import org.crosscheck.reference.Network;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Theta;

/** The questions of part 2 with numbers, for the first example alone: gradients are those of its L. */
final class MlpExamples {

    /** The step of gradient descent that is shown. */
    private static final double ETA = 0.1;

    private final NamedTensors given;
    /** The first example and all that follows from it. */
    private final NamedTensors one;

    MlpExamples(NamedTensors given) {
        this.given = given;
        NamedTensors first = given.with("X", Tensor.matrix(new double[][] {given.rows("X")[0]}))
                .with("y", Tensor.vector(new double[] {given.vector("y")[0]}));
        one = first.with(Chain.solve(first));
    }

    List<String> of(String id) {
        return id.compareTo("2g") < 0 ? forward(id) : backward(id);
    }

    private List<String> forward(String id) {
        double[] ha = row("ha");
        double[] hs = row("hs");
        double[] oa = row("oa");
        int y = (int) one.vector("y")[0];
        return switch (id) {
            case "2a" ->
                List.of(
                        vector("x", row("X")),
                        line(
                                "hᵃ₁ = " + number(one.vector("b1")[0]) + " + " + products(one.rows("W1")[0], row("X")),
                                ha[0]),
                        vector("hᵃ", ha),
                        vector("hˢ = sin(hᵃ)", hs));
            case "2b" ->
                List.of(
                        vector("hˢ", hs),
                        line("oᵃ₁ = " + number(one.vector("b2")[0]) + " + " + products(one.rows("W2")[0], hs), oa[0]),
                        vector("oᵃ", oa));
            case "2c" ->
                List.of(
                        vector("oᵃ", oa),
                        vector("exp(oᵃ)", map(oa, StrictMath::exp)),
                        line(
                                "their sum",
                                DoubleStream.of(oa).map(StrictMath::exp).sum()),
                        vector("oˢ = exp(oᵃ) / sum", row("os")),
                        line("oˢ sums to", DoubleStream.of(row("os")).sum()));
            case "2d" ->
                List.of(
                        vector("oᵃ", oa),
                        "y = " + y,
                        line(
                                "log Σ exp(oᵃ)",
                                StrictMath.log(
                                        DoubleStream.of(oa).map(StrictMath::exp).sum())),
                        line("L = log Σ exp(oᵃ) − oᵃ_" + y, one.vector("L")[0]),
                        line("−log oˢ_" + y, -StrictMath.log(row("os")[y - 1])));
            case "2e" -> risk();
            default -> step();
        };
    }

    private List<String> risk() {
        NamedTensors all = Chain.solve(given);
        Theta theta = given.theta();
        return List.of(
                vector("L of each example", all.vector("L")),
                line("R̂ = their mean", all.vector("R")[0]),
                "n_θ = " + theta.dh() + "·(" + theta.d() + " + 1) + " + theta.m() + "·(" + theta.dh() + " + 1) = "
                        + theta.size());
    }

    private List<String> step() {
        NamedTensors all = Chain.solve(given);
        Theta gradient =
                new Theta(all.rows("grad_W1"), all.vector("grad_b1"), all.rows("grad_W2"), all.vector("grad_b2"));
        Theta moved = given.theta().step(ETA, gradient);
        NamedTensors after = Chain.solve(given.with("W1", Tensor.matrix(moved.w1()))
                .with("b1", Tensor.vector(moved.b1()))
                .with("W2", Tensor.matrix(moved.w2()))
                .with("b2", Tensor.vector(moved.b2())));
        return List.of(
                "η = " + ETA + ", one step",
                vector("b⁽²⁾", given.vector("b2")),
                vector("∂R̂/∂b⁽²⁾", all.vector("grad_b2")),
                vector("b⁽²⁾ − η ∂R̂/∂b⁽²⁾", moved.b2()),
                line("R̂ before", all.vector("R")[0]),
                line("R̂ after", after.vector("R")[0]));
    }

    private List<String> backward(String id) {
        double[] delta = row("grad_oa");
        double[] gradHs = row("grad_hs");
        double[] gradHa = row("grad_ha");
        double[] cos = map(row("ha"), Functions::phiPrime);
        int y = (int) one.vector("y")[0];
        int m = delta.length;
        double[] column =
                IntStream.range(0, m).mapToDouble(k -> one.rows("W2")[k][0]).toArray();
        return switch (id) {
            case "2g" ->
                List.of(
                        vector("oˢ", row("os")),
                        vector("onehot(" + y + ")", Softmax.onehot(m, y)),
                        vector("∂L/∂oᵃ", delta));
            case "2h" ->
                List.of(
                        vector("∂L/∂oᵃ", delta),
                        vector("hˢ", row("hs")),
                        line("∂L/∂W⁽²⁾₁₁ = " + products(new double[] {delta[0]}, row("hs")), one.rows("grad_W2")[0][0]),
                        line("∂L/∂b⁽²⁾₁ = ∂L/∂oᵃ₁", one.vector("grad_b2")[0]));
            case "2i" ->
                join(
                        join(
                                List.of(
                                        vector("∂L/∂oᵃ (" + m + " × 1)", delta),
                                        vector("hˢᵀ (1 × " + cos.length + ")", row("hs"))),
                                matrix("∂L/∂W⁽²⁾", one.rows("grad_W2"))),
                        List.of(vector("∂L/∂b⁽²⁾", one.vector("grad_b2"))));
            case "2j" ->
                List.of(
                        vector("∂L/∂oᵃ", delta),
                        vector("column 1 of W⁽²⁾", column),
                        line("∂L/∂hˢ₁ = " + products(delta, column), gradHs[0]));
            case "2k" ->
                join(
                        matrix("W⁽²⁾ᵀ", transposed(one.rows("W2"))),
                        List.of(vector("∂L/∂oᵃ", delta), vector("∂L/∂hˢ", gradHs)));
            case "2l" ->
                List.of(
                        line("hᵃ₁", row("ha")[0]),
                        line("φ′(hᵃ₁) = cos(hᵃ₁)", cos[0]),
                        line("∂L/∂hᵃ₁ = " + products(new double[] {gradHs[0]}, cos), gradHa[0]));
            case "2m" -> List.of(vector("∂L/∂hˢ", gradHs), vector("cos(hᵃ)", cos), vector("∂L/∂hᵃ, their ⊙", gradHa));
            case "2n" ->
                List.of(
                        vector("∂L/∂hᵃ", gradHa),
                        vector("x", row("X")),
                        line("∂L/∂W⁽¹⁾₁₁ = " + products(new double[] {gradHa[0]}, row("X")), one.rows("grad_W1")[0][0]),
                        line("∂L/∂b⁽¹⁾₁ = ∂L/∂hᵃ₁", one.vector("grad_b1")[0]));
            case "2o" ->
                join(
                        join(
                                List.of(
                                        vector("∂L/∂hᵃ (" + cos.length + " × 1)", gradHa),
                                        vector("xᵀ (1 × " + row("X").length + ")", row("X"))),
                                matrix("∂L/∂W⁽¹⁾", one.rows("grad_W1"))),
                        List.of(vector("∂L/∂b⁽¹⁾", one.vector("grad_b1"))));
            case "2p" ->
                List.of(
                        vector("input x̂ = ∂L/∂oᵃ", delta),
                        vector("ĥᵃ = W⁽²⁾ᵀ x̂", gradHs),
                        vector("ĥˢ = cos(hᵃ) ⊙ ĥᵃ", gradHa),
                        vector(
                                "ô = W⁽¹⁾ᵀ ĥˢ",
                                Network.inputGradient(one.theta(), row("ha")).forward(delta)),
                        vector("∂L/∂x", row("grad_x")));
            default -> throw new IllegalArgumentException("no question '" + id + "'");
        };
    }

    private double[] row(String key) {
        return one.rows(key)[0];
    }

    private static double[][] transposed(double[][] matrix) {
        return IntStream.range(0, matrix[0].length)
                .mapToObj(j -> Stream.of(matrix).mapToDouble(row -> row[j]).toArray())
                .toArray(double[][]::new);
    }
}
