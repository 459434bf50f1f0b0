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
import org.crosscheck.compare.written.Typing.Product;

/** Computes an expression in a world, with numbers for its indices. */
final class Evaluator<T> {

    final World<T> world;
    final SignedNumbers<T> numbers;
    final Typing typing;
    final Map<String, Integer> indices;

    Evaluator(World<T> world, Typing typing, Map<String, Integer> indices) {
        this.world = world;
        this.numbers = world.numbers;
        this.typing = typing;
        this.indices = indices;
    }

    Evaluator<T> with(String index, int value) {
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
            return new FunctionValues<>(this).power(pow);
        } else if (e instanceof Transpose transpose) {
            return eval(transpose.of()).transposed();
        } else if (e instanceof Call call) {
            return new FunctionValues<>(this).call(call);
        } else if (e instanceof At at) {
            int example = index(at.example(), world.instance.size(world.theory.dim("n")));
            return new Evaluator<>(world.example(example), typing, indices).eval(at.of());
        } else if (e instanceof Sum sum) {
            return sum(sum);
        } else if (e instanceof Deriv deriv) {
            return new DerivativeValues<>(this).derivative(deriv);
        } else if (e instanceof Matrix matrix) {
            return new ListedValues<>(this).matrix(matrix);
        } else if (e instanceof Group group) {
            return new ListedValues<>(this).group(group);
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
    int index(Expr e, int size) {
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

    T known(T element) {
        return element == null ? numbers.undefined() : element;
    }

    private Value<T> row(Value<T> of, int row) {
        return new Value<>(1, of.columns(), of.elements().subList(row * of.columns(), (row + 1) * of.columns()));
    }

    private Value<T> product(Mul mul) {
        Product product = typing.products.get(mul);
        if (product == Product.CHAIN) {
            return new DerivativeValues<>(this).chain(mul);
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
}
