package org.crosscheck.compare.written;

/** A dimension: one of the homework's letters, a number, or not known yet. */
final class Dim {

    private String name;
    private Dim same;

    /** A dimension that is still to be found out. */
    Dim() {}

    Dim(String name) {
        this.name = name;
    }

    private Dim find() {
        return same == null ? this : same.find();
    }

    /** Its letter or number; null while it is not known. */
    String name() {
        return find().name;
    }

    boolean isOne() {
        return "1".equals(name());
    }

    /** Whether two can be the same: nothing is changed. */
    boolean fits(Dim other) {
        Dim a = find();
        Dim b = other.find();
        if (a == b) {
            return true;
        }
        if (a.name != null && b.name != null) {
            return a.name.equals(b.name);
        }
        // what is not known is an axis, never the 1 of a column
        return !"1".equals(a.name) && !"1".equals(b.name);
    }

    /** Makes two the same; false if they cannot be. */
    boolean unify(Dim other) {
        if (!fits(other)) {
            return false;
        }
        Dim a = find();
        Dim b = other.find();
        if (a != b) {
            if (a.name == null) {
                a.same = b;
            } else if (b.name == null) {
                b.same = a;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return name() == null ? "?" : name();
    }
}
