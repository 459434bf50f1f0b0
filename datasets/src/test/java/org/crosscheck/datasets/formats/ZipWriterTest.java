package org.crosscheck.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipWriterTest {

    private static final byte[] TEXT = "#!/bin/sh\necho 1 1 1 1 1 1 1 1 1 1\n".getBytes(StandardCharsets.US_ASCII);

    private static byte[] archive() {
        return new ZipWriter()
                .store("stored", TEXT)
                .deflate("a/\u00e9", TEXT, 0755)
                .deflate("empty", new byte[0], 0644)
                .toBytes();
    }

    @Test
    void theJdkReadsEveryEntryAndItsTime() throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive()))) {
            for (String name : new String[] {"stored", "a/\u00e9", "empty"}) {
                ZipEntry entry = zip.getNextEntry();
                assertThat(entry.getName()).isEqualTo(name);
                assertThat(zip.readAllBytes()).isEqualTo(name.equals("empty") ? new byte[0] : TEXT);
                assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(Instant.parse("1980-01-01T00:00:00Z"));
            }
            assertThat(zip.getNextEntry()).isNull();
        }
    }

    @Test
    void permissionsAreThoseOfUnix(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("a.zip"), archive());
        try (FileSystem zip = FileSystems.newFileSystem(file, Map.of("enablePosixFileAttributes", "true"))) {
            Set<PosixFilePermission> script = Files.getPosixFilePermissions(zip.getPath("a/\u00e9"));
            assertThat(script).hasSize(7).contains(PosixFilePermission.OTHERS_EXECUTE);
            assertThat(Files.getPosixFilePermissions(zip.getPath("empty"))).hasSize(4);
        }
    }

    @Test
    void whatIsWrittenIsAnArchiveOfWhichEveryByteIsAccountedFor() throws IOException {
        assertThat(ZipDirectory.of(archive(), Source.file("a")).entries())
                .extracting(ZipDirectory.Entry::name)
                .containsExactly("stored", "a/\u00e9", "empty");
    }

    /** A reader that knows version 1.0 of the format alone must not try to read what is deflated. */
    @Test
    void theVersionNeededIsThatOfTheMethod() {
        byte[] stored = new ZipWriter().store("a", TEXT).toBytes();
        byte[] deflated = new ZipWriter().deflate("a", TEXT, 0644).toBytes();
        assertThat(stored[4]).as("stored, version times 10").isEqualTo((byte) 10);
        assertThat(deflated[4]).as("deflated, version times 10").isEqualTo((byte) 20);
    }
}
