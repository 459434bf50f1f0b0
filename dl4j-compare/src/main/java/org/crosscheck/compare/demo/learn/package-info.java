/**
 * What learns in a demo run: the networks with their settings, images and scores, and the reference's learner ({@link
 * org.crosscheck.compare.demo.learn.Learner}, where to begin).
 */
package org.crosscheck.compare.demo.learn;
