package org.crosscheck.compare.written;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Add;
import org.crosscheck.compare.latex.Expr.All;
import org.crosscheck.compare.latex.Expr.At;
import org.crosscheck.compare.latex.Expr.Call;
import org.crosscheck.compare.latex.Expr.Case;
import org.crosscheck.compare.latex.Expr.Cases;
import org.crosscheck.compare.latex.Expr.Deriv;
import org.crosscheck.compare.latex.Expr.Div;
import org.crosscheck.compare.latex.Expr.Dots;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Group;
import org.crosscheck.compare.latex.Expr.Indicator;
import org.crosscheck.compare.latex.Expr.Matrix;
import org.crosscheck.compare.latex.Expr.Mul;
import org.crosscheck.compare.latex.Expr.Neg;
import org.crosscheck.compare.latex.Expr.Num;
import org.crosscheck.compare.latex.Expr.Pow;
import org.crosscheck.compare.latex.Expr.Relation;
import org.crosscheck.compare.latex.Expr.Sub;
import org.crosscheck.compare.latex.Expr.Sum;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Expr.Transpose;
import org.crosscheck.compare.oracle.Dual;
import org.crosscheck.compare.written.Typing.Product;

/** Computes an expression in a world, with numbers for its indices. */
final class Evaluator<T> {

    private final World<T> world;
    private final SignedNumbers<T> numbers;
    private final Typing typing;
    private final Map<String, Integer> indices;

    Evaluator(World<T> world, Typing typing, Map<String, Integer> indices) {
        this.world = world;
        this.numbers = world.numbers;
        this.typing = typing;
        this.indices = indices;
    }

    private Evaluator<T> with(String index, int value) {
        Map<String, Integer> more = new HashMap<>(indices);
        more.put(index, value);
        return new Evaluator<>(world, typing, more);
    }

    Value<T> eval(Expr e) {
        world.budget.step();
        if (e instanceof Num num) {
            return Value.scalar(number(num));
        } else if (e instanceof Sym sym) {
            return symbol(sym);
        } else if (e instanceof Elem elem) {
            return element(elem);
        } else if (e instanceof Neg neg) {
            return eval(neg.of()).map(numbers::negate);
        } else if (e instanceof Add add) {
            return eval(add.left()).zip(eval(add.right()), numbers::add);
        } else if (e instanceof Sub sub) {
            return eval(sub.left()).zip(eval(sub.right()), numbers::subtract);
        } else if (e instanceof Mul mul) {
            return product(mul);
        } else if (e instanceof Div div) {
            return eval(div.over()).zip(eval(div.under()), numbers::divide);
        } else if (e instanceof Pow pow) {
            return power(pow);
        } else if (e instanceof Transpose transpose) {
            return eval(transpose.of()).transposed();
        } else if (e instanceof Call call) {
            return call(call);
        } else if (e instanceof At at) {
            int example = index(at.example(), world.instance.size(world.theory.dim("n")));
            return new Evaluator<>(world.example(example), typing, indices).eval(at.of());
        } else if (e instanceof Sum sum) {
            return sum(sum);
        } else if (e instanceof Deriv deriv) {
            return derivative(deriv);
        } else if (e instanceof Matrix matrix) {
            return matrix(matrix);
        } else if (e instanceof Group group) {
            return group(group);
        } else if (e instanceof Indicator indicator) {
            return conditions(indicator.where());
        } else if (e instanceof Cases cases) {
            return cases(cases);
        }
        throw new Unclear("it cannot be computed");
    }

    private T number(Num num) {
        BigDecimal value = new BigDecimal(num.digits());
        T digits = numbers.of(value.unscaledValue().doubleValue());
        return value.scale() <= 0
                ? numbers.of(value.doubleValue())
                : numbers.divide(digits, numbers.of(Math.rint(StrictMath.pow(10, value.scale()))));
    }

    private Value<T> symbol(Sym sym) {
        String name = sym.name();
        Integer index = indices.get(name);
        if (index != null) {
            return Value.scalar(numbers.of(index));
        }
        if (name.equals("\\pi")) { // both halves of the pair; what is cut off is below the error of the sum
            return Value.scalar(numbers.add(numbers.of(Math.PI), numbers.of(1.2246467991473532e-16)));
        }
        if (name.equals("undefined")) {
            return Value.scalar(numbers.undefined());
        }
        if (name.equals("ones") || name.equals("identity")) {
            return constant(name, sym);
        }
        return world.get(name);
    }

    private Value<T> constant(String name, Sym sym) {
        Shape shape = typing.shapes.get(sym);
        if (shape == null || shape.rows().name() == null) {
            if (name.equals("ones")) {
                return Value.scalar(numbers.of(1)); // beside numbers
            }
            throw new Unclear("the size of the identity matrix");
        }
        int size = world.instance.size(shape.rows());
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < (name.equals("ones") ? 1 : size); j++) {
                elements.add(numbers.of(name.equals("ones") || i == j ? 1 : 0));
            }
        }
        return new Value<>(size, elements.size() / size, elements);
    }

    /** The number of an index, from 1. */
    private int index(Expr e, int size) {
        int index = integer(e).orElseThrow(() -> new Unclear("an index that has no number"));
        if (index < 1 || index > size) {
            throw new OutOfRange();
        }
        return index;
    }

    /** An index beyond the last, as x_3 is for two numbers: nothing is said there. */
    static final class OutOfRange extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutOfRange() {
            super("", null, false, false);
        }
    }

    private OptionalInt integer(Expr e) {
        if (e instanceof Sym sym) {
            Integer index = indices.get(sym.name());
            if (index != null) {
                return OptionalInt.of(index);
            }
            if (sym.name().equals("y") && world.theory.hasClasses()) {
                return OptionalInt.of(world.label());
            }
            if (world.theory.dimension(sym.name()) != null) {
                return OptionalInt.of(world.instance.size(world.theory.dimension(sym.name())));
            }
        }
        if (e instanceof Num num && num.digits().matches("[0-9]{1,3}")) {
            return OptionalInt.of(Integer.parseInt(num.digits()));
        }
        if (e instanceof At at && at.of().equals(new Sym("y")) && world.theory.hasClasses()) {
            int example = index(at.example(), world.instance.size(world.theory.dim("n")));
            return OptionalInt.of(world.example(example).label());
        }
        return OptionalInt.empty();
    }

    private Value<T> element(Elem elem) {
        Value<T> of = eval(elem.of());
        List<Expr> list = elem.indices();
        if (list.size() == 2) {
            boolean row = list.get(1) instanceof All;
            boolean column = list.get(0) instanceof All;
            if (row && column) {
                return of;
            }
            if (row) {
                return row(of, index(list.get(0), of.rows()) - 1);
            }
            if (column) {
                return row(of.transposed(), index(list.get(1), of.columns()) - 1)
                        .transposed();
            }
            return Value.scalar(known(of.get(index(list.get(0), of.rows()) - 1, index(list.get(1), of.columns()) - 1)));
        }
        if (list.get(0) instanceof All) {
            return of;
        }
        Boolean standing = typing.standing.get(elem);
        if (standing != null) {
            Value<T> row = row(of, index(list.get(0), of.rows()) - 1);
            return standing ? row.transposed() : row;
        }
        return Value.scalar(known(of.elements().get(index(list.get(0), of.size()) - 1)));
    }

    private T known(T element) {
        return element == null ? numbers.undefined() : element;
    }

    private Value<T> row(Value<T> of, int row) {
        return new Value<>(1, of.columns(), of.elements().subList(row * of.columns(), (row + 1) * of.columns()));
    }

    private Value<T> product(Mul mul) {
        Product product = typing.products.get(mul);
        if (product == Product.CHAIN) {
            return chain(mul);
        }
        Value<T> l = eval(mul.left());
        Value<T> r = eval(mul.right());
        return switch (product) {
            case SCALED, ELEMENTWISE -> l.zip(r, numbers::multiply);
            case MATRIX -> l.times(r, numbers);
            case INNER -> Value.column(l.elements()).transposed().times(Value.column(r.elements()), numbers);
            case OUTER -> l.times(r.transposed(), numbers);
            case CHAIN -> throw new AssertionError();
        };
    }

    private Value<T> power(Pow pow) {
        Value<T> base = eval(pow.base());
        Expr exponent = pow.exponent();
        boolean negative = exponent instanceof Neg;
        if ((negative ? ((Neg) exponent).of() : exponent) instanceof Num num
                && num.digits().matches("[0-9]{1,2}")) {
            int n = Integer.parseInt(num.digits());
            if (base.rows() > 1 && base.columns() > 1) {
                Value<T> product = base;
                for (int i = 1; i < n; i++) {
                    product = product.times(base, numbers);
                }
                return product;
            }
            return base.map(x -> {
                T result = numbers.of(1);
                for (int i = 0; i < n; i++) {
                    result = numbers.multiply(result, x);
                }
                return negative ? numbers.divide(numbers.of(1), result) : result;
            });
        }
        return base.zip(eval(exponent), (x, y) -> numbers.exp(numbers.multiply(y, numbers.log(x))));
    }

    private Value<T> call(Call call) {
        String name = call.function();
        String plain = name.replace("'", "");
        if (Typer.ELEMENTWISE.contains(plain)) {
            Value<T> argument = eval(call.argument());
            if (!name.equals(plain)) {
                Duals<T> duals = new Duals<>(numbers);
                return argument.map(x -> Elementary.apply(plain, new Dual<>(x, numbers.of(1)), duals)
                        .derivative());
            }
            return argument.map(x -> Elementary.apply(plain, x, numbers));
        }
        Value<T> first = eval(plain.equals("onehot") ? Num.ONE : call.argument());
        switch (plain) {
            case "softmax" -> {
                Value<T> exponentials = first.map(numbers::exp);
                T total = total(exponentials);
                return exponentials.map(x -> numbers.divide(x, total));
            }
            case "norm1" -> {
                return Value.scalar(total(first.map(x -> Elementary.apply("abs", x, numbers))));
            }
            case "norm2" -> {
                return Value.scalar(Elementary.apply("sqrt", total(first.map(x -> numbers.multiply(x, x))), numbers));
            }
            case "diag" -> {
                return diagonal(first);
            }
            case "onehot" -> {
                Expr label = call.arguments().get(call.arguments().size() - 1);
                label = label.equals(new Sym("m")) ? call.arguments().get(0) : label;
                int size = world.instance.size(typing.shapes.get(call).rows());
                return world.onehot(index(label, size), size);
            }
            case "max", "min" -> {
                return extreme(call, first, plain.equals("max") ? 1 : -1);
            }
            default -> throw new Unclear("the function " + plain);
        }
    }

    private Value<T> diagonal(Value<T> of) {
        List<T> elements = new ArrayList<>();
        if (of.rows() > 1 && of.columns() > 1) {
            for (int i = 0; i < of.rows(); i++) {
                elements.add(of.get(i, i));
            }
            return Value.column(elements);
        }
        for (int i = 0; i < of.size(); i++) {
            for (int j = 0; j < of.size(); j++) {
                elements.add(i == j ? of.elements().get(i) : numbers.of(0));
            }
        }
        return new Value<>(of.size(), of.size(), elements);
    }

    private Value<T> extreme(Call call, Value<T> first, int direction) {
        if (call.arguments().size() == 1) {
            T best = first.get();
            for (T x : first.elements().subList(1, first.size())) {
                best = better(best, x, direction);
            }
            return Value.scalar(best);
        }
        Value<T> best = first;
        for (Expr argument : call.arguments().subList(1, call.arguments().size())) {
            best = best.zip(eval(argument), (x, y) -> better(x, y, direction));
        }
        return best;
    }

    private T better(T x, T y, int direction) {
        int sign = numbers.sign(numbers.subtract(x, y));
        return sign == SignedNumbers.UNKNOWN ? numbers.undefined() : sign * direction >= 0 ? x : y;
    }

    private T total(Value<T> of) {
        T sum = numbers.of(0);
        for (T x : of.elements()) {
            sum = numbers.add(sum, known(x));
        }
        return sum;
    }

    private Value<T> sum(Sum sum) {
        int size = world.instance.size(typing.sums.get(sum));
        Value<T> total = null;
        for (int i = 1; i <= size; i++) {
            Evaluator<T> inner = with(sum.index(), i);
            if (inner.holds(sum.where())) {
                Value<T> term = inner.eval(sum.body());
                total = total == null ? term : total.zip(term, numbers::add);
            }
        }
        return total == null ? Value.scalar(numbers.of(0)) : total;
    }

    /** Whether conditions on indices hold. */
    boolean holds(List<Relation> where) {
        for (Relation relation : where) {
            OptionalInt l = integer(relation.left());
            OptionalInt r = integer(relation.right());
            boolean holds;
            if (relation.sign().isEmpty() || relation.sign().equals("∈")) {
                continue;
            }
            if (l.isPresent() && r.isPresent()) {
                holds = compare(Integer.compare(l.getAsInt(), r.getAsInt()), relation.sign());
            } else {
                Value<T> value = conditions(List.of(relation));
                holds = value.elements().stream().allMatch(x -> numbers.sign(x) == 1);
            }
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    private static boolean compare(int order, String sign) {
        return switch (sign) {
            case "=" -> order == 0;
            case "≠" -> order != 0;
            case "<" -> order < 0;
            case ">" -> order > 0;
            case "≤" -> order <= 0;
            case "≥" -> order >= 0;
            default -> throw new Unclear("the condition with " + sign);
        };
    }

    /** 1 where all conditions hold, else 0, element by element. */
    private Value<T> conditions(List<Relation> where) {
        Value<T> all = Value.scalar(numbers.of(1));
        for (Relation relation : where) {
            if (relation.sign().isEmpty()) {
                throw new Unclear("a condition without a relation");
            }
            if (relation.sign().equals("∈")) {
                continue;
            }
            OptionalInt l = integer(relation.left());
            OptionalInt r = integer(relation.right());
            Value<T> holds;
            if (l.isPresent() && r.isPresent()) {
                boolean yes = compare(Integer.compare(l.getAsInt(), r.getAsInt()), relation.sign());
                holds = Value.scalar(numbers.of(yes ? 1 : 0));
            } else {
                holds = eval(relation.left()).zip(eval(relation.right()), (x, y) -> {
                    int order = numbers.sign(numbers.subtract(x, y));
                    return order == SignedNumbers.UNKNOWN
                            ? numbers.undefined()
                            : numbers.of(compare(order, relation.sign()) ? 1 : 0);
                });
            }
            all = all.zip(holds, numbers::multiply);
        }
        return all;
    }

    /** The first case that holds, element by element; nothing is said where none does. */
    private Value<T> cases(Cases cases) {
        Value<T> result = null;
        boolean met = false;
        for (int i = cases.cases().size() - 1; i >= 0; i--) {
            Case c = cases.cases().get(i);
            Value<T> rest = result == null ? Value.scalar(numbers.undefined()) : result;
            Value<T> holds = c.where().isEmpty() ? Value.scalar(numbers.of(1)) : conditions(c.where());
            boolean never = holds.elements().stream().allMatch(x -> numbers.sign(x) == 0);
            met |= !never;
            if (never) {
                result = rest;
                continue;
            }
            Value<T> value = eval(c.value());
            result = choose(holds, value, rest);
        }
        world.budget.hole |= !met;
        return result;
    }

    private Value<T> choose(Value<T> holds, Value<T> value, Value<T> rest) {
        Value<T> shape = holds.isScalar() ? value.isScalar() ? rest : value : holds;
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < shape.size(); i++) {
            int sign = numbers.sign(at(holds, i));
            elements.add(sign == SignedNumbers.UNKNOWN ? numbers.undefined() : sign == 1 ? at(value, i) : at(rest, i));
        }
        return new Value<>(shape.rows(), shape.columns(), elements);
    }

    private T at(Value<T> value, int i) {
        return value.isScalar() ? value.get() : value.elements().get(i);
    }

    private Value<T> matrix(Matrix matrix) {
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
                                : eval(cell).get());
            }
        }
        return new Value<>(rows, columns, elements);
    }

    /** An element under dots; null where it is not known how they go on. */
    private T between(Expr list, int row, int column) {
        Expr general = typing.general.get(list);
        return general == null
                ? null
                : with(General.ROW, row + 1)
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

    private Value<T> group(Group group) {
        Shape shape = typing.shapes.get(group);
        int size = world.instance.size(shape.rows());
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Expr member = line(group.members(), i, size);
            elements.add(
                    member == null || member instanceof Dots
                            ? between(group, i, 0)
                            : eval(member).get());
        }
        return Value.column(elements);
    }

    private Value<T> derivative(Deriv deriv) {
        String by = ((Sym) (deriv.by() instanceof Elem elem ? elem.of() : deriv.by())).name();
        List<Value<T>> jacobian = jacobian(deriv.of(), by);
        if (deriv.by() instanceof Elem elem) {
            return jacobian.get(position(elem, world.get(by)));
        }
        Value<T> quantity = world.get(by);
        if (jacobian.get(0).isScalar()) {
            return new Value<>(
                    quantity.rows(),
                    quantity.columns(),
                    jacobian.stream().map(Value::get).toList());
        }
        if (quantity.isScalar()) {
            return jacobian.get(0);
        }
        Value<T> columns = new Value<>(
                jacobian.size(),
                jacobian.get(0).size(),
                jacobian.stream().flatMap(v -> v.elements().stream()).toList());
        return columns.transposed();
    }

    private int position(Elem elem, Value<T> quantity) {
        List<Expr> list = elem.indices();
        if (list.stream().anyMatch(All.class::isInstance)
                || (list.size() == 1 && quantity.rows() > 1 && quantity.columns() > 1)) {
            throw new Unclear("a derivative by a row of a matrix");
        }
        if (list.size() == 1) {
            return index(list.get(0), quantity.size()) - 1;
        }
        return (index(list.get(0), quantity.rows()) - 1) * quantity.columns()
                + index(list.get(1), quantity.columns())
                - 1;
    }

    /** For each element of a quantity the derivative of an expression by it. */
    private List<Value<T>> jacobian(Expr of, String by) {
        boolean closed = Expr.all(of).stream()
                .noneMatch(e -> (e instanceof Sym sym && indices.containsKey(sym.name()))
                        || e instanceof Indicator
                        || e instanceof Cases);
        if (closed && of instanceof Sym) {
            return world.jacobian(of, by, () -> differentiate(of, by));
        }
        if (of instanceof Elem elem
                && elem.of() instanceof Sym base
                && elem.indices().stream().noneMatch(All.class::isInstance)
                && typing.standing.get(elem) == null
                && !base.name().equals("y")) {
            Value<T> whole = world.get(base.name());
            int position = position(elem, whole);
            return jacobian(base, by).stream()
                    .map(v -> Value.scalar(v.elements().get(position)))
                    .toList();
        }
        return differentiate(of, by);
    }

    private List<Value<T>> differentiate(Expr of, String by) {
        int size = world.get(by).size();
        List<Value<T>> derivatives = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            World<Dual<T>> moved = world.moved(by, i);
            derivatives.add(new Evaluator<>(moved, typing, indices).eval(of).map(Dual::derivative));
        }
        return derivatives;
    }

    /** Factors by the chain rule: contracted over the elements of what both have, whatever their layout. */
    private Value<T> chain(Mul mul) {
        List<Deriv> links = new ArrayList<>(Chains.links(mul));
        boolean forward = links.get(0).by().equals(links.get(1).of());
        if (!forward) {
            java.util.Collections.reverse(links);
        }
        Value<T> product = flat(links.get(0));
        for (Deriv link : links.subList(1, links.size())) {
            product = product.times(flat(link), numbers);
        }
        Shape shape = typing.shapes.get(mul);
        return new Value<>(world.instance.size(shape.rows()), world.instance.size(shape.columns()), product.elements());
    }

    /** Elements of what is differentiated by elements of what it is differentiated by. */
    private Value<T> flat(Deriv link) {
        String by = ((Sym) (link.by() instanceof Elem elem ? elem.of() : link.by())).name();
        List<Value<T>> jacobian = jacobian(link.of(), by);
        if (link.by() instanceof Elem elem) {
            jacobian = List.of(jacobian.get(position(elem, world.get(by))));
        }
        Value<T> columns = new Value<>(
                jacobian.size(),
                jacobian.get(0).size(),
                jacobian.stream().flatMap(v -> v.elements().stream()).toList());
        return columns.transposed();
    }
}
