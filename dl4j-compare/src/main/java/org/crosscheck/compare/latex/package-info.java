/**
 * Formulas in LaTeX: tokens and macros, the tree of their layout with its renderings as Unicode text and MathML, and the
 * tree of their meaning, which is also printed back as LaTeX.
 */
package org.crosscheck.compare.latex;
