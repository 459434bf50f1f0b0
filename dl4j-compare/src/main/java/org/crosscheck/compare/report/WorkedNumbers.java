package org.crosscheck.compare.report;

import static org.crosscheck.compare.report.Lines.line;
import static org.crosscheck.compare.report.Lines.matrix;
import static org.crosscheck.compare.report.Lines.number;
import static org.crosscheck.compare.report.Lines.products;
import static org.crosscheck.compare.report.Lines.sum;
import static org.crosscheck.compare.report.Lines.vector;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.WindowQuestion;
import org.crosscheck.compare.steps.Chain;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Functions;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.WindowAxis;

/**
 * Each question with numbers that can be followed by hand: the reference's results on a small case, with four decimals.
 * This class shows parts 1 and 3, {@link MlpExamples} part 2.
 */
final class WorkedNumbers {

    private final double[] t;
    private final double[] x;
    private final double[] v;
    private final MlpExamples mlp;

    /** Examples of a case that has the arrays of part 1 and of the MLP. */
    WorkedNumbers(Case small) {
        NamedTensors given = small.values();
        double[] sorted = DoubleStream.of(given.vector("t")).sorted().toArray();
        t = IntStream.range(0, 5)
                .mapToDouble(i -> sorted[i * (sorted.length - 1) / 4])
                .toArray();
        x = given.vector("x");
        v = given.vector("v");
        mlp = new MlpExamples(given);
    }

    /** The lines of a question's example. Throws IllegalArgumentException for an unknown id. */
    List<String> of(String id) {
        return switch (id.charAt(0)) {
            case '1' -> part1(id);
            case '2' -> mlp.of(id);
            default -> part3(id);
        };
    }

    private List<String> part1(String id) {
        double[] s = Softmax.softmax(x);
        return switch (id) {
            case "1a" -> List.of(vector("t", t), at("rect′(t)", Functions::rectifierPrime));
            case "1b" ->
                List.of(
                        vector("t", t),
                        at("σ(t)", Functions::sigmoid),
                        at("1 − σ(t)", a -> 1 - Functions.sigmoid(a)),
                        at("σ′(t) = σ(t)(1 − σ(t))", Functions::sigmoidPrime));
            case "1c" ->
                List.of(
                        vector("t", t),
                        at("tanh(t/2)", a -> Functions.tanh(a / 2)),
                        at("½(tanh(t/2) + 1)", a -> (Functions.tanh(a / 2) + 1) / 2),
                        at("σ(t)", Functions::sigmoid));
            case "1d" ->
                List.of(
                        vector("t", t),
                        at("σ(t)", Functions::sigmoid),
                        at("ln σ(t)", Functions::logSigmoid),
                        at("−softplus(−t)", a -> -Functions.softplus(-a)));
            case "1e" ->
                List.of(
                        vector("t", t),
                        at("softplus(t)", Functions::softplus),
                        at("softplus(−t)", a -> Functions.softplus(-a)),
                        at("difference", a -> Functions.softplus(a) - Functions.softplus(-a)));
            case "1f" ->
                List.of(
                        vector("t", t),
                        at("1{t > 0}", a -> Functions.indicator(a > 0)),
                        at("1{t < 0}", a -> Functions.indicator(a < 0)),
                        at("sign(t)", Functions::sign));
            case "1g" ->
                List.of(
                        vector("x", x),
                        line("‖x‖₂² = " + sum(squares(x)), Functions.squaredNorm2(x)),
                        vector("gradient 2x", Functions.gradSquaredNorm2(x)));
            case "1h" ->
                List.of(
                        vector("x", x),
                        line("‖x‖₁ = " + sum(map(x, Math::abs)), Functions.norm1(x)),
                        vector("gradient sign(x)", Functions.gradNorm1(x)));
            case "1i" ->
                List.of(
                        vector("x", x),
                        vector("S(x)", s),
                        vector("S(2x)", Softmax.softmax(map(x, a -> 2 * a))),
                        vector("S(0x)", Softmax.softmax(map(x, a -> 0))));
            case "1j" ->
                List.of(
                        vector("x", x),
                        vector("x + 3", map(x, a -> a + 3)),
                        vector("S(x)", s),
                        vector("S(x + 3)", Softmax.softmax(map(x, a -> a + 3))));
            case "1k" ->
                List.of(
                        vector("S(x)", s),
                        line("∂S₁/∂x₁ = " + number(s[0]) + " − " + number(s[0]) + "²", Softmax.partial(s, 0, 0)),
                        line("∂S₁/∂x₂ = −" + number(s[0]) + "·" + number(s[1]), Softmax.partial(s, 0, 1)));
            case "1l" -> join(List.of(vector("S(x)", s)), matrix("diag(S) − S Sᵀ", Softmax.jacobian(x)));
            case "1m" ->
                List.of(
                        vector("x", x),
                        vector("v = ∇L of y", v),
                        vector("sigmoid: σ(x)(1 − σ(x)) v", Functions.sigmoidVectorJacobian(x, v)),
                        line(
                                "softmax: Sᵀv = " + products(s, v),
                                IntStream.range(0, x.length)
                                        .mapToDouble(i -> s[i] * v[i])
                                        .sum()),
                        vector("S ⊙ (v − Sᵀv)", Softmax.vectorJacobian(x, v)));
            default -> throw new IllegalArgumentException("no question '" + id + "'");
        };
    }

    private static List<String> part3(String id) {
        Geometry last = Cnn.CONV3;
        return switch (id) {
            case "3a" ->
                List.of(
                        "32 → (32 − 5)/1 + 1 = " + Cnn.CONV1.rows().output() + " → (28 − 2)/2 + 1 = "
                                + Cnn.POOL2.output() + " → (14 − 5)/1 + 1 = "
                                + last.rows().output(),
                        last.filters() + "·" + last.rows().output() + "·"
                                + last.columns().output() + " = " + last.outputSize());
            case "3b" -> List.of(last.filters() + "·" + last.channels() + "·5·5 = " + last.weights());
            case "3c", "3d", "3e" -> layer(Chain.solve(NamedTensors.NONE).integers("q" + id));
            default -> throw new IllegalArgumentException("no question '" + id + "'");
        };
    }

    /** k, s, p, d on the question's 64 pixels. */
    private static List<String> layer(int[] layer) {
        WindowAxis axis = new WindowAxis(WindowQuestion.INPUT, layer[0], layer[1], layer[2], layer[3]);
        return List.of(
                "k = " + layer[0] + ", s = " + layer[1] + ", p = " + layer[2] + ", d = " + layer[3],
                "(" + WindowQuestion.INPUT + " + 2·" + layer[2] + " − " + layer[3] + "·(" + layer[0] + " − 1) − 1)/"
                        + layer[1] + " + 1 = " + axis.output());
    }

    private String at(String name, DoubleUnaryOperator function) {
        return vector(name, map(t, function));
    }

    static double[] map(double[] values, DoubleUnaryOperator function) {
        return DoubleStream.of(values).map(function).toArray();
    }

    private static double[] squares(double[] values) {
        return map(values, a -> a * a);
    }

    static List<String> join(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
