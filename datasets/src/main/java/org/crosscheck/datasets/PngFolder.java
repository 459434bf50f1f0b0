package org.crosscheck.datasets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.crosscheck.datasets.formats.Bytes;
import org.crosscheck.datasets.formats.FormatException;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.crosscheck.datasets.formats.Png;
import org.crosscheck.datasets.formats.Source;

/**
 * Images in PNG files, one folder for each class: {@code <folder>/<class>/<image>.png}.
 *
 * @param digits the images, sorted by class, then by name; label i is class i
 * @param names of the classes, the names of their folders in sorted order
 */
public record PngFolder(Digits digits, List<String> names) {

    private static final Comparator<Path> ORDER = Comparator.comparing(PngFolder::label)
            .thenComparing(file -> file.getFileName().toString());

    /**
     * Images of one size, sorted by class, then by name.
     *
     * @param pixels unsigned bytes, (n, rows, columns)
     * @param classes (n), indices into {@code names}
     * @param files where each image is from
     */
    public record Images(int rows, int columns, byte[] pixels, int[] classes, List<String> names, List<Path> files) {}

    /** Whether there is a folder with a PNG file in it. */
    public static boolean looksLikeOne(Path folder) throws IOException {
        return Files.isDirectory(folder) && !files(folder).isEmpty();
    }

    /**
     * Reads a folder; the classes are those that it has.
     *
     * @throws FormatException if there is no image, more than 255 classes, or an image that is damaged or of another size
     *     than the first
     */
    public static PngFolder read(Path folder) throws IOException {
        Images images = images(files(folder), folder.toString());
        return of(folder, images, images.names());
    }

    /** As {@link #read(Path)}, with classes that are known; a folder of another name is refused. */
    public static PngFolder read(Path folder, List<String> names) throws IOException {
        return of(folder, images(files(folder), folder.toString()), names);
    }

    private static PngFolder of(Path folder, Images images, List<String> names) throws FormatException {
        Source source = Source.file(folder.toString());
        if (names.size() > Digits.MOST_CLASSES) {
            String most = "at most " + Digits.MOST_CLASSES + " classes";
            throw source.error("folders", Reason.DIGITS_LABEL, most, names.size() + " folders");
        }
        byte[] labels = new byte[images.classes().length];
        for (int i = 0; i < labels.length; i++) {
            String name = images.names().get(images.classes()[i]);
            if (!names.contains(name)) {
                throw source.error("folder '" + name + "'", Reason.DIGITS_LABEL, "one of " + names, "another");
            }
            labels[i] = (byte) names.indexOf(name);
        }
        Digits digits = new Digits(labels.length, images.rows(), images.columns(), images.pixels(), labels);
        return new PngFolder(digits, List.copyOf(names));
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw Source.file(folder.toString())
                    .error("folder", Reason.FILE_MISSING, "a folder of images", "no such folder");
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(file -> folder.relativize(file).getNameCount() == 2)
                    .filter(PngFolder::isPng)
                    .toList();
        }
    }

    /** The images of those of the files that are PNG files. */
    public static Images images(List<Path> files, String place) throws IOException {
        List<Path> sorted =
                files.stream().filter(PngFolder::isPng).sorted(ORDER).toList();
        if (sorted.isEmpty()) {
            throw Source.file(place).error("folder", Reason.IMAGE_NONE, "PNG files in folders", "none");
        }
        List<String> names = sorted.stream().map(PngFolder::label).distinct().toList();
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        int[] classes = new int[sorted.size()];
        int i = 0;
        Png first = null;
        for (Path file : sorted) {
            Source source = Source.file(file.toString());
            Png image = Png.decode(Bytes.ofFile(file), source);
            first = first == null ? image : first;
            if (image.rows() != first.rows() || image.columns() != first.columns()) {
                String found = image.columns() + " x " + image.rows();
                throw source.error("size", Reason.IMAGE_SIZE, first.columns() + " x " + first.rows(), found);
            }
            if (pixels.size() > Bytes.LARGEST - image.pixels().length) {
                throw source.error("size", Reason.IMAGE_TOO_LARGE, Bytes.LARGEST + " pixels in all", "more");
            }
            pixels.writeBytes(image.pixels());
            classes[i++] = names.indexOf(label(file));
        }
        return new Images(first.rows(), first.columns(), pixels.toByteArray(), classes, names, sorted);
    }

    static boolean isPng(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".png");
    }

    /** The class of a file: the name of its folder. */
    public static String label(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null || folder.getFileName() == null
                ? ""
                : folder.getFileName().toString();
    }
}
