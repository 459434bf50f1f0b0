/**
 * What Gradescope asks for: its results file, the bundle's files, and the program that runs inside it, {@link
 * org.crosscheck.compare.grade.gradescope.Autograder}, whose jar holds the rooms that {@code MarkerJar} lists and nothing of Deeplearning4j.
 */
package org.crosscheck.compare.grade.gradescope;
