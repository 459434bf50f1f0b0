package org.crosscheck.compare.steps;

import static org.crosscheck.reference.Tensor.matrix;
import static org.crosscheck.reference.Tensor.scalar;
import static org.crosscheck.reference.Tensor.vector;

import java.util.LinkedHashMap;
import java.util.Map;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.reference.Cnn;
import org.crosscheck.reference.Functions;
import org.crosscheck.reference.MlpBackward;
import org.crosscheck.reference.MlpDetailed;
import org.crosscheck.reference.MlpForward;
import org.crosscheck.reference.Softmax;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Theta;

/** The reference's element-wise form, the homework's formulas index by index. */
public final class DetailedEngine implements Engine {

    @Override
    public String name() {
        return "detailed";
    }

    @Override
    public Arithmetic arithmetic() {
        return ReferenceEngine.ARITHMETIC;
    }

    @Override
    public NamedTensors solve(Case given) {
        Map<String, Tensor> answers = new LinkedHashMap<>();
        if (given.has(Group.FUNCTIONS)) {
            functions(given.values(), answers);
        }
        if (given.has(Group.MLP)) {
            mlp(given.values(), answers);
        }
        if (given.has(Group.CNN)) {
            cnn(given.values(), answers);
        }
        return new NamedTensors(answers);
    }

    private static void functions(NamedTensors given, Map<String, Tensor> answers) {
        Tensor t = given.get("t");
        double[] x = given.vector("x");
        double[] v = given.vector("v");
        answers.put("q1a", t.map(ti -> Functions.indicator(ti > 0)));
        answers.put("q1b", t.map(ti -> Functions.sigmoid(ti) * (1 - Functions.sigmoid(ti))));
        answers.put("q1f", t.map(ti -> Functions.indicator(ti > 0) - Functions.indicator(ti < 0)));
        answers.put("q1g", given.get("x").map(xi -> xi + xi));
        answers.put("q1h", given.get("x").map(xi -> Functions.indicator(xi > 0) - Functions.indicator(xi < 0)));
        double[] s = Softmax.softmax(x);
        double[][] jacobian = new double[x.length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                jacobian[i][j] = Softmax.partial(s, i, j);
            }
        }
        answers.put("q1l", matrix(jacobian));
        answers.put("q1m_sigmoid", vector(transposedTimes(Functions.sigmoidJacobian(x), v)));
        answers.put("q1m_softmax", vector(transposedTimes(jacobian, v)));
    }

    private static double[] transposedTimes(double[][] jacobian, double[] v) {
        double[] product = new double[v.length];
        for (int j = 0; j < product.length; j++) {
            for (int i = 0; i < v.length; i++) {
                product[j] += jacobian[i][j] * v[i];
            }
        }
        return product;
    }

    private static void mlp(NamedTensors given, Map<String, Tensor> answers) {
        Theta theta = given.theta();
        double[][] x = given.rows("X");
        int[] y = given.integers("y");
        MlpForward forward = MlpDetailed.forward(theta, x, y);
        MlpBackward backward = MlpDetailed.backward(theta, x, y, forward);
        answers.put("ha", matrix(forward.ha()));
        answers.put("hs", matrix(forward.hs()));
        answers.put("oa", matrix(forward.oa()));
        answers.put("os", matrix(forward.os()));
        answers.put("L", vector(forward.loss()));
        answers.put("R", scalar(forward.risk()));
        answers.put("grad_oa", matrix(backward.gradOa()));
        answers.put("grad_W2", matrix(backward.gradTheta().w2()));
        answers.put("grad_b2", vector(backward.gradTheta().b2()));
        answers.put("grad_hs", matrix(backward.gradHs()));
        answers.put("grad_ha", matrix(backward.gradHa()));
        answers.put("grad_W1", matrix(backward.gradTheta().w1()));
        answers.put("grad_b1", vector(backward.gradTheta().b1()));
        answers.put("grad_x", matrix(backward.gradX()));
    }

    private static void cnn(NamedTensors given, Map<String, Tensor> answers) {
        Cnn cnn = new Cnn(given.get("conv1_W"), given.vector("conv1_b"), given.get("conv3_W"), given.vector("conv3_b"));
        Cnn.Forward forward = cnn.forward(given.get("images"));
        Cnn.Backward backward = cnn.backward(given.get("images"), forward, given.get("upstream"));
        answers.put("conv1", forward.conv1());
        answers.put("pool2", forward.pool2());
        answers.put("conv3", forward.conv3());
        answers.put("grad_conv3_W", backward.conv3W());
        answers.put("grad_conv3_b", vector(backward.conv3B()));
        answers.put("grad_pool2", backward.pool2());
        answers.put("grad_conv1", backward.conv1());
        answers.put("grad_conv1_W", backward.conv1W());
        answers.put("grad_conv1_b", vector(backward.conv1B()));
        answers.put("grad_images", backward.images());
    }
}
