/**
 * What every room may use and that knows none of them: how numbers and names are written for a person ({@link
 * org.crosscheck.compare.text.Numbers}, {@link org.crosscheck.compare.text.Printable}), the error that names file, place, expected and found ({@link
 * org.crosscheck.compare.text.InputException}), and which build this is.
 */
package org.crosscheck.compare.text;
