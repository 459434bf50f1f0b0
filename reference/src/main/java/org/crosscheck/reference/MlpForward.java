package org.crosscheck.reference;

/**
 * What the forward pass over n examples computes (questions 2a to 2e), one row per example.
 *
 * @param ha pre-activations of the hidden layer h^a, shape (n, dh)
 * @param hs outputs of the hidden layer h^s = sin h^a, shape (n, dh)
 * @param oa pre-activations of the output layer o^a, shape (n, m)
 * @param os class probabilities o^s = softmax o^a, shape (n, m)
 * @param loss L of each example, shape (n)
 * @param risk the empirical risk R^, the mean of the losses
 */
public record MlpForward(double[][] ha, double[][] hs, double[][] oa, double[][] os, double[] loss, double risk) {}
