package org.crosscheck.compare.cli;

import org.crosscheck.compare.programs.Program.Limits;
import org.crosscheck.compare.text.InputException;
import picocli.CommandLine.Option;

/** What a program of the user's may take for each case. */
final class ProgramLimits {

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "how long a program may take for a case (default: ${DEFAULT-VALUE})")
    private double seconds;

    @Option(
            names = "--memory-limit",
            paramLabel = "MIB",
            defaultValue = "4096",
            description =
                    "how much memory a program may take, where the system can limit that (default: ${DEFAULT-VALUE})")
    private long mebibytes;

    Limits limits() throws InputException {
        if (!(seconds > 0 && seconds <= 1e6)) {
            throw new InputException("--time-limit", "more than 0 seconds and at most 1e6", String.valueOf(seconds));
        }
        if (!(mebibytes >= 1 && mebibytes < 1 << 30)) {
            throw new InputException("--memory-limit", "at least 1 MiB, and less than 2^30", String.valueOf(mebibytes));
        }
        return new Limits(seconds, mebibytes);
    }
}
