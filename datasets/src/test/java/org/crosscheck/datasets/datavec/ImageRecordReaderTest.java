package org.crosscheck.datasets.datavec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import javax.imageio.ImageIO;
import org.crosscheck.datasets.Digits;
import org.crosscheck.datasets.Digits.Split;
import org.crosscheck.datasets.Mnist;
import org.crosscheck.datasets.datavec.ImageRecordReader.Layout;
import org.crosscheck.datasets.formats.FormatException;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.crosscheck.datasets.formats.IdxTest;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.listener.impl.LogRecordListener;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.metadata.RecordMetaDataIndex;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

/** The readers under DL4J's own iterator, on the first 70 test digits of MNIST as IDX, PNG and CSV. */
class ImageRecordReaderTest {

    private static final int N = 70;
    private static Digits digits;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void writeDigits() throws IOException {
        digits = Mnist.test().slice(0, N);
        byte[] header = IdxTest.idx(8, 0, N, 28, 28);
        byte[] images = ByteBuffer.wrap(new byte[16 + N * 784])
                .put(header)
                .put(digits.pixels())
                .array();
        byte[] labels = ByteBuffer.wrap(new byte[8 + N])
                .put(IdxTest.idx(8, 0, N))
                .put(digits.labels())
                .array();
        Path idx = Files.createDirectory(folder.resolve("idx"));
        Files.write(idx.resolve("t10k-images-idx3-ubyte.gz"), IdxTest.gzip(images));
        Files.write(idx.resolve("t10k-labels-idx1-ubyte"), labels);
        Path png = Files.createDirectory(folder.resolve("png"));
        StringBuilder csv = new StringBuilder();
        for (int i = 0; i < N; i++) {
            Path label = Files.createDirectories(png.resolve("digit-" + digits.label(i)));
            BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
            for (int j = 0; j < 784; j++) {
                int pixel = digits.pixels()[i * 784 + j] & 0xff;
                image.getRaster().setSample(j % 28, j / 28, 0, pixel);
                csv.append(pixel).append(',');
            }
            csv.append(digits.label(i)).append('\n');
            ImageIO.write(
                    image,
                    "png",
                    label.resolve(String.format(java.util.Locale.ROOT, "%03d.png", i))
                            .toFile());
        }
        Files.writeString(png.resolve("readme.txt"), "not an image");
        Files.writeString(folder.resolve("digits.csv"), csv);
    }

    private static IdxRecordReader idx(Layout layout, DataType type) throws IOException {
        IdxRecordReader reader = new IdxRecordReader(Split.TEST, layout, type);
        reader.initialize(new FileSplit(folder.resolve("idx").toFile()));
        return reader;
    }

    private static PngFolderRecordReader png() throws IOException {
        PngFolderRecordReader reader = new PngFolderRecordReader();
        reader.initialize(new FileSplit(folder.resolve("png").toFile()));
        return reader;
    }

    private static RecordReaderDataSetIterator iterator(RecordReader reader, int labelIndex) {
        return new RecordReaderDataSetIterator(reader, 32, labelIndex, 10);
    }

    private static double[] images(int from, int to) {
        double[] images = new double[(to - from) * 784];
        for (int i = from; i < to; i++) {
            digits.copyImage(i, images, (i - from) * 784);
        }
        return images;
    }

    private static double[] oneHot(int from, int to) {
        double[] labels = new double[(to - from) * 10];
        for (int i = from; i < to; i++) {
            labels[(i - from) * 10 + digits.label(i)] = 1;
        }
        return labels;
    }

    @Test
    void dl4jIteratesOverIdxFilesExactly() throws IOException {
        RecordReaderDataSetIterator iterator = iterator(idx(Layout.FLAT, DataType.DOUBLE), 1);
        for (int epoch = 0; epoch < 2; epoch++) {
            int from = 0;
            while (iterator.hasNext()) {
                DataSet batch = iterator.next();
                int to = Math.min(from + 32, N);
                assertThat(batch.getFeatures().dataType()).isEqualTo(DataType.DOUBLE);
                assertThat(batch.getFeatures().shape()).containsExactly(to - from, 784);
                assertThat(batch.getFeatures().dup().data().asDouble()).isEqualTo(images(from, to));
                assertThat(batch.getLabels().shape()).containsExactly(to - from, 10);
                assertThat(batch.getLabels().dup().data().asDouble()).isEqualTo(oneHot(from, to));
                from = to;
            }
            assertThat(from).isEqualTo(N);
            iterator.reset();
        }
        assertThat(iterator.getLabels()).hasSize(10).startsWith("0", "1");
    }

    @Test
    void dl4jFindsTheLabelByItself() throws IOException {
        DataSet batch = iterator(idx(Layout.FLAT, DataType.DOUBLE), -1).next();
        assertThat(batch.getLabels().dup().data().asDouble()).isEqualTo(oneHot(0, 32));
    }

    @Test
    void channelsGiveFourDimensionsForConvolutions() throws IOException {
        DataSet batch = iterator(idx(Layout.CHANNELS, DataType.FLOAT), 1).next(5);
        assertThat(batch.getFeatures().shape()).containsExactly(5, 1, 28, 28);
        assertThat(batch.getFeatures().dataType()).isEqualTo(DataType.FLOAT);
        assertThat(batch.getFeatures().getDouble(3, 0, 14, 15)).isEqualTo((float) digits.image(3)[14 * 28 + 15]);
    }

    @Test
    void dl4jCollectsMetadataAndLoadsFromIt() throws IOException {
        for (Layout layout : Layout.values()) {
            RecordReaderDataSetIterator iterator = iterator(idx(layout, DataType.DOUBLE), 1);
            iterator.setCollectMetaData(true);
            DataSet batch = iterator.next();
            List<RecordMetaData> metaData = batch.getExampleMetaData(RecordMetaData.class);
            assertThat(metaData).hasSize(32);
            assertThat(metaData.get(3).getURI().toString()).endsWith("t10k-images-idx3-ubyte.gz");
            DataSet again = iterator.loadFromMetaData(metaData.subList(3, 5));
            assertThat(again.getLabels().dup().data().asDouble()).isEqualTo(oneHot(3, 5));
            assertThat(again.getFeatures().size(0)).isEqualTo(2);
        }
    }

    @Test
    void theTwoFilesWillDoInsteadOfTheFolder() throws IOException {
        IdxRecordReader reader = new IdxRecordReader(Split.TEST);
        URI images = folder.resolve("idx/t10k-images-idx3-ubyte.gz").toUri();
        URI labels = folder.resolve("idx/t10k-labels-idx1-ubyte").toUri();
        Configuration configuration = new Configuration();
        reader.initialize(configuration, new CollectionInputSplit(List.of(labels, images)));
        assertThat(reader.getConf()).isSameAs(configuration);
        assertThat(reader.next(N)).hasSize(N);
        assertThat(((RecordMetaDataIndex) first(reader).getMetaData()).getURI()).isEqualTo(images);
    }

    private static Record first(RecordReader reader) {
        reader.reset();
        return reader.nextRecord();
    }

    @Test
    void recordsOneByOneAreTheBatch() throws IOException {
        IdxRecordReader reader = idx(Layout.FLAT, DataType.DOUBLE);
        for (int i = 0; i < N; i++) {
            List<Writable> record = reader.next();
            assertThat(((NDArrayWritable) record.get(0)).get().toDoubleVector()).isEqualTo(digits.image(i));
            assertThat(record.get(1).toInt()).isEqualTo(digits.label(i));
        }
        assertThat(reader.hasNext()).isFalse();
        assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> reader.next(1)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void listenersHearOfRecordsAndBatches() throws IOException {
        IdxRecordReader reader = idx(Layout.FLAT, DataType.DOUBLE);
        List<Object> heard = new ArrayList<>();
        reader.setListeners(new LogRecordListener() {
            private static final long serialVersionUID = 1L;

            @Override
            public void recordRead(RecordReader source, Object record) {
                heard.add(record);
            }
        });
        reader.next();
        reader.next(3);
        assertThat(heard).hasSize(2);
        assertThat(reader.getListeners()).hasSize(1);
    }

    @Test
    void shufflingIsAPermutationOfTheSeedThatResetKeeps() throws IOException {
        IdxRecordReader reader = idx(Layout.FLAT, DataType.DOUBLE);
        List<Integer> plain = labels(reader);
        reader.shuffle(7);
        List<Integer> shuffled = labels(reader);
        reader.reset();
        assertThat(labels(reader)).isEqualTo(shuffled);
        assertThat(shuffled).containsExactlyInAnyOrderElementsOf(plain).isNotEqualTo(plain);
    }

    private static List<Integer> labels(RecordReader reader) {
        List<Integer> labels = new ArrayList<>();
        while (reader.hasNext()) {
            labels.add(reader.next().get(1).toInt());
        }
        return labels;
    }

    @Test
    void aReaderIsRefusedBeforeInitializingAndAfterClosing() throws IOException {
        assertThatThrownBy(() -> new IdxRecordReader(Split.TRAIN).hasNext()).isInstanceOf(IllegalStateException.class);
        IdxRecordReader reader = idx(Layout.FLAT, DataType.DOUBLE);
        reader.close();
        assertThatThrownBy(reader::next).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new IdxRecordReader(Split.TEST, Layout.FLAT, DataType.INT32))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFileThatIsMissingIsNamed() {
        IdxRecordReader reader = new IdxRecordReader(Split.TRAIN);
        assertThatThrownBy(() ->
                        reader.initialize(new FileSplit(folder.resolve("idx").toFile())))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("train-images-idx3-ubyte");
    }

    @Test
    void aFolderOfPngGivesTheSameImagesByClassThenName() throws IOException {
        PngFolderRecordReader reader = png();
        assertThat(reader.getLabels()).hasSize(10).startsWith("digit-0", "digit-1");
        int row = 0;
        DataSet all = new RecordReaderDataSetIterator(reader, N, 1, 10).next();
        for (int label = 0; label < 10; label++) {
            for (int i = 0; i < N; i++) {
                if (digits.label(i) == label) {
                    assertThat(all.getFeatures().getRow(row).toDoubleVector()).isEqualTo(digits.image(i));
                    assertThat(all.getLabels().getDouble(row, label)).isOne();
                    row++;
                }
            }
        }
        assertThat(row).isEqualTo(N);
    }

    @Test
    void oneRecordOfAPngStream() throws IOException {
        PngFolderRecordReader reader = png();
        Path file = folder.resolve("png/digit-7/000.png");
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            List<Writable> record = reader.record(file.toUri(), in);
            assertThat(((NDArrayWritable) record.get(0)).get().toDoubleVector()).isEqualTo(digits.image(0));
            assertThat(record.get(1).toInt()).isEqualTo(7);
        }
        URI elsewhere = folder.resolve("other/000.png").toUri();
        byte[] png = Files.readAllBytes(file);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(png))) {
            assertThatThrownBy(() -> reader.record(elsewhere, in)).isInstanceOf(FormatException.class);
        }
    }

    @Test
    void badPngFilesAreNamed(@TempDir Path other) throws IOException {
        PngFolderRecordReader reader = new PngFolderRecordReader();
        Path label = Files.createDirectory(other.resolve("a"));
        Files.writeString(label.resolve("readme.txt"), "no image");
        assertRefused(reader, other, Reason.IMAGE_NONE, "found none");
        ImageIO.write(
                new BufferedImage(2, 3, BufferedImage.TYPE_BYTE_GRAY),
                "png",
                label.resolve("1.png").toFile());
        ImageIO.write(
                new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY),
                "png",
                label.resolve("2.PNG").toFile());
        assertRefused(reader, other, Reason.IMAGE_SIZE, "2.PNG", "expected 2 x 3, found 3 x 2");
        Files.writeString(label.resolve("2.PNG"), "no image");
        assertRefused(reader, other, Reason.IMAGE_UNREADABLE, "2.PNG", "PNG signature");
    }

    private static void assertRefused(RecordReader reader, Path folder, Reason reason, String... parts) {
        assertThatThrownBy(() -> reader.initialize(new FileSplit(folder.toFile())))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .message()
                .contains(parts);
    }

    @Test
    void dataVecsCsvReaderDrivesTheSameIterator() throws IOException, InterruptedException {
        try (CSVRecordReader csv = new CSVRecordReader()) {
            csv.initialize(new FileSplit(folder.resolve("digits.csv").toFile()));
            RecordReaderDataSetIterator iterator = iterator(csv, 784);
            int from = 0;
            while (iterator.hasNext()) {
                DataSet batch = iterator.next();
                int to = Math.min(from + 32, N);
                double[] scaled = batch.getFeatures()
                        .castTo(DataType.DOUBLE)
                        .div(255)
                        .dup()
                        .data()
                        .asDouble();
                assertThat(scaled).isEqualTo(images(from, to));
                assertThat(batch.getLabels().dup().data().asDouble()).isEqualTo(oneHot(from, to));
                from = to;
            }
            assertThat(from).isEqualTo(N);
        }
    }
}
