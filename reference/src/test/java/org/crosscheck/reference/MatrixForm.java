package org.crosscheck.reference;

import org.crosscheck.reference.matrix.ConvolutionMatrix;
import org.crosscheck.reference.matrix.MlpMatrix;
import org.crosscheck.reference.matrix.PoolingMatrix;

/** Whole passes in matrix form, composed of its steps. */
final class MatrixForm {

    private MatrixForm() {}

    /** Questions 2g to 2p: the backward pass over the minibatch whose forward pass is given. */
    static MlpBackward backward(Theta theta, double[][] x, int[] y, MlpForward forward) {
        double[][] gradOa = MlpMatrix.gradOa(forward.os(), y);
        double[][] gradHs = MlpMatrix.gradHs(gradOa, theta.w2());
        double[][] gradHa = MlpMatrix.gradHa(gradHs, forward.ha());
        Theta gradTheta = new Theta(
                MlpMatrix.gradW1(gradHa, x),
                MlpMatrix.gradB1(gradHa),
                MlpMatrix.gradW2(gradOa, forward.hs()),
                MlpMatrix.gradB2(gradOa));
        return new MlpBackward(gradOa, gradHs, gradHa, MlpMatrix.gradX(gradHa, theta.w1()), gradTheta);
    }

    /** The network of part 3 on images (n, 1, 32, 32). */
    static Cnn.Forward forward(Cnn cnn, Tensor images) {
        Tensor conv1 = ConvolutionMatrix.forward(Cnn.CONV1, images, cnn.conv1W(), cnn.conv1B());
        Tensor pool2 = PoolingMatrix.forward(Cnn.POOL2, Cnn.POOL2, conv1);
        return new Cnn.Forward(conv1, pool2, ConvolutionMatrix.forward(Cnn.CONV3, pool2, cnn.conv3W(), cnn.conv3B()));
    }

    /** Its gradients from upstream = dS/dconv3 (n, 16, 10, 10). */
    static Cnn.Backward backward(Cnn cnn, Tensor images, Cnn.Forward forward, Tensor upstream) {
        Tensor gradPool2 = ConvolutionMatrix.gradImages(Cnn.CONV3, cnn.conv3W(), upstream);
        Tensor gradConv1 = PoolingMatrix.gradImages(Cnn.POOL2, Cnn.POOL2, gradPool2);
        return new Cnn.Backward(
                ConvolutionMatrix.gradWeights(Cnn.CONV3, forward.pool2(), upstream),
                ConvolutionMatrix.gradBias(Cnn.CONV3, upstream),
                gradPool2,
                gradConv1,
                ConvolutionMatrix.gradWeights(Cnn.CONV1, images, gradConv1),
                ConvolutionMatrix.gradBias(Cnn.CONV1, gradConv1),
                ConvolutionMatrix.gradImages(Cnn.CONV1, cnn.conv1W(), gradConv1));
    }
}
