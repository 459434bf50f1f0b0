/**
 * The 34 questions with their live checks ({@link org.crosscheck.compare.checks.Catalogue}, where to begin), the registry of engines, the evidence that
 * checks compare, and what is told when one fails: the first failure of the chain and the smallest case that shows it. Drives the tests, the command line and
 * the reports alike. Uses all rooms that compute; knows no page.
 */
package org.crosscheck.compare.checks;
