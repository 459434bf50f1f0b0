package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.List;

/**
 * The points at which what is read has more than one meaning. A computation asks {@link #pick} at each of them and is run
 * again for each combination of answers: depth first, the usual meaning first.
 */
public final class Choices {

    private final List<int[]> taken = new ArrayList<>();
    private int at;

    /** A number below {@code options}: which meaning is to be taken here. */
    public int pick(int options) {
        if (at == taken.size()) {
            taken.add(new int[] {0, options});
        }
        return taken.get(at++)[0];
    }

    /** Goes on to the next combination; false when there is none left. */
    public boolean next() {
        at = 0;
        while (!taken.isEmpty()) {
            int[] last = taken.get(taken.size() - 1);
            if (++last[0] < last[1]) {
                return true;
            }
            taken.remove(taken.size() - 1);
        }
        return false;
    }
}
