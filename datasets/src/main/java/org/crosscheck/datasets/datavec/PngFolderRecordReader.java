package org.crosscheck.datasets.datavec;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.crosscheck.datasets.formats.Bytes;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.crosscheck.datasets.formats.Png;
import org.crosscheck.datasets.formats.Source;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A DataVec reader of PNG files, one folder for each class: {@code <folder>/<class>/<image>.png}.
 *
 * <p>The classes are the names of the folders in sorted order; the records are sorted by class, then by name, so {@link
 * #shuffle} before training. Files of other kinds are ignored. All images have the size of the first one. See {@link
 * Png} for how colours become grey.
 */
public final class PngFolderRecordReader extends ImageRecordReader {

    private static final long serialVersionUID = 1L;
    private static final Comparator<Path> ORDER = Comparator.comparing(PngFolderRecordReader::label)
            .thenComparing(file -> file.getFileName().toString());

    /** Flat features of type DOUBLE. */
    public PngFolderRecordReader() {
        this(Layout.FLAT, DataType.DOUBLE);
    }

    public PngFolderRecordReader(Layout layout, DataType type) {
        super(layout, type);
    }

    @Override
    Images load(List<Path> files, String place) throws IOException {
        return read(files, place);
    }

    /** The images in those of the files that are PNG files. */
    static Images read(List<Path> files, String place) throws IOException {
        List<Path> sorted = files.stream()
                .filter(PngFolderRecordReader::isPng)
                .sorted(ORDER)
                .toList();
        if (sorted.isEmpty()) {
            throw Source.file(place).error("folder", Reason.IMAGE_NONE, "PNG files in folders", "none");
        }
        List<String> names =
                sorted.stream().map(PngFolderRecordReader::label).distinct().toList();
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        int[] classes = new int[sorted.size()];
        List<URI> origins = new ArrayList<>();
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
            classes[origins.size()] = names.indexOf(label(file));
            origins.add(file.toUri());
        }
        return new Images(first.rows(), first.columns(), pixels.toByteArray(), classes, names, origins);
    }

    /** The record of one PNG file, read from its stream; the class is the folder in its address. */
    @Override
    public List<Writable> record(URI uri, DataInputStream in) throws IOException {
        Png image = Png.decode(Bytes.ofStream(in, uri.toString()), Source.file(uri.toString()));
        int label = getLabels().indexOf(label(Path.of(uri)));
        if (label < 0) {
            throw Source.file(uri.toString())
                    .error("folder", Reason.IMAGE_NONE, "one of the folders " + getLabels(), "another");
        }
        return writables(features(image.pixels(), 1, image.rows(), image.columns()), label);
    }

    static boolean isPng(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".png");
    }

    private static String label(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null || folder.getFileName() == null
                ? ""
                : folder.getFileName().toString();
    }
}
