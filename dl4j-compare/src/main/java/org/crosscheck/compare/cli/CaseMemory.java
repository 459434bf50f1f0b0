package org.crosscheck.compare.cli;

import java.util.Map;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.formats.Heap;

/**
 * The memory that a command takes for a case, counted before it is taken: so many times the numbers of the case and of its
 * answers, each 8 bytes. The multiples are measured (docs/decisions.md) and rounded up.
 */
enum CaseMemory {
    /** Making a case and writing it. */
    MAKE(2),
    /** The answers by the reference, and their file. */
    SOLVE(3),
    /** The answers by any other engine. */
    ENGINE(10),
    /** Finding out which mistakes a case catches. */
    POWER(12),
    /** Marking: all of the bank's mistakes, those in one chain at a time. */
    GRADE(16),
    /** All engines, the oracle, and every check. */
    VERIFY(40);

    private final int times;

    CaseMemory(int times) {
        this.times = times;
    }

    /** Refuses a case that does not fit, where one is open at a time. */
    void require(String what, Map<String, Integer> sizes, String help) throws InputException {
        require(what, sizes, help, 1);
    }

    /**
     * Refuses a case of which several like it do not fit.
     *
     * @param what the file, or the options, that make it so large
     * @param help what makes it smaller, in a few words
     * @param open how many are open at a time
     * @throws InputException with what there is, what is needed, and the options that help
     */
    void require(String what, Map<String, Integer> sizes, String help, int open) throws InputException {
        long bytes = (long) open * times * Double.BYTES * Quantities.numbers(sizes);
        if (!Heap.holds(bytes)) {
            throw new InputException(
                    what, "memory", Heap.expected(bytes) + ", or " + help, "a need of about " + Heap.text(bytes));
        }
    }
}
