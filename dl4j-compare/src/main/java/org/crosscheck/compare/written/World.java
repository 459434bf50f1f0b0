package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Names;
import org.crosscheck.compare.oracle.Dual;

/**
 * The values of all quantities on one instance. A world may differ from another in one quantity (moved a little, to
 * differentiate by it) or in its example; what is computed from that is computed anew, everything else is the other's.
 */
abstract class World<T> {

    /** What the rows of the matrices of all examples are. */
    static final Map<String, Expr> BATCHES = Map.of(
            "X", new Expr.Sym("x"),
            "Ha", new Expr.Sym("ha"),
            "Hs", new Expr.Sym("hs"),
            "Go", new Expr.Deriv(new Expr.Sym("L"), new Expr.Sym("oa")),
            "Gh", new Expr.Deriv(new Expr.Sym("L"), new Expr.Sym("ha")));

    final Theory theory;
    final Instance instance;
    final SignedNumbers<T> numbers;
    final Budget budget;
    private final Map<String, Value<T>> known = new HashMap<>();
    private final Map<List<Object>, List<Value<T>>> jacobians = new HashMap<>();
    private final Map<Integer, World<T>> examples = new HashMap<>();

    World(Theory theory, Instance instance, SignedNumbers<T> numbers, Budget budget) {
        this.theory = theory;
        this.instance = instance;
        this.numbers = numbers;
        this.budget = budget;
    }

    /** Steps that may still be made for one answer: hostile formulas end here. */
    static final class Budget {
        private long left;
        /** Whether a value by cases was met for which no case holds. */
        boolean hole;

        Budget(long steps) {
            left = steps;
        }

        void step() {
            if (--left < 0) {
                throw new Unclear("to compute it takes too long");
            }
        }

        void refill(long steps) {
            left = steps;
        }
    }

    /** The world of an instance itself. */
    static <T> World<T> of(Theory theory, Instance instance, SignedNumbers<T> numbers, Budget budget) {
        return of(theory, instance, numbers, budget, Map.of());
    }

    /** The same with values for some quantities. */
    static <T> World<T> of(
            Theory theory, Instance instance, SignedNumbers<T> numbers, Budget budget, Map<String, Value<T>> given) {
        return new World<>(theory, instance, numbers, budget) {
            @Override
            Value<T> find(String name) {
                if (given.containsKey(name)) {
                    return given.get(name);
                }
                if (theory.formula(name) != null) {
                    return computed(name);
                }
                return given(name);
            }
        };
    }

    /** The value of a quantity, dimension or variable. */
    Value<T> get(String name) {
        Value<T> value = known.get(name);
        if (value == null) {
            value = find(name);
            known.put(name, value);
        }
        return value;
    }

    abstract Value<T> find(String name);

    /** The class of the example. */
    int label() {
        return instance.label(0);
    }

    Value<T> computed(String name) {
        return new Evaluator<>(this, theory.typing(name), Map.of()).eval(theory.formula(name));
    }

    Value<T> given(String name) {
        if (theory.dimension(name) != null) {
            return Value.scalar(numbers.of(instance.size(theory.dimension(name))));
        }
        if (name.equals("theta")) {
            List<T> all = new ArrayList<>();
            Names.parameters().forEach(p -> all.addAll(get(p).elements()));
            return Value.column(all);
        }
        if (BATCHES.containsKey(name) && theory.hasClasses()) {
            return batch(BATCHES.get(name));
        }
        if (name.equals("y") && theory.hasClasses()) {
            return onehot(label(), instance.size(theory.dim("m")));
        }
        Shape shape = theory.shape(name) == null ? Shape.SCALAR : theory.shape(name);
        return array(name, instance.size(shape.rows()), instance.size(shape.columns()));
    }

    /** What a quantity, or the gradient of the loss by it, is for each example, one in each row. */
    private Value<T> batch(Expr each) {
        int examples = instance.size(theory.dim("n"));
        List<T> elements = new ArrayList<>();
        for (int i = 1; i <= examples; i++) {
            elements.addAll(new Evaluator<>(example(i), new Typing(), Map.of())
                    .eval(each)
                    .elements());
        }
        return new Value<>(examples, elements.size() / examples, elements);
    }

    private Value<T> array(String name, int rows, int columns) {
        List<T> elements = new ArrayList<>();
        for (double x : instance.numbers(name, rows * columns)) {
            elements.add(numbers.of(x));
        }
        return new Value<>(rows, columns, elements);
    }

    Value<T> onehot(int label, int size) {
        List<T> elements = new ArrayList<>();
        for (int k = 1; k <= size; k++) {
            elements.add(numbers.of(k == label ? 1 : 0));
        }
        return Value.column(elements);
    }

    /** The same parameters with an example of the dataset in place of x and y. */
    World<T> example(int number) {
        return examples.computeIfAbsent(number, i -> {
            World<T> outer = this;
            return new World<>(theory, instance, numbers, budget) {
                @Override
                Value<T> find(String name) {
                    if (name.equals("x")) {
                        Value<T> x = outer.get("x");
                        return outer.array("x" + i, x.rows(), x.columns());
                    }
                    if (name.equals("y")) {
                        return onehot(label(), instance.size(theory.dim("m")));
                    }
                    boolean moved = theory.depends(name, "x") || theory.depends(name, "y");
                    return moved ? computed(name) : outer.get(name);
                }

                @Override
                int label() {
                    return instance.label(i);
                }
            };
        });
    }

    /** The world in which one element of one quantity is moved: what it does to all others are their derivatives. */
    World<Dual<T>> moved(String quantity, int position) {
        World<T> outer = this;
        SignedNumbers<Dual<T>> duals = new Duals<>(numbers);
        T zero = numbers.of(0);
        return new World<>(theory, instance, duals, budget) {
            @Override
            Value<Dual<T>> find(String name) {
                if (name.equals(quantity)) {
                    List<Dual<T>> elements = new ArrayList<>();
                    List<T> still = outer.get(name).elements();
                    for (int i = 0; i < still.size(); i++) {
                        elements.add(new Dual<>(still.get(i), i == position ? outer.numbers.of(1) : zero));
                    }
                    Value<T> shape = outer.get(name);
                    return new Value<>(shape.rows(), shape.columns(), elements);
                }
                if (quantity.equals("theta") && Names.parameters().contains(name)) {
                    return slice(name);
                }
                if (theory.depends(name, quantity) && theory.formula(name) != null) {
                    return computed(name);
                }
                return outer.get(name).map(x -> new Dual<>(x, zero));
            }

            private Value<Dual<T>> slice(String name) {
                int start = 0;
                for (String before : Names.parameters()) {
                    Value<T> value = outer.get(before);
                    if (before.equals(name)) {
                        List<Dual<T>> all = get("theta").elements();
                        return new Value<>(value.rows(), value.columns(), all.subList(start, start + value.size()));
                    }
                    start += value.size();
                }
                throw new IllegalArgumentException(name);
            }

            @Override
            int label() {
                return outer.label();
            }
        };
    }

    /** Derivatives of something by every element of a quantity; they are kept. */
    List<Value<T>> jacobian(Expr of, String by, Supplier<List<Value<T>>> compute) {
        List<Object> key = List.of(of, by);
        List<Value<T>> found = jacobians.get(key);
        if (found == null) {
            found = compute.get();
            jacobians.put(key, found);
        }
        return found;
    }
}
