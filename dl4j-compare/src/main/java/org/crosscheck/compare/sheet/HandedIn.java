package org.crosscheck.compare.sheet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import org.crosscheck.compare.grade.submission.UntrustedFiles;
import org.crosscheck.datasets.formats.Npz;

/**
 * What a file or folder holds, by the names in it.
 *
 * @param formulas a {@code .tex}
 * @param arrays an {@code .npz}, {@code .json} or {@code .npy}
 */
public record HandedIn(boolean formulas, boolean arrays) {

    /** Looks into a folder or {@code .zip}; what cannot be looked into is taken for arrays, whose reader says why. */
    public static HandedIn of(Path path) {
        try {
            String name = UntrustedFiles.name(path);
            if (UntrustedFiles.attributes(path).isDirectory()) {
                return of(UntrustedFiles.tree(path).keySet());
            }
            if (name.toLowerCase(Locale.ROOT).endsWith(".zip")) {
                return of(Npz.members(UntrustedFiles.bytes(path, UntrustedFiles.LARGEST), name).stream()
                        .map(Npz.Member::name)
                        .toList());
            }
            boolean formulas = ends(name, "tex");
            return new HandedIn(formulas, !formulas);
        } catch (IOException e) {
            return new HandedIn(ends(String.valueOf(path.getFileName()), "tex"), true);
        }
    }

    /** Whether its name alone says that it holds arrays. */
    public static boolean isArray(Path path) {
        return ends(String.valueOf(path.getFileName()), "npz|json");
    }

    private static HandedIn of(Collection<String> names) {
        boolean formulas = names.stream().anyMatch(name -> ends(name, "tex"));
        boolean arrays = names.stream().anyMatch(name -> ends(name, "npz|json|npy|zip"));
        return new HandedIn(formulas, arrays || !formulas);
    }

    private static boolean ends(String name, String endings) {
        return name.toLowerCase(Locale.ROOT).matches("(?s).*\\.(" + endings + ")");
    }
}
