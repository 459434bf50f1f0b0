/**
 * Who is right: the homework's element-wise formulas, written once more and apart from the reference over any kind of number ({@link
 * org.crosscheck.compare.oracle.Formulas}, where to begin), evaluated in pairs of doubles (106 bits), by dual numbers, by counting operations, or by
 * writing the terms down. Uses {@code steps}.
 */
package org.crosscheck.compare.oracle;
