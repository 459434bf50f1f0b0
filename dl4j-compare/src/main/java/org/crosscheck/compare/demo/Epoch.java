package org.crosscheck.compare.demo;

/**
 * What one engine did in an epoch.
 *
 * @param loss the mean of R^ over its steps, each before the update, by examples
 * @param testLoss R^ of the averaged weights on the test set after it
 * @param testError the part of the test set that they take for another class
 * @param seconds spent in this engine's steps
 * @param examplesPerSecond of these steps
 */
public record Epoch(double loss, double testLoss, double testError, double seconds, double examplesPerSecond) {}
