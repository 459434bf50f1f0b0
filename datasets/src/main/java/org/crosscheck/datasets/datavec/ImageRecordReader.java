package org.crosscheck.datasets.datavec;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.crosscheck.datasets.formats.FormatException;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.metadata.RecordMetaDataIndex;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.datavec.api.writable.batch.NDArrayRecordBatch;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DataVec readers of labelled grey images, for DL4J's {@code RecordReaderDataSetIterator(reader, batch, 1, classes)}.
 *
 * <p>A record is [features, label]: each pixel / 255 in [0, 1], and the class as an int from 0 on. The features have
 * the shape (1, d) with {@link Layout#FLAT} and (1, 1, rows, columns) with {@link Layout#CHANNELS}, of the data type
 * asked for, DOUBLE by default. Batches are supported, and the iterator then keeps that type; when it collects
 * metadata, it copies record by record into ND4J's default type instead.
 *
 * <p>Everything is read when the reader is initialized, and every error is found then: as a {@link FormatException}.
 */
public abstract class ImageRecordReader extends BaseRecordReader {

    private static final long serialVersionUID = 1L;

    /** The shape of an image in a record. */
    public enum Layout {
        FLAT,
        CHANNELS
    }

    /**
     * What a subclass reads.
     *
     * @param pixels unsigned bytes, (n, rows, columns)
     * @param classes (n), indices into {@code names}
     * @param origins the file of each image, or one file that holds all of them
     */
    record Images(int rows, int columns, byte[] pixels, int[] classes, List<String> names, List<URI> origins) {}

    private final Layout layout;
    private final DataType type;
    private transient Images images;
    private transient int[] order; // record to image
    private transient int position;
    private transient Configuration conf;

    ImageRecordReader(Layout layout, DataType type) {
        if (!type.isFPType()) {
            throw new IllegalArgumentException("features need a floating-point type, not " + type);
        }
        this.layout = layout;
        this.type = type;
    }

    /** Reads the images of these files, some of which may be of other kinds. */
    abstract Images load(List<Path> files, String place) throws IOException;

    @Override
    public void initialize(InputSplit split) throws IOException {
        List<Path> files = new ArrayList<>();
        for (URI location : split.locations()) {
            files.add(Path.of(location));
        }
        String place = files.isEmpty()
                ? "the input split"
                : String.valueOf(files.get(0).getParent());
        images = load(files, place);
        inputSplit = split;
        order = new int[images.classes().length];
        Arrays.setAll(order, i -> i);
        reset();
    }

    @Override
    public void initialize(Configuration configuration, InputSplit split) throws IOException {
        setConf(configuration);
        initialize(split);
    }

    /** Puts the records in an order drawn from the seed, which {@link #reset} keeps, and starts over. */
    public void shuffle(long seed) {
        requireInitialized();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        reset();
    }

    @Override
    public boolean hasNext() {
        requireInitialized();
        return position < order.length;
    }

    @Override
    public List<Writable> next() {
        return nextRecord().getRecord();
    }

    @Override
    public Record nextRecord() {
        int image = advance(1)[0];
        Record record = recordOf(image);
        invokeListeners(record);
        return record;
    }

    @Override
    public boolean batchesSupported() {
        return true;
    }

    /** The next {@code num} records, fewer at the end: the features, and a column of labels of the same data type. */
    @Override
    public List<List<Writable>> next(int num) {
        int[] batch = advance(num);
        double[] labels =
                Arrays.stream(batch).mapToDouble(i -> images.classes()[i]).toArray();
        INDArray column = array(labels, batch.length, 1);
        NDArrayRecordBatch records = new NDArrayRecordBatch(features(batch), column);
        invokeListeners(records);
        return records;
    }

    /** The names of the classes, by index. */
    @Override
    public List<String> getLabels() {
        requireInitialized();
        return images.names();
    }

    @Override
    public void reset() {
        requireInitialized();
        position = 0;
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    @Override
    public Record loadFromMetaData(RecordMetaData metaData) {
        return loadFromMetaData(List.of(metaData)).get(0);
    }

    @Override
    public List<Record> loadFromMetaData(List<RecordMetaData> metaData) {
        requireInitialized();
        List<Record> records = new ArrayList<>();
        for (RecordMetaData one : metaData) {
            if (!(one instanceof RecordMetaDataIndex index)
                    || index.getReaderClass() != getClass()
                    || index.getIndex() < 0
                    || index.getIndex() >= order.length) {
                throw new IllegalArgumentException("not the metadata of a record of this reader: " + one);
            }
            records.add(recordOf((int) index.getIndex()));
        }
        return records;
    }

    @Override
    public void setConf(Configuration configuration) {
        conf = configuration;
    }

    @Override
    public Configuration getConf() {
        return conf;
    }

    /** Releases the images; the reader can be initialized again. No file stays open. */
    @Override
    public void close() {
        images = null;
        order = null;
    }

    /** The features of one image and its class. */
    final List<Writable> writables(INDArray features, int label) {
        return List.of(new NDArrayWritable(features), new IntWritable(label));
    }

    /** The features of images of this size. */
    final INDArray features(byte[] pixels, int n, int rows, int columns) {
        double[] values = new double[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (pixels[i] & 0xff) / 255.0;
        }
        return layout == Layout.FLAT ? array(values, n, (long) rows * columns) : array(values, n, 1, rows, columns);
    }

    private INDArray features(int[] which) {
        int d = images.rows() * images.columns();
        byte[] pixels = new byte[which.length * d];
        for (int i = 0; i < which.length; i++) {
            System.arraycopy(images.pixels(), which[i] * d, pixels, i * d, d);
        }
        return features(pixels, which.length, images.rows(), images.columns());
    }

    private Record recordOf(int image) {
        List<URI> origins = images.origins();
        URI origin = origins.get(Math.min(image, origins.size() - 1));
        return new org.datavec.api.records.impl.Record(
                writables(features(new int[] {image}), images.classes()[image]),
                new RecordMetaDataIndex(image, origin, getClass()));
    }

    private int[] advance(int num) {
        if (num < 1) {
            throw new IllegalArgumentException("a batch of " + num + " records");
        }
        if (!hasNext()) {
            throw new NoSuchElementException("no record after the last of " + order.length);
        }
        int from = position;
        position = (int) Math.min(order.length, (long) from + num);
        return Arrays.copyOfRange(order, from, position);
    }

    private INDArray array(double[] values, long... shape) {
        return Nd4j.createFromArray(values).reshape(shape).castTo(type);
    }

    private void requireInitialized() {
        if (images == null) {
            throw new IllegalStateException("initialize this reader first");
        }
    }
}
