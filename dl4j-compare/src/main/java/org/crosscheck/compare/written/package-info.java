/**
 * Written answers judged: formulas get types in the homework's own dimensions, are run on seeded instances in ball
 * arithmetic, and are held against what each question asks for.
 */
package org.crosscheck.compare.written;
