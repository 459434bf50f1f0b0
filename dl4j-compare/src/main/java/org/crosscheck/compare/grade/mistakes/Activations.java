package org.crosscheck.compare.grade.mistakes;

import java.util.Map;
import java.util.Optional;
import org.crosscheck.compare.rounding.Bounded;
import org.crosscheck.reference.Functions;

/** Activations that are not the homework's sine, and their derivatives. */
public final class Activations {

    /** By the name of the mistake in h^s, that of the same activation's derivative in dL/dh^a. */
    private static final Map<String, String> DERIVATIVES = Map.of(
            "identity", "no-cosine",
            "tanh", "tanh",
            "sigmoid", "sigmoid",
            "rectifier", "rectifier",
            "softplus", "softplus",
            "elu", "elu",
            "cosine", "minus-sine");

    private Activations() {}

    /** The id of the mistake in grad_ha that belongs to one in hs; empty if that is no activation. */
    public static Optional<String> derivative(String hsMistake) {
        String name = hsMistake.substring("hs.".length());
        return Optional.ofNullable(name.startsWith("leaky") ? name : DERIVATIVES.get(name))
                .map(derivative -> "grad_ha." + derivative);
    }

    /** log(1 + e^z), whose slope is at most 1. */
    static Bounded softplus(Bounded z) {
        double u = z.precision().unit();
        return BoundedMath.map(z, Functions::softplus, (zi, fz, e) -> e + 4 * (BoundedMath.KAPPA + 1) * u * fz);
    }

    /** z above 0, slope z below, slope at most 1. */
    static Bounded leaky(Bounded z, double slope) {
        double u = z.precision().unit();
        return BoundedMath.map(z, zi -> zi > 0 ? zi : slope * zi, (zi, fz, e) -> e + 2 * u * Math.abs(fz));
    }

    /** z above 0, e^z - 1 below; the difference loses what 1 is rounded by. */
    static Bounded elu(Bounded z) {
        double u = z.precision().unit();
        return BoundedMath.map(
                z,
                zi -> zi > 0 ? zi : StrictMath.expm1(zi),
                (zi, fz, e) -> zi > 0 ? e : e + 4 * (BoundedMath.KAPPA + 1) * u);
    }

    /** The derivative of the leaky rectifier. */
    static Bounded leakySlope(Bounded z, double slope) {
        return BoundedMath.stepwise(z, zi -> zi > 0 ? 1 : slope);
    }

    /** The derivative of the ELU: 1 above 0, e^z below. */
    static Bounded eluSlope(Bounded z) {
        double u = z.precision().unit();
        return BoundedMath.map(
                z,
                zi -> zi > 0 ? 1 : StrictMath.exp(zi),
                (zi, fz, e) -> zi > 0 ? 0 : e + 4 * (BoundedMath.KAPPA + 1) * u);
    }

    static String percent(double slope) {
        return Math.round(100 * slope) + "%";
    }
}
