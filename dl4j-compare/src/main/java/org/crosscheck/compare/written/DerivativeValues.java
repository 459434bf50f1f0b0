package org.crosscheck.compare.written;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.All;
import org.crosscheck.compare.latex.Expr.Cases;
import org.crosscheck.compare.latex.Expr.Deriv;
import org.crosscheck.compare.latex.Expr.Elem;
import org.crosscheck.compare.latex.Expr.Indicator;
import org.crosscheck.compare.latex.Expr.Mul;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.oracle.Dual;

/** Computes derivatives: of anything by a quantity or an element of it, by dual numbers; and products of them by the chain rule. */
final class DerivativeValues<T> {

    private final Evaluator<T> evaluator;
    private final World<T> world;
    private final SignedNumbers<T> numbers;
    private final Typing typing;
    private final Map<String, Integer> indices;

    DerivativeValues(Evaluator<T> evaluator) {
        this.evaluator = evaluator;
        this.world = evaluator.world;
        this.numbers = evaluator.numbers;
        this.typing = evaluator.typing;
        this.indices = evaluator.indices;
    }

    Value<T> derivative(Deriv deriv) {
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
            return evaluator.index(list.get(0), quantity.size()) - 1;
        }
        return (evaluator.index(list.get(0), quantity.rows()) - 1) * quantity.columns()
                + evaluator.index(list.get(1), quantity.columns())
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
    Value<T> chain(Mul mul) {
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
