package org.crosscheck.datasets.datavec;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.crosscheck.datasets.PngFolder;
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

    /** Flat features of type DOUBLE. */
    public PngFolderRecordReader() {
        this(Layout.FLAT, DataType.DOUBLE);
    }

    public PngFolderRecordReader(Layout layout, DataType type) {
        super(layout, type);
    }

    @Override
    Images load(List<Path> files, String place) throws IOException {
        PngFolder.Images images = PngFolder.images(files, place);
        List<URI> origins = images.files().stream().map(Path::toUri).toList();
        return new Images(images.rows(), images.columns(), images.pixels(), images.classes(), images.names(), origins);
    }

    /** The record of one PNG file, read from its stream; the class is the folder in its address. */
    @Override
    public List<Writable> record(URI uri, DataInputStream in) throws IOException {
        Png image = Png.decode(Bytes.ofStream(in, uri.toString()), Source.file(uri.toString()));
        int label = getLabels().indexOf(PngFolder.label(Path.of(uri)));
        if (label < 0) {
            throw Source.file(uri.toString())
                    .error("folder", Reason.IMAGE_NONE, "one of the folders " + getLabels(), "another");
        }
        return writables(features(image.pixels(), 1, image.rows(), image.columns()), label);
    }
}
