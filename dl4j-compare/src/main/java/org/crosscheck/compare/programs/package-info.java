/**
 * Anybody's program as an {@link org.crosscheck.compare.steps.Engine}: its command, its runs, and what became of them. Uses
 * {@code steps} and the reader of submissions, since what a program writes is as little trusted. Begin at {@link
 * org.crosscheck.compare.programs.ProgramEngine}.
 */
package org.crosscheck.compare.programs;
