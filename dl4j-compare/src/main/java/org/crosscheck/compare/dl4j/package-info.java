/**
 * The homework's networks in Deeplearning4j and in SameDiff, loaded with the shared weights, and the sine activation ({@link
 * org.crosscheck.compare.dl4j.Dl4jMlp} and {@link org.crosscheck.compare.dl4j.Dl4jCnn}, where to begin). Of the rooms that verify, this is the only one that
 * knows ND4J.
 */
package org.crosscheck.compare.dl4j;
