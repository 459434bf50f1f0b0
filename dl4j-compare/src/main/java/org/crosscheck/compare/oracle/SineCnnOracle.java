package org.crosscheck.compare.oracle;

import java.util.Map;
import org.apache.commons.numbers.core.DD;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFactory;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.steps.SineCnnSteps;
import org.crosscheck.reference.Tensor;

/**
 * The judge of the CNN with sine, {@link CaseFactory#sineCnn}: the oracle's formulas of parts 2 and 3 in the order of that
 * network, whose layers they are. Its answers are named as those of the trainer.
 */
public final class SineCnnOracle {

    private static final Field<DD> FIELD = Oracle.FIELD;
    private static final Formulas<DD> FORMULAS = new Formulas<>(FIELD);

    private SineCnnOracle() {}

    /** o^s, L, R^ and the gradients of all parameters for a case that has a CNN. */
    public static NamedTensors solve(Case given) {
        return solve(CaseFactory.sineCnn(given.values()));
    }

    private static NamedTensors solve(NamedTensors network) {
        Map<String, Elements<DD>> in = Oracle.elements(network, FIELD);
        Elements<DD> images = in.get("images");
        Elements<DD> y = in.get("y");
        Elements<DD> w1 = in.get("conv1_W");
        Elements<DD> w3 = in.get("conv3_W");
        Elements<DD> w = in.get("W");
        int n = images.shape()[0];
        int m = w.shape()[0];
        int[] first = {n, 6, 28, 28};
        int[] pooled = {n, 6, 14, 14};
        int[] last = {n, 16, 10, 10};
        int[] features = {n, 1600};
        int[] classes = {n, m};

        Elements<DD> conv1 =
                step("conv1", first, Map.of("images", images, "conv1_W", w1, "conv1_b", in.get("conv1_b")));
        Elements<DD> sin1 = step("hs", first, Map.of("ha", conv1));
        Elements<DD> pool2 = step("pool2", pooled, Map.of("conv1", sin1));
        Elements<DD> conv3 = step("conv3", last, Map.of("pool2", pool2, "conv3_W", w3, "conv3_b", in.get("conv3_b")));
        Elements<DD> h = as(features, step("hs", last, Map.of("ha", conv3)));
        Elements<DD> oa = step("oa", classes, Map.of("hs", h, "W2", w, "b2", in.get("b")));
        Elements<DD> os = step("os", classes, Map.of("oa", oa));
        Elements<DD> loss = step("L", new int[] {n}, Map.of("oa", oa, "y", y));
        Elements<DD> risk = step("R", new int[0], Map.of("L", loss));

        Elements<DD> gradOa = step("grad_oa", classes, Map.of("os", os, "y", y));
        Elements<DD> gradW = step("grad_W2", w.shape(), Map.of("grad_oa", gradOa, "hs", h));
        Elements<DD> gradB = step("grad_b2", new int[] {m}, Map.of("grad_oa", gradOa));
        Elements<DD> gradH = step("grad_hs", features, Map.of("grad_oa", gradOa, "W2", w));
        // Of each L, as in part 2; from here on of R^, which has a n-th of each.
        Elements<DD> ofLosses = step("grad_ha", last, Map.of("grad_hs", as(last, gradH), "ha", conv3));
        Elements<DD> gradConv3 =
                new Elements<>(last, i -> FIELD.divide(ofLosses.at().apply(i), FIELD.of(n))).computed(FIELD);
        Elements<DD> gradW3 = step("grad_conv3_W", w3.shape(), Map.of("pool2", pool2, "upstream", gradConv3));
        Elements<DD> gradB3 = step("grad_conv3_b", new int[] {16}, Map.of("upstream", gradConv3));
        Elements<DD> gradPool2 = step("grad_pool2", pooled, Map.of("upstream", gradConv3, "conv3_W", w3));
        Elements<DD> gradSin1 = step("grad_conv1", first, Map.of("grad_pool2", gradPool2));
        Elements<DD> gradConv1 = step("grad_ha", first, Map.of("grad_hs", gradSin1, "ha", conv1));
        Elements<DD> gradW1 = step("grad_conv1_W", w1.shape(), Map.of("images", images, "grad_conv1", gradConv1));
        Elements<DD> gradB1 = step("grad_conv1_b", new int[] {6}, Map.of("grad_conv1", gradConv1));

        return NamedTensors.NONE
                .with(SineCnnSteps.PREFIX + "os", rounded(os))
                .with(SineCnnSteps.PREFIX + "L", rounded(loss))
                .with(SineCnnSteps.PREFIX + "R", rounded(risk))
                .with(SineCnnSteps.PREFIX + "grad_conv1_W", rounded(gradW1))
                .with(SineCnnSteps.PREFIX + "grad_conv1_b", rounded(gradB1))
                .with(SineCnnSteps.PREFIX + "grad_conv3_W", rounded(gradW3))
                .with(SineCnnSteps.PREFIX + "grad_conv3_b", rounded(gradB3))
                .with(SineCnnSteps.PREFIX + "grad_W", rounded(gradW))
                .with(SineCnnSteps.PREFIX + "grad_b", rounded(gradB));
    }

    /** A formula of the homework with other inputs than there, under the names that it knows. */
    private static Elements<DD> step(String formula, int[] shape, Map<String, Elements<DD>> in) {
        return new Elements<>(shape, FORMULAS.formula(formula, in)).computed(FIELD);
    }

    private static Elements<DD> as(int[] shape, Elements<DD> elements) {
        return new Elements<>(shape, elements.at());
    }

    private static Tensor rounded(Elements<DD> elements) {
        return elements.toTensor(FIELD);
    }
}
