package org.crosscheck.compare.homework;

import java.util.List;
import java.util.Optional;

/**
 * One of the homework's 34 sub-questions. The one list of them: their checks are in the catalogue, their answers in the key.
 *
 * @param id such as 2g
 * @param points the homework's points
 * @param title a few words
 */
public record SubQuestion(String id, int points, String title) {

    /** All, in the homework's order. */
    public static final List<SubQuestion> ALL = List.of(
            new SubQuestion("1a", 2, "derivative of the rectifier"),
            new SubQuestion("1b", 1, "derivative of the sigmoid"),
            new SubQuestion("1c", 1, "sigmoid from tanh"),
            new SubQuestion("1d", 1, "logarithm of the sigmoid"),
            new SubQuestion("1e", 1, "difference of two softplus"),
            new SubQuestion("1f", 1, "sign from indicators"),
            new SubQuestion("1g", 1, "gradient of the squared L2 norm"),
            new SubQuestion("1h", 1, "gradient of the L1 norm"),
            new SubQuestion("1i", 1, "softmax is not scale-invariant"),
            new SubQuestion("1j", 1, "softmax is translation-invariant"),
            new SubQuestion("1k", 1, "partial derivatives of the softmax"),
            new SubQuestion("1l", 1, "Jacobian of the softmax"),
            new SubQuestion("1m", 2, "vector-Jacobian products in O(n)"),
            new SubQuestion("2a", 2, "hidden layer: h^a and h^s"),
            new SubQuestion("2b", 2, "output layer: o^a"),
            new SubQuestion("2c", 2, "softmax: o^s, positive, summing to 1"),
            new SubQuestion("2d", 2, "loss L from o^a"),
            new SubQuestion("2e", 2, "empirical risk, theta, n_theta"),
            new SubQuestion("2f", 2, "batch gradient descent"),
            new SubQuestion("2g", 3, "gradient with respect to o^a"),
            new SubQuestion("2h", 3, "gradients of W(2) and b(2), element by element"),
            new SubQuestion("2i", 2, "gradients of W(2) and b(2), matrix form"),
            new SubQuestion("2j", 2, "gradient with respect to h^s, element by element"),
            new SubQuestion("2k", 2, "gradient with respect to h^s, matrix form"),
            new SubQuestion("2l", 2, "gradient with respect to h^a, element by element"),
            new SubQuestion("2m", 2, "gradient with respect to h^a, matrix form"),
            new SubQuestion("2n", 2, "gradients of W(1) and b(1), element by element"),
            new SubQuestion("2o", 2, "gradients of W(1) and b(1), matrix form"),
            new SubQuestion("2p", 2, "gradient with respect to x as a forward pass"),
            new SubQuestion("3a", 3, "size of the last layer's output"),
            new SubQuestion("3b", 2, "parameters of the last layer"),
            new SubQuestion("3c", 2, "64x64x3 to (64, 6, 6), no padding, no dilation"),
            new SubQuestion("3d", 2, "64x64x3 to (64, 6, 6), p = 1, d = 2"),
            new SubQuestion("3e", 2, "64x64x3 to (64, 6, 6), p = 1, d = 1"));

    /** The sub-question of an id; empty if there is none. */
    public static Optional<SubQuestion> find(String id) {
        return ALL.stream().filter(question -> question.id.equals(id)).findFirst();
    }
}
