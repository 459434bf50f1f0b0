package org.crosscheck.compare.cli;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.crosscheck.compare.text.Json;
import org.crosscheck.datasets.formats.AtomicFiles;
import picocli.CommandLine.Option;

/** The option {@code --json}: results for a machine, in a file or, with {@code -}, alone on standard output. */
final class JsonTarget {

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "write the results as JSON to this file too; - is standard output, with nothing else on it")
    private Path file;

    /** Whether standard output is for JSON alone. */
    boolean isStandardOutput() {
        return file != null && file.toString().equals("-");
    }

    /** Fails if the file cannot be written. */
    void require() throws IOException {
        if (file != null && !isStandardOutput()) {
            Targets.requireFile(file);
        }
    }

    /** Writes the results if they are asked for. */
    void write(Object results, PrintWriter out) throws IOException {
        if (isStandardOutput()) {
            // In ASCII: a terminal's encoding need not be UTF-8.
            JsonMapper mapper = JsonMapper.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build();
            out.println(Json.writer(mapper).writeValueAsString(results));
            out.flush();
        } else if (file != null) {
            AtomicFiles.write(file, Json.bytes(results));
        }
    }
}
