package org.crosscheck.compare.bench;

import java.util.Arrays;

/** Examples per second in each round. */
public record Rates(double[] rounds) {

    public double median() {
        return median(rounds);
    }

    public double least() {
        return Arrays.stream(rounds).min().orElse(Double.NaN);
    }

    public double most() {
        return Arrays.stream(rounds).max().orElse(Double.NaN);
    }

    /**
     * The median of the ratios to another side, each within a round: what slows the machine for a while cancels out.
     */
    public double over(Rates other) {
        double[] ratios = new double[rounds.length];
        for (int r = 0; r < ratios.length; r++) {
            ratios[r] = rounds[r] / other.rounds[r];
        }
        return median(ratios);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
