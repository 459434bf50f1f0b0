package org.crosscheck.compare.demo.learn;

import java.util.Random;

/** How the learning rate falls over a run, and the order in which the examples are taken. */
public enum Schedule {
    /** The same rate from first to last, as in question 2f. */
    CONSTANT,
    /** Straight down to zero. */
    LINEAR,
    /** Half a cosine wave, from the full rate to zero. */
    COSINE;

    /** The factor of the learning rate at a step, from 0 to steps - 1. */
    public double factor(long step, long steps) {
        double done = (double) step / steps;
        return switch (this) {
            case CONSTANT -> 1;
            case LINEAR -> 1 - done;
            case COSINE -> 0.5 * (1 + StrictMath.cos(Math.PI * done));
        };
    }

    /**
     * The order of the examples in an epoch, counted from 0: all of 0 to n - 1, shuffled. It depends on the seed, the
     * epoch and n alone, so these are the whole random state. Only {@link Random#nextInt(int)} is used, whose algorithm
     * the Java platform specifies.
     */
    public static int[] order(long seed, int epoch, int n) {
        Random random = new Random((seed * 0x9e3779b97f4a7c15L) ^ (epoch * 0xbf58476d1ce4e5b9L));
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
