package org.crosscheck.datasets.datavec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.crosscheck.datasets.Digits;
import org.crosscheck.datasets.formats.FormatException;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.crosscheck.datasets.formats.Source;

/**
 * Images in PNG files, one folder for each class: {@code <folder>/<class>/<image>.png}.
 *
 * @param digits the images, sorted by class, then by name; label i is class i
 * @param names of the classes, the names of their folders in sorted order
 */
public record PngFolder(Digits digits, List<String> names) {

    /** Whether there is a folder with a PNG file in it. */
    public static boolean looksLikeOne(Path folder) throws IOException {
        return Files.isDirectory(folder) && !files(folder).isEmpty();
    }

    /**
     * Reads a folder; the classes are those that it has.
     *
     * @throws FormatException if there is no image, more than 10 classes, or an image that is damaged or of another size
     *     than the first
     */
    public static PngFolder read(Path folder) throws IOException {
        ImageRecordReader.Images images = PngFolderRecordReader.read(files(folder), folder.toString());
        return of(folder, images, images.names());
    }

    /** As {@link #read(Path)}, with classes that are known; a folder of another name is refused. */
    public static PngFolder read(Path folder, List<String> names) throws IOException {
        return of(folder, PngFolderRecordReader.read(files(folder), folder.toString()), names);
    }

    private static PngFolder of(Path folder, ImageRecordReader.Images images, List<String> names)
            throws FormatException {
        Source source = Source.file(folder.toString());
        if (names.size() > Digits.CLASSES) {
            throw source.error("folders", Reason.DIGITS_LABEL, "at most 10 classes", names.size() + " folders");
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
                    .filter(PngFolderRecordReader::isPng)
                    .toList();
        }
    }
}
