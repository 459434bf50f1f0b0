package org.crosscheck.compare.written;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.latex.Choices;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Names;
import org.crosscheck.compare.latex.RelationChain;
import org.crosscheck.compare.latex.Scope;
import org.crosscheck.compare.latex.Statements;

/** What the homework defines for a question: its quantities, their shapes, and how each is computed from others. */
final class Theory {

    private static final Map<String, Theory> KEPT = new java.util.concurrent.ConcurrentHashMap<>();

    private final Scope scope;
    private final Map<String, Dim> dims = new HashMap<>();
    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final Map<String, Expr> formulas = new HashMap<>();
    private final Map<String, Typing> typings = new HashMap<>();
    private final Map<String, Set<String>> inputs = new HashMap<>();
    private final List<Instance> instances;

    private Theory(Scope scope, List<Instance> instances) {
        this.scope = scope;
        this.instances = instances;
    }

    /** By name: numbers, vectors, sigmoid, softmax (1m, with y = f(x)), network, windows. */
    static Theory of(String name) {
        return KEPT.computeIfAbsent(name, Theory::make);
    }

    private static Theory make(String name) {
        return switch (name) {
            case "numbers" -> numbers();
            case "vectors" -> vectors("", "n");
            case "sigmoid" -> vectors("\\sigma(x)", "n");
            case "softmax" -> vectors("S(x)", "n");
            case "network" -> network();
            case "vectors2", "vectors3", "vectors4", "vectors5", "vectors6" -> vectors("", name.substring(7));
            case "windows" -> new Theory(Scope.WINDOWS, List.of(new Instance(9, Map.of(), Map.of())));
            default -> throw new IllegalArgumentException("no theory '" + name + "'");
        };
    }

    private static Theory numbers() {
        Theory theory = new Theory(Scope.NUMBERS, Instance.NUMBERS);
        theory.shapes.put("x", Shape.SCALAR);
        return theory;
    }

    /**
     * @param f of which y is the value; empty where there is no y
     * @param size of the vectors: n, or a number
     */
    private static Theory vectors(String f, String size) {
        Theory theory = new Theory(Scope.VECTORS, Instance.VECTORS);
        Dim n = theory.dimension("n", new Dim(size));
        theory.shapes.put("x", Shape.column(n));
        theory.shapes.put("c", Shape.SCALAR);
        if (!f.isEmpty()) {
            theory.shapes.put("v", Shape.column(n)); // the gradient by y
            theory.shapes.put("y", Shape.column(n));
            theory.shapes.put("L", Shape.SCALAR);
            theory.define("y", f);
            theory.define("L", "v^\\top y");
        }
        return theory;
    }

    private static Theory network() {
        Theory theory = new Theory(Scope.NETWORK, Instance.NETWORKS);
        Dim d = theory.dimension("d", new Dim("d"));
        Dim hidden = theory.dimension("d_h", new Dim("d_h"));
        Dim m = theory.dimension("m", new Dim("m"));
        theory.dimension("n", new Dim("n"));
        Dim parameters = theory.dimension("n_theta", new Dim("n_theta"));
        Map<String, Shape> shapes = theory.shapes;
        shapes.put("x", Shape.column(d));
        shapes.put("W1", new Shape(hidden, d));
        shapes.put("b1", Shape.column(hidden));
        shapes.put("W2", new Shape(m, hidden));
        shapes.put("b2", Shape.column(m));
        shapes.put("ha", Shape.column(hidden));
        shapes.put("hs", Shape.column(hidden));
        shapes.put("oa", Shape.column(m));
        shapes.put("os", Shape.column(m));
        shapes.put("y", Shape.column(m)); // as a value: onehot(y)
        shapes.put("L", Shape.SCALAR);
        shapes.put("R", Shape.SCALAR);
        shapes.put("eta", Shape.SCALAR);
        shapes.put("theta", Shape.column(parameters));
        Dim n = theory.dimension("n");
        shapes.put("X", new Shape(n, d)); // of all examples, one in each row
        shapes.put("Ha", new Shape(n, hidden));
        shapes.put("Hs", new Shape(n, hidden));
        shapes.put("Go", new Shape(n, m));
        shapes.put("Gh", new Shape(n, hidden));
        theory.define("ha", "W^{(1)} x + b^{(1)}");
        theory.define("hs", "\\sin(h^a)");
        theory.define("oa", "W^{(2)} h^s + b^{(2)}");
        theory.define("os", "\\mathrm{softmax}(o^a)");
        theory.define("L", "-\\log o^s_y");
        theory.define("R", "\\frac{1}{n} \\sum_{i=1}^n L(x^{(i)}, y^{(i)})");
        shapes.put("theta+", Shape.column(parameters));
        theory.define("theta+", "\\theta - \\eta \\frac{\\partial \\hat{R}}{\\partial \\theta}");
        for (String name : Names.parameters()) {
            shapes.put(name + "+", shapes.get(name));
            String latex = name.charAt(0) + "^{(" + name.charAt(1) + ")}";
            theory.define(name + "+", latex + " - \\eta \\frac{\\partial \\hat{R}}{\\partial " + latex + "}");
            theory.inputs.put(name, new HashSet<>(Set.of("theta")));
        }
        return theory;
    }

    private Dim dimension(String name, Dim dim) {
        dims.put(name, dim);
        shapes.put(name, Shape.SCALAR);
        return dim;
    }

    private void define(String name, String latex) {
        RelationChain chain = Statements.read(latex, scope)
                .statements()
                .get(0)
                .readings(scope)
                .get(0);
        Expr formula = chain.sides().get(0);
        formulas.put(name, formula);
        Typer typer = new Typer(this, new Choices());
        typer.type(formula);
        typings.put(name, typer.typing);
        Set<String> used = new HashSet<>();
        Expr.all(formula).stream().filter(Sym.class::isInstance).forEach(e -> used.add(((Sym) e).name()));
        inputs.put(name, used);
    }

    Scope scope() {
        return scope;
    }

    List<Instance> instances() {
        return instances;
    }

    /** The shape of a quantity; null if the homework has none of this name here. */
    Shape shape(String name) {
        return shapes.get(name);
    }

    Set<String> names() {
        return shapes.keySet();
    }

    /** Other letters that many write for dimensions, where a student does not define or use them otherwise. */
    Map<String, String> otherLetters() {
        return switch (scope) {
            case NETWORK -> Map.of("M", "m", "K", "m", "N", "n");
            case VECTORS -> Map.of("N", "n", "p", "n");
            default -> Map.of();
        };
    }

    /** The dimension of a letter; null if it is none. */
    Dim dimension(String name) {
        return dims.get(name);
    }

    Dim dim(String name) {
        return dims.get(name);
    }

    /** Whether y is a class here. */
    boolean hasClasses() {
        return scope == Scope.NETWORK;
    }

    /** Whether a letter that the homework does not know may stand for any number. */
    boolean isVariable(String name) {
        return scope != Scope.WINDOWS;
    }

    Expr formula(String name) {
        return formulas.get(name);
    }

    Typing typing(String name) {
        return typings.get(name);
    }

    /** Whether a quantity is computed from another, directly or not. */
    boolean depends(String name, String on) {
        Set<String> direct = inputs.getOrDefault(name, Set.of());
        return direct.contains(on) || direct.stream().anyMatch(input -> !input.equals(name) && depends(input, on));
    }
}
