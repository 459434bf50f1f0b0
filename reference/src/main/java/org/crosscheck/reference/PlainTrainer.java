package org.crosscheck.reference;

import java.util.List;

/** What the trainers share: one row per parameter, in the order of the homework. */
abstract class PlainTrainer implements Trainer {

    private final List<String> names;
    private final List<Tensor> start;
    private final double[][] parameters;
    private final double[][] gradients;
    private final double[][] velocity;

    PlainTrainer(List<String> names, List<Tensor> start) {
        this.names = names;
        this.start = start;
        parameters = new double[start.size()][];
        gradients = new double[start.size()][];
        velocity = new double[start.size()][];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = start.get(i).values().clone();
            gradients[i] = new double[parameters[i].length];
            velocity[i] = new double[parameters[i].length];
        }
    }

    @Override
    public void step(double eta, double momentum, double decay) {
        for (int i = 0; i < parameters.length; i++) {
            double[] w = parameters[i];
            double[] v = velocity[i];
            double l2 = start.get(i).shape().length > 1 ? decay : 0;
            for (int j = 0; j < w.length; j++) {
                double g = gradients[i][j] + l2 * w[j];
                v[j] = momentum * v[j] - eta * g;
                w[j] += momentum * v[j] - eta * g;
            }
        }
    }

    @Override
    public double[][] parameters() {
        return parameters;
    }

    @Override
    public double[][] gradients() {
        return gradients;
    }

    @Override
    public double[][] velocity() {
        return velocity;
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public List<Tensor> export(double[][] rows) {
        List<Tensor> tensors = new java.util.ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            tensors.add(new Tensor(start.get(i).shape(), rows[i].clone()));
        }
        return tensors;
    }

    @Override
    public void load(double[][] rows, List<Tensor> tensors) {
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(tensors.get(i).values(), 0, rows[i], 0, rows[i].length);
        }
    }

    @Override
    public void close() {}
}
