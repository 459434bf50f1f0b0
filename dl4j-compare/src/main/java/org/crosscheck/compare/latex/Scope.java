package org.crosscheck.compare.latex;

/** Which letters mean what: the homework uses some of them several times. */
public enum Scope {
    /** 1a to 1f: x is a number. */
    NUMBERS,
    /** 1g to 1m: x is a vector of n numbers. */
    VECTORS,
    /** Part 2: the network; x is a vector of d numbers, y a class, n the number of examples. */
    NETWORK,
    /** Part 3: k, s, p, d are a window's size, stride, padding and dilation. */
    WINDOWS
}
