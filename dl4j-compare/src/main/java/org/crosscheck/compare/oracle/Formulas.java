package org.crosscheck.compare.oracle;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * The homework's formulas, element by element, over any type of number; written independently of the reference, which
 * they judge. Each formula takes its inputs by the names that files use and gives the element at a flat position.
 * Indices: e example, j hidden neuron, k class, i input, r a summed index; image, f filter, c channel, u, v within a
 * kernel.
 */
public final class Formulas<T> {

    /** One formula: from named inputs to the function that computes an element. */
    @FunctionalInterface
    private interface ElementFormula<T> {
        IntFunction<T> of(Map<String, Elements<T>> in);
    }

    private final Field<T> field;
    private final Map<String, ElementFormula<T>> formulas;

    public Formulas(Field<T> field) {
        this.field = field;
        CnnFormulas<T> cnn = new CnnFormulas<>(field);
        this.formulas = Map.ofEntries(
                entry("rectifier", in -> each(in, "t", this::rectifier)),
                entry("sigmoid", in -> each(in, "t", this::sigmoid)),
                entry(
                        "squared_norm2",
                        in -> position ->
                                sum(size(in, "x"), i -> square(in.get("x").get(i)))),
                entry(
                        "norm1",
                        in -> position ->
                                sum(size(in, "x"), i -> abs(in.get("x").get(i)))),
                entry("softmax", in -> softmaxRows(in.get("x"))),
                entry("q1a", in -> each(in, "t", this::rectifierPrime)),
                entry("q1b", in -> each(in, "t", this::sigmoidPrime)),
                entry("q1f", in -> each(in, "t", this::sign)),
                entry("q1g", in -> each(in, "x", this::twice)),
                entry("q1h", in -> each(in, "x", this::sign)),
                entry("q1l", this::softmaxJacobian),
                entry(
                        "q1m_sigmoid",
                        in -> position -> field.multiply(
                                sigmoidPrime(in.get("x").get(position)),
                                in.get("v").get(position))),
                entry("q1m_softmax", this::softmaxProduct),
                entry("ha", in -> affine(in.get("X"), in.get("W1"), in.get("b1"))),
                entry("hs", in -> each(in, "ha", this::phi)),
                entry("oa", in -> affine(in.get("hs"), in.get("W2"), in.get("b2"))),
                entry("os", in -> softmaxRows(in.get("oa"))),
                entry("L", this::loss),
                entry(
                        "R",
                        in -> position -> mean(size(in, "L"), e -> in.get("L").get(e))),
                entry("grad_oa", this::gradOa),
                entry("grad_W2", in -> meanProduct(in.get("grad_oa"), in.get("hs"))),
                entry("grad_b2", in -> meanRow(in.get("grad_oa"))),
                entry("grad_hs", in -> transposedProduct(in.get("grad_oa"), in.get("W2"))),
                entry(
                        "grad_ha",
                        in -> position -> field.multiply(
                                in.get("grad_hs").at().apply(position),
                                phiPrime(in.get("ha").at().apply(position)))),
                entry("grad_W1", in -> meanProduct(in.get("grad_ha"), in.get("X"))),
                entry("grad_b1", in -> meanRow(in.get("grad_ha"))),
                entry("grad_x", in -> transposedProduct(in.get("grad_ha"), in.get("W1"))),
                entry("conv1", in -> cnn.convolution(in.get("images"), in.get("conv1_W"), in.get("conv1_b"))),
                entry("pool2", in -> cnn.pooling(in.get("conv1"))),
                entry("conv3", in -> cnn.convolution(in.get("pool2"), in.get("conv3_W"), in.get("conv3_b"))),
                entry("grad_conv3_W", in -> cnn.gradWeights(in.get("pool2"), in.get("upstream"))),
                entry("grad_conv3_b", in -> cnn.gradBias(in.get("upstream"))),
                entry("grad_pool2", in -> cnn.gradImages(in.get("upstream"), in.get("conv3_W"))),
                entry("grad_conv1", in -> cnn.gradPooling(in.get("grad_pool2"))),
                entry("grad_conv1_W", in -> cnn.gradWeights(in.get("images"), in.get("grad_conv1"))),
                entry("grad_conv1_b", in -> cnn.gradBias(in.get("grad_conv1"))),
                entry("grad_images", in -> cnn.gradImages(in.get("grad_conv1"), in.get("conv1_W"))));
    }

    /** The quantities that have a formula here, and the functions of part 1 whose derivatives are asked for. */
    public Set<String> quantities() {
        return formulas.keySet();
    }

    /** The function that computes a quantity's element at a flat position from its inputs. */
    public IntFunction<T> formula(String quantity, Map<String, Elements<T>> in) {
        return formulas.get(quantity).of(in);
    }

    /** Questions 2a and 2b. */
    private IntFunction<T> affine(Elements<T> x, Elements<T> w, Elements<T> b) {
        int outputs = w.shape()[0];
        return position -> {
            int e = position / outputs;
            int j = position % outputs;
            int inputs = w.shape()[1];
            return field.dot(b.get(j), w.at(), j * inputs, 1, x.at(), e * inputs, 1, inputs);
        };
    }

    /** Questions 2j, 2k and 2p. */
    private IntFunction<T> transposedProduct(Elements<T> delta, Elements<T> w) {
        int outputs = w.shape()[1];
        return position -> {
            int e = position / outputs;
            int j = position % outputs;
            int summed = w.shape()[0];
            return field.dot(null, delta.at(), e * summed, 1, w.at(), j, outputs, summed);
        };
    }

    /** Questions 2h, 2i, 2n and 2o. */
    private IntFunction<T> meanProduct(Elements<T> delta, Elements<T> a) {
        int columns = a.shape()[1];
        return position -> {
            int k = position / columns;
            int j = position % columns;
            int n = a.shape()[0];
            return field.divide(field.dot(null, delta.at(), k, delta.shape()[1], a.at(), j, columns, n), field.of(n));
        };
    }

    /** Questions 2h, 2i, 2n and 2o. */
    private IntFunction<T> meanRow(Elements<T> delta) {
        return k -> mean(delta.shape()[0], e -> delta.get(e, k));
    }

    /** Question 2g. */
    private IntFunction<T> gradOa(Map<String, Elements<T>> in) {
        int classes = in.get("os").shape()[1];
        return position -> {
            int label = (int) field.toDouble(in.get("y").get(position / classes));
            return field.subtract(in.get("os").at().apply(position), indicator(position % classes == label - 1));
        };
    }

    /** Question 2d: log sum_k exp(o^a_k - max) - (o^a_y - max); if only o^s is given, -log o^s_y. */
    private IntFunction<T> loss(Map<String, Elements<T>> in) {
        Elements<T> oa = in.get("oa");
        if (oa == null) {
            return e -> negate(field.log(
                    in.get("os").get(e, (int) field.toDouble(in.get("y").get(e)) - 1)));
        }
        int classes = oa.shape()[1];
        return e -> {
            int label = (int) field.toDouble(in.get("y").get(e));
            T max = max(oa, e * classes, classes);
            T total = sum(classes, k -> field.exp(field.subtract(oa.get(e, k), max)));
            return field.subtract(field.log(total), field.subtract(oa.get(e, label - 1), max));
        };
    }

    /** Question 2c. */
    private IntFunction<T> softmaxRows(Elements<T> z) {
        int classes = z.shape()[z.shape().length - 1];
        Map<Integer, List<T>> rows = new ConcurrentHashMap<>();
        return position -> rows.computeIfAbsent(position / classes, row -> softmax(z, row * classes, classes))
                .get(position % classes);
    }

    private List<T> softmax(Elements<T> z, int from, int classes) {
        T max = max(z, from, classes);
        List<T> exponentials = new ArrayList<>();
        for (int k = 0; k < classes; k++) {
            exponentials.add(field.exp(field.subtract(z.at().apply(from + k), max)));
        }
        T total = sum(classes, exponentials::get);
        return exponentials.stream().map(e -> field.divide(e, total)).toList();
    }

    /**
     * The largest element by its value alone, so that the derivative that a number carries plays no part in the choice.
     */
    private T max(Elements<T> z, int from, int count) {
        T max = z.at().apply(from);
        for (int k = 1; k < count; k++) {
            T candidate = z.at().apply(from + k);
            if (field.toDouble(candidate) > field.toDouble(max)) {
                max = candidate;
            }
        }
        return max;
    }

    /** Questions 1k and 1l. */
    private IntFunction<T> softmaxJacobian(Map<String, Elements<T>> in) {
        IntFunction<T> s = softmaxRows(in.get("x"));
        int p = size(in, "x");
        return position -> jacobian(s, position / p, position % p);
    }

    private T jacobian(IntFunction<T> s, int i, int j) {
        T product = field.multiply(s.apply(i), s.apply(j));
        return field.subtract(i == j ? s.apply(i) : field.of(0), product);
    }

    /** Question 1m: S_i (v_i - sum_j S_j v_j). */
    private IntFunction<T> softmaxProduct(Map<String, Elements<T>> in) {
        IntFunction<T> s = softmaxRows(in.get("x"));
        Elements<T> v = in.get("v");
        T dot = sum(size(in, "x"), j -> field.multiply(s.apply(j), v.get(j)));
        return i -> field.multiply(s.apply(i), field.subtract(v.get(i), dot));
    }

    /** Questions 1b and 1m: sigma' = e / (1 + e)^2 with e = exp(-|t|): even in t, and without cancellation. */
    private T sigmoidPrime(T t) {
        T e = field.exp(negate(abs(t)));
        T onePlus = field.add(field.of(1), e);
        return field.divide(field.divide(e, onePlus), onePlus);
    }

    /** exp(t) / (1 + exp(t)) for t &lt; 0, else 1 / (1 + exp(-t)): no exponential overflows. */
    private T sigmoid(T t) {
        if (field.toDouble(t) < 0) {
            T e = field.exp(t);
            return field.divide(e, field.add(field.of(1), e));
        }
        return field.divide(field.of(1), field.add(field.of(1), field.exp(negate(t))));
    }

    /** Question 2a. */
    private T phi(T z) {
        return field.sin(z);
    }

    /** Questions 2l and 2m. */
    private T phiPrime(T z) {
        return field.cos(z);
    }

    private T rectifier(T t) {
        return field.toDouble(t) > 0 ? t : field.of(0);
    }

    /** Question 1a. */
    private T rectifierPrime(T t) {
        return indicator(field.toDouble(t) > 0);
    }

    /** Question 1g. */
    private T twice(T x) {
        return field.add(x, x);
    }

    private T square(T x) {
        return field.multiply(x, x);
    }

    /** |x|; at 0, where it has no derivative, a constant, so that the derivative is the homework's sign(0) = 0. */
    private T abs(T x) {
        if (field.toDouble(x) == 0) {
            return field.of(0);
        }
        return field.toDouble(x) < 0 ? negate(x) : x;
    }

    private T negate(T x) {
        return field.subtract(field.of(0), x);
    }

    /** Questions 1f and 1h. */
    private T sign(T x) {
        return field.of(Math.signum(field.toDouble(x)));
    }

    private T indicator(boolean condition) {
        return field.of(condition ? 1 : 0);
    }

    private T sum(int terms, IntFunction<T> term) {
        T sum = term.apply(0);
        for (int r = 1; r < terms; r++) {
            sum = field.add(sum, term.apply(r));
        }
        return sum;
    }

    /** Question 2e. */
    private T mean(int terms, IntFunction<T> term) {
        return field.divide(sum(terms, term), field.of(terms));
    }

    private IntFunction<T> each(Map<String, Elements<T>> in, String key, java.util.function.UnaryOperator<T> function) {
        return position -> function.apply(in.get(key).at().apply(position));
    }

    private int size(Map<String, Elements<T>> in, String key) {
        return in.get(key).size();
    }
}
