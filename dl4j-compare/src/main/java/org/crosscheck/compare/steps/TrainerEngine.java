package org.crosscheck.compare.steps;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFactory;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.homework.Quantities.Group;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Theta;
import org.crosscheck.reference.kernels.Kernels;
import org.crosscheck.reference.kernels.Sines;
import org.crosscheck.reference.training.CnnTrainer;
import org.crosscheck.reference.training.MlpTrainer;
import org.crosscheck.reference.training.SineCnn;
import org.crosscheck.reference.training.Trainer;

/**
 * The trainers of {@code demo} and {@code bench} as an engine: o^s, L and R^ (2c to 2e) and the gradient of every parameter
 * (2i and 2o), as the step of training leaves them. Of a case with a CNN the same of {@link CaseFactory#sineCnn}, the
 * network that {@code demo} trains, under names that begin with {@value SineCnnSteps#PREFIX}.
 *
 * <p>A trainer divides by n where the gradient enters, not at the end. The products are as many, so the bounds of the
 * steps hold for it: they count roundings on the way of a product, in any order.
 */
public final class TrainerEngine implements Engine {

    /** Sine and cosine are {@link Sines}; exp and log are {@link StrictMath}'s, within 1 ulp. */
    public static final Arithmetic ARITHMETIC = new Arithmetic(Math.max(1, Sines.ULPS), Loss.FROM_LOGITS);

    /** With as many examples, two threads share out the work as more would; with fewer, waiting for each other would be the work. */
    private static final int SHARED = 8;

    private final Kernels kernels;

    public TrainerEngine() {
        this(Kernels.STANDARD);
    }

    /** Trainers with these kernels, for tests that plant a fault in one. */
    public TrainerEngine(Kernels kernels) {
        this.kernels = kernels;
    }

    @Override
    public String name() {
        return "trainer";
    }

    @Override
    public Arithmetic arithmetic() {
        return ARITHMETIC;
    }

    @Override
    public NamedTensors solve(Case given) {
        Map<String, Tensor> answers = new LinkedHashMap<>();
        if (given.has(Group.MLP)) {
            NamedTensors mlp = given.values();
            double[][] x = mlp.rows("X");
            try (Trainer trainer = new MlpTrainer(mlp.theta(), threads(x), kernels)) {
                put("", trainer, x, mlp.integers("y"), mlp.get("b2"), answers);
            }
        }
        if (given.has(Group.CNN)) {
            NamedTensors cnn = CaseFactory.sineCnn(given.values());
            SineCnn start = SineCnn.of(SineCnn.NAMES.stream().map(cnn::get).toList());
            double[][] images = SineCnnSteps.flat(cnn.get("images")).rows();
            try (Trainer trainer = new CnnTrainer(start, threads(images), kernels)) {
                put(SineCnnSteps.PREFIX, trainer, images, cnn.integers("y"), cnn.get("b"), answers);
            }
        }
        return new NamedTensors(answers);
    }

    @Override
    public Theta descend(NamedTensors given, double eta) {
        double[][] x = given.rows("X");
        try (MlpTrainer trainer = new MlpTrainer(given.theta(), threads(x), kernels)) {
            trainer.gradient(x, given.integers("y"));
            trainer.step(eta, 0, 0);
            return trainer.theta();
        }
    }

    /** The bits are the same for any number. */
    private static int threads(double[][] x) {
        return x.length < SHARED ? 1 : 2;
    }

    private static void put(
            String prefix, Trainer trainer, double[][] x, int[] y, Tensor biases, Map<String, Tensor> answers) {
        double[][] os = new double[x.length][biases.values().length];
        trainer.probabilities(x, os);
        answers.put(prefix + "os", Tensor.matrix(os));
        double risk = trainer.gradient(x, y);
        answers.put(prefix + "L", Tensor.vector(trainer.losses()));
        answers.put(prefix + "R", Tensor.scalar(risk));
        List<Tensor> gradients = trainer.export(trainer.gradients());
        for (int i = 0; i < gradients.size(); i++) {
            answers.put(prefix + "grad_" + trainer.names().get(i), gradients.get(i));
        }
    }
}
