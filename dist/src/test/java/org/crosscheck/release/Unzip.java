package org.crosscheck.release;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Unzips with the permissions that the archive says. */
final class Unzip {

    private Unzip() {}

    /** Returns the one folder that all entries are in. */
    static Path into(Path zip, Path folder) throws IOException {
        try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true))) {
            Path root = archive.getPath("/");
            List<Path> entries;
            try (Stream<Path> walk = Files.walk(root)) {
                entries = walk.toList();
            }
            for (Path entry : entries) {
                Path to = folder.resolve(root.relativize(entry).toString());
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(entry, to);
                    Files.setLastModifiedTime(to, Files.getLastModifiedTime(entry));
                    if (Files.getPosixFilePermissions(entry).contains(PosixFilePermission.OWNER_EXECUTE)) {
                        to.toFile().setExecutable(true);
                    }
                }
            }
        }
        try (Stream<Path> top = Files.list(folder)) {
            List<Path> all = top.toList();
            if (all.size() != 1) {
                throw new IOException(zip + ": expected one folder, found " + all);
            }
            return all.get(0);
        }
    }
}
