package org.crosscheck.compare.oracle;

import java.util.function.IntFunction;

/**
 * The formulas of part 3: convolutions of stride 1 without padding and non-overlapping average pooling of 2x2, the only
 * ones that the homework's network has. Each element is computed by itself, from the indices that reach it.
 */
final class CnnFormulas<T> {

    private static final int WINDOW = 2;

    private final Field<T> field;

    CnnFormulas(Field<T> field) {
        this.field = field;
    }

    /** Question 3a: out[n,f,i,j] = b[f] + sum over c, u, v of w[f,c,u,v] x[n,c,i+u,j+v]. */
    IntFunction<T> convolution(Elements<T> x, Elements<T> w, Elements<T> b) {
        int filters = w.shape()[0];
        int height = x.shape()[2] - w.shape()[2] + 1;
        int width = x.shape()[3] - w.shape()[3] + 1;
        return position -> {
            int[] at = index(position, filters, height, width);
            T sum = b.get(at[1]);
            for (int c = 0; c < w.shape()[1]; c++) {
                for (int u = 0; u < w.shape()[2]; u++) {
                    int first = x.position(at[0], c, at[2] + u, at[3]);
                    sum = field.dot(sum, w.at(), w.position(at[1], c, u, 0), 1, x.at(), first, 1, w.shape()[3]);
                }
            }
            return sum;
        };
    }

    /** dS/dw[f,c,u,v] = sum over n, i, j of g[n,f,i,j] x[n,c,i+u,j+v]. */
    IntFunction<T> gradWeights(Elements<T> x, Elements<T> g) {
        int channels = x.shape()[1];
        int kernelHeight = x.shape()[2] - g.shape()[2] + 1;
        int kernelWidth = x.shape()[3] - g.shape()[3] + 1;
        return position -> {
            int[] at = index(position, channels, kernelHeight, kernelWidth);
            T sum = field.of(0);
            for (int n = 0; n < g.shape()[0]; n++) {
                for (int i = 0; i < g.shape()[2]; i++) {
                    int first = x.position(n, at[1], i + at[2], at[3]);
                    sum = field.dot(sum, g.at(), g.position(n, at[0], i, 0), 1, x.at(), first, 1, g.shape()[3]);
                }
            }
            return sum;
        };
    }

    /** dS/db[f] = sum over n, i, j of g[n,f,i,j]. */
    IntFunction<T> gradBias(Elements<T> g) {
        return f -> {
            T sum = field.of(0);
            for (int n = 0; n < g.shape()[0]; n++) {
                for (int i = 0; i < g.shape()[2]; i++) {
                    for (int j = 0; j < g.shape()[3]; j++) {
                        sum = field.add(sum, g.at().apply(g.position(n, f, i, j)));
                    }
                }
            }
            return sum;
        };
    }

    /** dS/dx[n,c,r,q] = sum over f, u, v of g[n,f,r-u,q-v] w[f,c,u,v], where that output exists. */
    IntFunction<T> gradImages(Elements<T> g, Elements<T> w) {
        int channels = w.shape()[1];
        int height = g.shape()[2] + w.shape()[2] - 1;
        int width = g.shape()[3] + w.shape()[3] - 1;
        return position -> {
            int[] at = index(position, channels, height, width);
            int v = Math.max(0, at[3] - g.shape()[3] + 1);
            int columns = Math.min(at[3], w.shape()[3] - 1) - v + 1;
            T sum = field.of(0);
            for (int f = 0; f < w.shape()[0]; f++) {
                for (int u = Math.max(0, at[2] - g.shape()[2] + 1); u <= Math.min(at[2], w.shape()[2] - 1); u++) {
                    int first = g.position(at[0], f, at[2] - u, at[3] - v);
                    sum = field.dot(sum, g.at(), first, -1, w.at(), w.position(f, at[1], u, v), 1, columns);
                }
            }
            return sum;
        };
    }

    /** Question 3a: out[n,c,i,j] = (1/4) sum over u, v of x[n,c,2i+u,2j+v]. */
    IntFunction<T> pooling(Elements<T> x) {
        int height = x.shape()[2] / WINDOW;
        int width = x.shape()[3] / WINDOW;
        return position -> {
            int[] at = index(position, x.shape()[1], height, width);
            T sum = field.of(0);
            for (int u = 0; u < WINDOW; u++) {
                for (int v = 0; v < WINDOW; v++) {
                    int from = x.position(at[0], at[1], WINDOW * at[2] + u, WINDOW * at[3] + v);
                    sum = field.add(sum, x.at().apply(from));
                }
            }
            return field.divide(sum, field.of(WINDOW * WINDOW));
        };
    }

    /** dS/dx[n,c,r,q] = (1/4) g[n,c,r/2,q/2]. */
    IntFunction<T> gradPooling(Elements<T> g) {
        int height = g.shape()[2] * WINDOW;
        int width = g.shape()[3] * WINDOW;
        return position -> {
            int[] at = index(position, g.shape()[1], height, width);
            int from = g.position(at[0], at[1], at[2] / WINDOW, at[3] / WINDOW);
            return field.divide(g.at().apply(from), field.of(WINDOW * WINDOW));
        };
    }

    /** The four indices of a flat position, the last three below the given sizes. */
    private static int[] index(int position, int second, int third, int fourth) {
        int rest = position / fourth;
        return new int[] {rest / third / second, rest / third % second, rest % third, position % fourth};
    }
}
