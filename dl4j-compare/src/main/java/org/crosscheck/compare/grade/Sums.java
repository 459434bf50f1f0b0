package org.crosscheck.compare.grade;

import java.util.List;
import java.util.Map;
import org.crosscheck.compare.grade.diagnosis.Coarse;
import org.crosscheck.compare.grade.diagnosis.Convention;
import org.crosscheck.compare.grade.diagnosis.LowPrecision;
import org.crosscheck.compare.rounding.Precision;
import org.crosscheck.reference.Tensor;

/** Whether a submission has sums over the examples where means are asked for. */
final class Sums {

    private static final List<String> GRADIENTS = List.of("grad_W2", "grad_b2", "grad_W1", "grad_b1");
    private static final int ENOUGH = 2;

    private final Map<String, Tensor> handedIn;
    private final Hands hands;
    private final LowPrecision low;
    private final int n;
    private Boolean areSums;

    /** Of arrays as they were handed in, of n examples. */
    Sums(Hands hands, LowPrecision low, int n) {
        this.handedIn = Map.copyOf(hands.own());
        this.hands = hands;
        this.low = low;
        this.n = n;
    }

    /** Whether an item may be one of them: at least two gradients of the risk are such sums, and none is a mean. */
    boolean mayBe(String item) {
        if (n < 2 || !Convention.isMean(item)) {
            return false;
        }
        areSums = areSums == null ? areSums() : areSums;
        return areSums;
    }

    Tensor mean(Tensor sum) {
        return Convention.mean(sum, n);
    }

    int examples() {
        return n;
    }

    private boolean areSums() {
        int sums = 0;
        for (String item : GRADIENTS) {
            if (follows(item, false)) {
                return false;
            }
            sums += follows(item, true) ? 1 : 0;
        }
        return sums >= ENOUGH;
    }

    /** Whether a gradient follows from the student's own arrays, right or wrong, as a sum or as a mean. */
    private boolean follows(String item, boolean asSum) {
        Tensor found = handedIn.get(item);
        if (found == null) {
            return false;
        }
        Tensor mean = asSum ? mean(found) : found;
        Hands all = new Hands(hands.diagnosis(), handedIn, handedIn.keySet(), hands.single());
        if (all.allWrongBut(item, all.precision(item), null).replay(item, mean).agrees()) {
            return true;
        }
        for (Coarse coarse : low.of(item, found)) {
            if (all.allWrongBut(item, Precision.DOUBLE, coarse)
                    .replay(item, mean)
                    .agrees()) {
                return true;
            }
        }
        return false;
    }
}
