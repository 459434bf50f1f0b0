package org.crosscheck.compare.demo;

/**
 * The results of one engine in one epoch.
 *
 * @param loss the mean of R^ over its steps, each before the update, weighted by examples
 * @param testLoss R^ of the averaged weights on the test set after it
 * @param testError the share of the test set that they misclassify
 * @param seconds spent in this engine's steps
 * @param examplesPerSecond the speed of these steps
 */
public record Epoch(double loss, double testLoss, double testError, double seconds, double examplesPerSecond) {

    /** How many numbers that is. */
    static final int NUMBERS = 5;
}
