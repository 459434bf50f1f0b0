package org.crosscheck.compare.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** Standard output that knows why it could not be written, which {@link System#out} does not tell. */
final class StandardOutput extends OutputStream {

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final Runnable first;
    private boolean begun;
    private IOException failure;

    /** @param first what is done before anything is written */
    StandardOutput(Runnable first) {
        this.first = first;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (!begun) {
            begun = true;
            first.run();
        }
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }

    /** Why something was not written; null if all was, or if whoever reads it, such as {@code head}, wants no more. */
    String fault() {
        boolean unread = failure != null
                && (Boolean.getBoolean("crosscheck.stdout.pipe")
                        || String.valueOf(failure.getMessage())
                                .toLowerCase(Locale.ROOT)
                                .contains("pipe"));
        return failure == null || unread ? null : failure.getMessage();
    }
}
