package org.crosscheck.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.junit.jupiter.api.Assertions;

/** One bad file: what it is, its bytes, why it must be refused, and what the message must say. */
record Bad(String what, byte[] bytes, Reason reason, String... parts) {

    private static final long LITTLE_HEAP = 100L << 20;

    /** Requires that reading fails for this reason, with a message of one line, and allocates at most {@link #LITTLE_HEAP}. */
    void refusedBy(ThrowingCallable reading) {
        FormatException[] refusal = new FormatException[1];
        long[] allocated = new long[1];
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = thread.getCurrentThreadAllocatedBytes();
            Throwable thrown = catchThrowable(reading);
            allocated[0] = thread.getCurrentThreadAllocatedBytes() - before;
            assertThat(thrown).as(what).isInstanceOf(FormatException.class);
            refusal[0] = (FormatException) thrown;
        });
        assertThat(refusal[0].reason()).as(refusal[0].getMessage()).isEqualTo(reason);
        assertThat(refusal[0]).message().contains("bad.file: ", "expected ", "found ");
        for (String part : parts) {
            assertThat(refusal[0]).message().contains(part);
        }
        assertThat(refusal[0].getMessage().chars()).as("control characters").noneMatch(Character::isISOControl);
        assertThat(allocated[0]).as("bytes allocated").isLessThan(LITTLE_HEAP);
    }

    @Override
    public String toString() {
        return what;
    }
}
