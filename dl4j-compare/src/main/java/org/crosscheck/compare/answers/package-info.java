/**
 * The answer key: the worked answers of the homework's 34 questions, kept as text files beside the classes, read into a
 * small tree and written as HTML with MathML or as Unicode text for a terminal.
 */
package org.crosscheck.compare.answers;
