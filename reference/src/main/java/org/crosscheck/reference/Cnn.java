package org.crosscheck.reference;

/**
 * The network of part 3: 6 convolutions of 5x5 on a 32x32 image of one channel, average pooling of 2x2, 16 convolutions
 * of 5x5; stride 1 and no padding in the convolutions, no activation anywhere.
 *
 * @param conv1W the first filters, shape (6, 1, 5, 5)
 * @param conv1B their biases, shape (6)
 * @param conv3W the last filters, shape (16, 6, 5, 5)
 * @param conv3B their biases, shape (16)
 */
public record Cnn(Tensor conv1W, double[] conv1B, Tensor conv3W, double[] conv3B) {

    /** The first layer: (n, 1, 32, 32) to (n, 6, 28, 28). */
    public static final Geometry CONV1 = Geometry.square(1, 32, 32, 6, 5, 1, 0, 1);

    /** The second layer along either axis, non-overlapping windows of 2: (n, 6, 28, 28) to (n, 6, 14, 14). */
    public static final WindowAxis POOL2 = new WindowAxis(28, 2, 2, 0, 1);

    /**
     * The last layer: (n, 6, 14, 14) to (n, 16, 10, 10). Question 3a: its output has {@code CONV3.outputSize()} = 1600
     * scalars. Question 3b: it needs {@code CONV3.weights()} = 2400 parameters, biases not counted.
     */
    public static final Geometry CONV3 = Geometry.square(6, 14, 14, 16, 5, 1, 0, 1);

    /** Throws {@link IllegalArgumentException} unless the shapes are the homework's. */
    public Cnn {
        Geometry.requireShape("conv1_W", CONV1.weightShape(), conv1W);
        Geometry.requireShape("conv3_W", CONV3.weightShape(), conv3W);
        Require.require(conv1B.length == CONV1.filters(), "conv1_b has %d elements, not 6", conv1B.length);
        Require.require(conv3B.length == CONV3.filters(), "conv3_b has %d elements, not 16", conv3B.length);
    }

    /**
     * The outputs of the three layers.
     *
     * @param conv1 shape (n, 6, 28, 28)
     * @param pool2 shape (n, 6, 14, 14)
     * @param conv3 shape (n, 16, 10, 10)
     */
    public record Forward(Tensor conv1, Tensor pool2, Tensor conv3) {}

    /**
     * The gradients of S = sum(upstream * conv3), each of the shape of its quantity.
     *
     * @param conv3W dS/dconv3_W
     * @param conv3B dS/dconv3_b
     * @param pool2 dS/dpool2
     * @param conv1 dS/dconv1
     * @param conv1W dS/dconv1_W
     * @param conv1B dS/dconv1_b
     * @param images dS/dimages
     */
    public record Backward(
            Tensor conv3W,
            double[] conv3B,
            Tensor pool2,
            Tensor conv1,
            Tensor conv1W,
            double[] conv1B,
            Tensor images) {}

    /** The forward pass of images (n, 1, 32, 32) in detailed form, the specification. */
    public Forward forward(Tensor images) {
        Tensor conv1 = ConvolutionDetailed.forward(CONV1, images, conv1W, conv1B);
        Tensor pool2 = PoolingDetailed.forward(POOL2, POOL2, conv1);
        return new Forward(conv1, pool2, ConvolutionDetailed.forward(CONV3, pool2, conv3W, conv3B));
    }

    /** The backward pass in detailed form, from upstream = dS/dconv3 (n, 16, 10, 10). */
    public Backward backward(Tensor images, Forward forward, Tensor upstream) {
        Tensor gradPool2 = ConvolutionDetailed.gradImages(CONV3, conv3W, upstream);
        Tensor gradConv1 = PoolingDetailed.gradImages(POOL2, POOL2, gradPool2);
        return new Backward(
                ConvolutionDetailed.gradWeights(CONV3, forward.pool2(), upstream),
                ConvolutionDetailed.gradBias(CONV3, upstream),
                gradPool2,
                gradConv1,
                ConvolutionDetailed.gradWeights(CONV1, images, gradConv1),
                ConvolutionDetailed.gradBias(CONV1, gradConv1),
                ConvolutionDetailed.gradImages(CONV1, conv1W, gradConv1));
    }
}
