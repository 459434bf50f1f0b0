package org.crosscheck.compare.grade.diagnosis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.crosscheck.compare.grade.mistakes.BoundedMath;
import org.crosscheck.compare.grade.mistakes.Finding;
import org.crosscheck.compare.grade.mistakes.Inputs;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.reference.Tensor;

/** Finds wrong computations with a constant in them that is somebody's choice: it is recovered from one element. */
final class Recovered {

    /** What people add to a probability before they take its logarithm: 10 to the power of minus these. */
    private static final int LARGEST_EPSILON = 3;

    private static final int SMALLEST_EPSILON = 16;

    /** A constant of few digits is told from one by chance if it is known to this. */
    private static final double SURE = 1e-5;

    private final ReferenceAnswers key;
    private final String quantity;
    private final Fit fit;
    private final Inputs source;

    Recovered(ReferenceAnswers key, String quantity, Fit fit, Inputs source) {
        this.key = key;
        this.quantity = quantity;
        this.fit = fit;
        this.source = source;
    }

    Optional<Finding> find() {
        Stream<Supplier<Optional<Finding>>> searches =
                switch (quantity) {
                    case "L" -> Stream.of(this::epsilon);
                    case "R" -> Stream.of(this::penalty);
                    case "grad_W1", "grad_b1", "grad_W2", "grad_b2" ->
                        Stream.of(this::decay, this::step, this::penalty);
                    default -> Stream.of();
                };
        return searches.flatMap(search -> search.get().stream()).findFirst();
    }

    /** log(p + 1e-9), or log(max(p, 1e-9)), for log p. */
    private Optional<Finding> epsilon() {
        Bounded loss = fit.right();
        for (int power = LARGEST_EPSILON; power <= SMALLEST_EPSILON; power++) {
            double epsilon = StrictMath.pow(10, -power);
            Bounded added = BoundedMath.map(
                    loss,
                    l -> -StrictMath.log(StrictMath.exp(-l) + epsilon),
                    (l, fl, e) -> e + 8 * loss.precision().unit() * (1 + l));
            Bounded clipped = BoundedMath.map(
                    loss,
                    l -> Math.min(l, -StrictMath.log(epsilon)),
                    (l, fl, e) -> e + 8 * loss.precision().unit() * (1 + l));
            if (fit.holds(added) || fit.holds(clipped)) {
                return finding(
                        "log-epsilon",
                        "It is the logarithm of o^s_y " + (fit.holds(added) ? "plus 1e-" : "raised to at least 1e-")
                                + power + ", not of o^s_y itself.",
                        "Take the loss from the logits, log sum exp o^a - o^a_y: it needs no such constant.");
            }
        }
        return Optional.empty();
    }

    /** A gradient plus a constant times the parameter, or times its sign. */
    private Optional<Finding> decay() {
        Bounded parameter = source.get(quantity.substring("grad_".length()));
        for (boolean signs : new boolean[] {false, true}) {
            Tensor term = signs ? parameter.value().map(Math::signum) : parameter.value();
            int at = largest(term);
            double c = (fit.found().values()[at] - fit.right().value().values()[at]) / term.values()[at];
            double unsure = fit.boundAt(fit.right(), at) / Math.abs(term.values()[at]);
            if (term.values().length > 2 && Double.isFinite(c) && fit.holds(sum(1, term, c, unsure))) {
                String times = nice(c, unsure);
                return finding(
                        signs ? "l1-term" : "weight-decay",
                        "It is the right gradient plus " + (times == null ? "a constant" : times) + " times "
                                + (signs ? "the signs of " : "") + quantity.substring(5)
                                + ": the gradient of a penalty, which R^ does not have.",
                        "R^ of 2e is the mean of the losses and nothing else.");
            }
        }
        return Optional.empty();
    }

    /** The parameter after a step of gradient descent. */
    private Optional<Finding> step() {
        Tensor parameter = source.get(quantity.substring("grad_".length())).value();
        int at = largest(fit.right().value());
        double right = fit.right().value().values()[at];
        double c = (fit.found().values()[at] - parameter.values()[at]) / right;
        double unsure =
                (2 * Math.ulp(parameter.values()[at]) + Math.abs(c) * fit.boundAt(fit.right(), at)) / Math.abs(right);
        if (parameter.values().length > 2 && Double.isFinite(c) && c != 0 && fit.holds(sum(c, unsure, parameter))) {
            String times = nice(-c, unsure);
            return finding(
                    "after-step",
                    "It is the parameter after a step of gradient descent"
                            + (times == null ? "" : ", learning rate " + times) + ": the gradient is asked for.",
                    "With the learning rate 0 it would be the parameter itself.");
        }
        return Optional.empty();
    }

    /** The value of a penalty on the weights, added to every element. */
    private Optional<Finding> penalty() {
        double c = fit.found().values()[0] - fit.right().value().values()[0];
        double unsure = fit.boundAt(fit.right(), 0);
        Bounded shifted = BoundedMath.map(fit.right(), x -> x + c, (x, fx, e) -> e + 2 * unsure);
        if (!fit.holds(shifted)) {
            return Optional.empty();
        }
        for (List<String> weights :
                List.of(List.of("W1", "W2"), List.of("W1"), List.of("W2"), List.of("W1", "b1", "W2", "b2"))) {
            for (boolean squares : new boolean[] {true, false}) {
                double norm = weights.stream()
                        .mapToDouble(weight -> norm(key.given().values().get(weight), squares))
                        .sum();
                for (double half : squares ? new double[] {1, 0.5} : new double[] {1}) {
                    String times = nice(c / (half * norm), unsure / (half * norm));
                    if (times != null && unsure <= SURE * Math.abs(c)) {
                        return finding(
                                "penalty-value",
                                "The value of a penalty is added: " + times + (half < 1 ? "/2" : "")
                                        + " times the sum of " + (squares ? "squares" : "absolute values") + " of "
                                        + String.join(", ", weights) + ".",
                                "R^ of 2e is the mean of the losses and nothing else.");
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static double norm(Tensor weight, boolean squares) {
        double norm = 0;
        for (double w : weight.values()) {
            norm += squares ? w * w : Math.abs(w);
        }
        return norm;
    }

    /** The right array plus c times a term, c known to some bound. */
    private Bounded sum(double factor, Tensor term, double c, double unsure) {
        Tensor value = Tensor.zeros(term.shape());
        Tensor error = Tensor.zeros(term.shape());
        for (int i = 0; i < value.values().length; i++) {
            double added = c * term.values()[i];
            value.values()[i] = factor * fit.right().value().values()[i] + added;
            error.values()[i] = fit.right().errorAt(i)
                    + unsure * Math.abs(term.values()[i])
                    + 2 * fit.right().precision().unit() * (Math.abs(added) + Math.abs(value.values()[i]));
        }
        return new Bounded(value, error, fit.right().precision());
    }

    /** The term plus c times the right array. */
    private Bounded sum(double c, double unsure, Tensor term) {
        Tensor value = Tensor.zeros(term.shape());
        Tensor error = Tensor.zeros(term.shape());
        for (int i = 0; i < value.values().length; i++) {
            double right = fit.right().value().values()[i];
            value.values()[i] = term.values()[i] + c * right;
            error.values()[i] = Math.abs(c) * fit.right().errorAt(i)
                    + unsure * Math.abs(right)
                    + 2 * fit.right().precision().unit() * (Math.abs(c * right) + Math.abs(value.values()[i]));
        }
        return new Bounded(value, error, fit.right().precision());
    }

    private static int largest(Tensor x) {
        int largest = 0;
        for (int i = 0; i < x.values().length; i++) {
            largest = Math.abs(x.values()[i]) > Math.abs(x.values()[largest]) ? i : largest;
        }
        return largest;
    }

    /** A constant as somebody may have written it, of at most three digits; null if it is none, or not known well enough. */
    static String nice(double c, double unsure) {
        if (!Double.isFinite(c) || c == 0 || !(unsure <= SURE * Math.abs(c))) {
            return null;
        }
        for (int digits = 1; digits <= 3; digits++) {
            BigDecimal rounded = new BigDecimal(c).round(new MathContext(digits));
            if (Math.abs(rounded.doubleValue() - c) <= unsure + 4 * Math.ulp(c)) {
                return rounded.stripTrailingZeros().scale() > 4
                        ? String.valueOf(rounded.doubleValue()).replace("E-", "e-")
                        : rounded.stripTrailingZeros().toPlainString();
            }
        }
        return null;
    }

    private Optional<Finding> finding(String name, String text, String check) {
        return Optional.of(Relations.finding(quantity, name, text, check));
    }
}
