/**
 * What "agrees" means: the rounding bound of each kind of step ({@link org.crosscheck.compare.rounding.Bounds}, where to begin), tensors that carry
 * their error, and the one comparison, {@link org.crosscheck.compare.rounding.Agreement}. Knows no step of the homework and no engine.
 */
package org.crosscheck.compare.rounding;
