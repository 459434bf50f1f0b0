package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Dots;
import org.crosscheck.compare.latex.Expr.Group;
import org.crosscheck.compare.latex.Expr.Matrix;

/** Computes matrices and vectors that are written out, with dots in them or not. */
final class ListedValues<T> {

    private final Evaluator<T> evaluator;
    private final World<T> world;
    private final Typing typing;

    ListedValues(Evaluator<T> evaluator) {
        this.evaluator = evaluator;
        this.world = evaluator.world;
        this.typing = evaluator.typing;
    }

    Value<T> matrix(Matrix matrix) {
        Shape shape = typing.shapes.get(matrix);
        int rows = world.instance.size(shape.rows());
        int columns = world.instance.size(shape.columns());
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            List<Expr> row = line(matrix.rows(), i, rows);
            for (int j = 0; j < columns; j++) {
                Expr cell = row == null ? new Dots() : line(row, j, columns);
                elements.add(
                        cell == null || cell instanceof Dots
                                ? between(matrix, i, j)
                                : evaluator.eval(cell).get());
            }
        }
        return new Value<>(rows, columns, elements);
    }

    /** An element under dots; null where it is not known how they go on. */
    private T between(Expr list, int row, int column) {
        Expr general = typing.general.get(list);
        return general == null
                ? null
                : evaluator
                        .with(General.ROW, row + 1)
                        .with(General.COLUMN, column + 1)
                        .eval(general)
                        .get();
    }

    /** The entry of a list that has dots in it, at a position of what it stands for; null within the dots. */
    private static <E> E line(List<E> list, int position, int size) {
        int dots = -1;
        for (int i = 0; i < list.size(); i++) {
            E entry = list.get(i);
            boolean open = entry instanceof Dots
                    || (entry instanceof List<?> row && row.stream().allMatch(Dots.class::isInstance));
            dots = open ? i : dots;
        }
        if (dots < 0) {
            return position < list.size() ? list.get(position) : null;
        }
        int behind = list.size() - 1 - dots;
        if (position < dots && position < size - behind) {
            return list.get(position);
        }
        return position >= size - behind ? list.get(list.size() - (size - position)) : null;
    }

    Value<T> group(Group group) {
        Shape shape = typing.shapes.get(group);
        int size = world.instance.size(shape.rows());
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Expr member = line(group.members(), i, size);
            elements.add(
                    member == null || member instanceof Dots
                            ? between(group, i, 0)
                            : evaluator.eval(member).get());
        }
        return Value.column(elements);
    }
}
