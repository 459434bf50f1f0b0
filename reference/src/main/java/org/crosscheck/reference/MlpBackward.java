package org.crosscheck.reference;

/**
 * What the backward pass over n examples computes (questions 2g to 2p). A row of the first four belongs to one example
 * and is the gradient of that example's loss L; {@code gradTheta} is the gradient of the risk R^, a mean over n.
 *
 * @param gradOa dL/do^a, shape (n, m)
 * @param gradHs dL/dh^s, shape (n, dh)
 * @param gradHa dL/dh^a, shape (n, dh)
 * @param gradX dL/dx, shape (n, d)
 * @param gradTheta dR^/dtheta, each part of the shape of that parameter
 */
public record MlpBackward(double[][] gradOa, double[][] gradHs, double[][] gradHa, double[][] gradX, Theta gradTheta) {}
