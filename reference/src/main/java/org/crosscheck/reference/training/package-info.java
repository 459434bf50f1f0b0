/**
 * Training at speed ({@link org.crosscheck.reference.training.Trainer}, where to begin): one step of gradient descent on a batch (question 2f), for the MLP and for the CNN with sine,
 * with the same bits for any number of threads.
 */
package org.crosscheck.reference.training;
