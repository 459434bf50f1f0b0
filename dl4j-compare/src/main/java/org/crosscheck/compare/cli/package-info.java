/**
 * The command line ({@link org.crosscheck.compare.cli.Main}, where to begin): one class for each command, which reads options, calls the rooms below
 * and prints. Only this room knows picocli, the terminal and exit codes.
 */
package org.crosscheck.compare.cli;
