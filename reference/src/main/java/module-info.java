/** The homework's networks, written by hand: requires nothing but {@code java.base}. */
module org.crosscheck.reference {
    exports org.crosscheck.reference;
    exports org.crosscheck.reference.kernels;
    exports org.crosscheck.reference.matrix;
    exports org.crosscheck.reference.training;
}
