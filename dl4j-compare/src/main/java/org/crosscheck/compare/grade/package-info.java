/**
 * Instructor verification: marks what students computed from a case ({@link org.crosscheck.compare.grade.Marker}, where to begin), says where an error entered
 * and what it costs. Its parts read submissions, know mistakes, and explain. Knows no engine but the reference.
 */
package org.crosscheck.compare.grade;
