package org.crosscheck.compare.written;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.latex.Expr;

/**
 * What was found out about the expressions of one statement: shapes, how each product multiplies, what each index runs
 * over. Expressions are told apart by identity, since the same text may mean different things at two places.
 */
final class Typing {

    /** How a product multiplies. */
    enum Product {
        SCALED,
        MATRIX,
        ELEMENTWISE,
        INNER,
        OUTER,
        /** Two derivatives by the chain rule, whatever the layout: contracted over what both have. */
        CHAIN
    }

    final IdentityHashMap<Expr, Shape> shapes = new IdentityHashMap<>();
    final IdentityHashMap<Expr, Product> products = new IdentityHashMap<>();
    /** What the index of a sum runs over. */
    final IdentityHashMap<Expr, Dim> sums = new IdentityHashMap<>();
    /** Whether a matrix with one index is its row as a column (true) or as a row (false). */
    final IdentityHashMap<Expr, Boolean> standing = new IdentityHashMap<>();
    /** What stands under the dots of a matrix or list, with the letters of its row and column. */
    final IdentityHashMap<Expr, Expr> general = new IdentityHashMap<>();
    /** The free indices of the statement. */
    final Map<String, Dim> free = new LinkedHashMap<>();
    /** Letters that stand for any number. */
    final Map<String, Shape> variables = new LinkedHashMap<>();
    /** What was read with indulgence, to be told. */
    final Set<String> remarks = new LinkedHashSet<>();
}
