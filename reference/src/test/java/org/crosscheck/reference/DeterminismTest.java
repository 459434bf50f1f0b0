package org.crosscheck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Every output bit of a fixed run, hashed: StrictMath and sums of fixed order give the same on every machine and every
 * Java from 17. A new hash is right only where a formula changed on purpose.
 */
class DeterminismTest {

    private final MessageDigest digest = sha256();

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    private void add(double... values) {
        for (double value : values) {
            digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
        }
    }

    private void add(double[][] rows) {
        for (double[] row : rows) {
            add(row);
        }
    }

    private String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Test
    void functionsGiveTheSameBitsEverywhere() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1000; i++) {
            double x = random.nextDouble(-50, 50);
            add(Functions.sigmoid(x), Functions.sigmoidPrime(x), Functions.tanh(x), 4 * Functions.sigmoidPrime(2 * x));
            add(Functions.softplus(x), Functions.logSigmoid(x));
            double[] v = Cases.vector(random, 5, 20);
            add(Softmax.softmax(v));
            add(Softmax.jacobian(v));
            add(Softmax.vectorJacobian(v, Cases.vector(random, 5, 3)));
            add(Softmax.negativeLogLikelihood(v, 2));
        }
        assertThat(hash()).isEqualTo("b9d1f916f36114625370f22f5a700f652aaf4fc6af5da4ddd11f6607da353d94");
    }

    @Test
    void mlpGivesTheSameBitsEverywhere() {
        MlpCase mlp = new MlpCase(33, 64, 16, 10, 1);
        for (MlpForm form : MlpForm.values()) {
            MlpForward forward = form.forward(mlp.theta(), mlp.x(), mlp.y());
            MlpBackward backward = form.backward(mlp.theta(), mlp.x(), mlp.y(), forward);
            add(forward.ha());
            add(forward.hs());
            add(forward.oa());
            add(forward.os());
            add(forward.loss());
            add(forward.risk());
            add(backward.gradOa());
            add(backward.gradHs());
            add(backward.gradHa());
            add(backward.gradX());
            add(backward.gradTheta().w1());
            add(backward.gradTheta().b1());
            add(backward.gradTheta().w2());
            add(backward.gradTheta().b2());
        }
        assertThat(hash()).isEqualTo("8f0798aeb68f0020ac12a9b135aa10c8ba2052f42ac7f181d0dcf22ac1b68bfc");
    }

    @Test
    void cnnGivesTheSameBitsEverywhere() {
        SplittableRandom random = new SplittableRandom(2);
        Cnn cnn = new Cnn(
                Cases.tensor(random, 6, 1, 5, 5),
                Cases.vector(random, 6, 1),
                Cases.tensor(random, 16, 6, 5, 5),
                Cases.vector(random, 16, 1));
        Tensor images = Cases.tensor(random, 2, 1, 32, 32);
        Tensor upstream = Cases.tensor(random, 2, 16, 10, 10);
        Cnn.Forward forward = MatrixForm.forward(cnn, images);
        add(forward, MatrixForm.backward(cnn, images, forward, upstream));
        Cnn.Forward detailed = cnn.forward(images);
        add(detailed, cnn.backward(images, detailed, upstream));
        assertThat(hash()).isEqualTo("fbdfee247346723182036837139ddba281a67042fa25c880ed7f9841e10975bf");
    }

    private void add(Cnn.Forward forward, Cnn.Backward backward) {
        add(forward.conv1().values());
        add(forward.pool2().values());
        add(forward.conv3().values());
        add(backward.conv3W().values());
        add(backward.conv3B());
        add(backward.pool2().values());
        add(backward.conv1().values());
        add(backward.conv1W().values());
        add(backward.conv1B());
        add(backward.images().values());
    }
}
