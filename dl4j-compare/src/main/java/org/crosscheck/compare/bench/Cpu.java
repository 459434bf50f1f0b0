package org.crosscheck.compare.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The name of the processor, which Java does not know. */
final class Cpu {

    private static final Path LINUX = Path.of("/proc/cpuinfo");

    private Cpu() {}

    /** As the system calls it: from Linux's list, from Windows' environment, else the architecture. */
    static String name() {
        try (Stream<String> lines = Files.lines(LINUX, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseGet(Cpu::withoutList);
        } catch (IOException otherSystem) {
            return withoutList();
        }
    }

    private static String withoutList() {
        String windows = System.getenv("PROCESSOR_IDENTIFIER");
        return windows == null ? System.getProperty("os.arch") : windows;
    }
}
