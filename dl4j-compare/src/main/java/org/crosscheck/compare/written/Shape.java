package org.crosscheck.compare.written;

/** The dimensions of a scalar, column, row or matrix. */
record Shape(Dim rows, Dim columns) {

    static final Dim ONE = new Dim("1");
    static final Shape SCALAR = new Shape(ONE, ONE);

    static Shape column(Dim rows) {
        return new Shape(rows, ONE);
    }

    boolean isScalar() {
        return rows.isOne() && columns.isOne();
    }

    boolean isColumn() {
        return !rows.isOne() && columns.isOne();
    }

    boolean isRow() {
        return rows.isOne() && !columns.isOne();
    }

    boolean isMatrix() {
        return !rows.isOne() && !columns.isOne();
    }

    boolean fits(Shape other) {
        return rows.fits(other.rows) && columns.fits(other.columns);
    }

    boolean unify(Shape other) {
        return rows.unify(other.rows) && columns.unify(other.columns);
    }

    Shape transposed() {
        return new Shape(columns, rows);
    }

    /** In words and the homework's letters. */
    String text() {
        if (isScalar()) {
            return "a number";
        }
        return rows + " x " + columns;
    }
}
