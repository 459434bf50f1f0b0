package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Call;
import org.crosscheck.compare.latex.Expr.Neg;
import org.crosscheck.compare.latex.Expr.Num;
import org.crosscheck.compare.latex.Expr.Pow;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.oracle.Dual;

/** Computes functions of numbers, vectors and matrices, and powers. */
final class FunctionValues<T> {

    private final Evaluator<T> evaluator;
    private final World<T> world;
    private final SignedNumbers<T> numbers;
    private final Typing typing;

    FunctionValues(Evaluator<T> evaluator) {
        this.evaluator = evaluator;
        this.world = evaluator.world;
        this.numbers = evaluator.numbers;
        this.typing = evaluator.typing;
    }

    Value<T> power(Pow pow) {
        Value<T> base = evaluator.eval(pow.base());
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
        return base.zip(evaluator.eval(exponent), (x, y) -> numbers.exp(numbers.multiply(y, numbers.log(x))));
    }

    Value<T> call(Call call) {
        String name = call.function();
        String plain = name.replace("'", "");
        if (Typer.ELEMENTWISE.contains(plain)) {
            Value<T> argument = evaluator.eval(call.argument());
            if (!name.equals(plain)) {
                Duals<T> duals = new Duals<>(numbers);
                return argument.map(x -> Elementary.apply(plain, new Dual<>(x, numbers.of(1)), duals)
                        .derivative());
            }
            return argument.map(x -> Elementary.apply(plain, x, numbers));
        }
        Value<T> first = evaluator.eval(plain.equals("onehot") ? Num.ONE : call.argument());
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
                return world.onehot(evaluator.index(label, size), size);
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
            best = best.zip(evaluator.eval(argument), (x, y) -> better(x, y, direction));
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
            sum = numbers.add(sum, evaluator.known(x));
        }
        return sum;
    }
}
