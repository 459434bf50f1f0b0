package org.crosscheck.compare.steps;

import java.util.Arrays;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.reference.Functions;
import org.crosscheck.reference.Geometry;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Window;
import org.crosscheck.reference.Window.Division;
import org.crosscheck.reference.WindowAxis;
import org.crosscheck.reference.matrix.ConvolutionMatrix;

/** The reference's matrix form: the chain of steps, one after the other. */
public final class ReferenceEngine implements Engine {

    /** {@link StrictMath}'s elementary functions are within 1 ulp. */
    public static final Arithmetic ARITHMETIC = new Arithmetic(1, Loss.FROM_LOGITS);

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public Arithmetic arithmetic() {
        return ARITHMETIC;
    }

    @Override
    public NamedTensors solve(Case given) {
        return Chain.solve(given.values());
    }

    @Override
    public Tensor replay(Step step, NamedTensors inputs) {
        return step.replay().apply(inputs);
    }

    @Override
    public BasicFunctions functions() {
        return new ReferenceFunctions();
    }

    @Override
    public Layers layers() {
        return new ReferenceLayers();
    }

    private static final class ReferenceFunctions implements BasicFunctions {

        @Override
        public double sigmoid(double t) {
            return Functions.sigmoid(t);
        }

        @Override
        public double tanh(double t) {
            return Functions.tanh(t);
        }

        @Override
        public double softplus(double t) {
            return Functions.softplus(t);
        }

        @Override
        public double[] softmax(double[] x) {
            return Softmax.softmax(x);
        }
    }

    private static final class ReferenceLayers implements Layers {

        @Override
        public int outcome(Window window, int input, int output, Division division) {
            WindowAxis axis;
            try {
                axis = window.along(input);
            } catch (IllegalArgumentException refused) {
                return -1;
            }
            if (division == Division.EXACT && !axis.exact()) {
                return -1;
            }
            return axis.output() == output ? 1 : 0;
        }

        @Override
        public int[] outputShape(Geometry geometry) {
            int[] shape = geometry.outputShape(1);
            return Arrays.copyOfRange(shape, 1, shape.length);
        }

        @Override
        public Tensor forward(Geometry geometry, Division division, Tensor images, Tensor weights, Tensor bias) {
            return ConvolutionMatrix.forward(geometry, images, weights, bias.values());
        }
    }
}
