package org.crosscheck.compare.grade;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.crosscheck.compare.text.InputException;

/**
 * A submission to be marked.
 *
 * @param name a name that no other submission of the batch has, and that can be a file name on any system
 * @param path where it lies
 */
public record Work(String name, Path path) {

    /**
     * Names submissions after their files, preceded by the folder's name where that is not enough; characters that not
     * every system allows in file names become _.
     *
     * @throws InputException if two cannot be told apart
     */
    public static List<Work> of(List<Path> paths) throws InputException {
        for (boolean withFolder : new boolean[] {false, true}) {
            List<Work> works = new ArrayList<>();
            Set<String> names = new HashSet<>();
            for (Path path : paths) {
                String name = name(path.toAbsolutePath().normalize(), withFolder);
                if (names.add(name.toLowerCase(Locale.ROOT))) { // on some systems files cannot differ in case alone
                    works.add(new Work(name, path));
                }
            }
            if (works.size() == paths.size()) {
                return works;
            }
        }
        throw new InputException("ANSWERS", "names", "files that differ in name or folder", "some that do not");
    }

    private static String name(Path path, boolean withFolder) {
        String file = String.valueOf(path.getFileName()).replaceFirst("(?i)\\.(npz|json)$", "");
        Path folder = path.getParent() == null ? null : path.getParent().getFileName();
        String name = withFolder && folder != null ? folder + "_" + file : file;
        String safe = name.replaceAll("[^\\p{L}\\p{N}._ @+-]", "_").replaceFirst("^[. ]", "_");
        return safe.isBlank() ? "_" : safe;
    }
}
