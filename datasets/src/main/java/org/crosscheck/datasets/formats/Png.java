package org.crosscheck.datasets.formats;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.crosscheck.datasets.formats.FormatException.Reason;

/**
 * One PNG image as grey bytes.
 *
 * <p>Grey samples are kept as they are (16 bits are rounded to 8); colours and palettes become the luma of ITU-R BT.601,
 * (299 R + 587 G + 114 B) / 1000, rounded. What is drawn on a transparent ground is put on white if it is dark and on black
 * if it is light. Nothing is decoded before every chunk's checksum
 * has been checked and the declared size has been found small enough: 4 bytes a pixel within 16 MiB plus 64 times the
 * file.
 *
 * @param pixels unsigned bytes, (rows, columns)
 */
public record Png(int rows, int columns, byte[] pixels) {

    private static final long SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int HEADER_CHUNK = 0x49484452; // IHDR
    private static final int END_CHUNK = 0x49454e44; // IEND
    private static final int CHUNK_FRAME = 12; // length, type, checksum
    private static final int BYTES_PER_PIXEL = 4;
    private static final int WHITE = 255;

    /** Reads a file. Throws {@link FormatException} if it is missing or not an intact PNG image. */
    public static Png read(Path file) throws IOException {
        return decode(Bytes.ofFile(file), Source.file(file.toString()));
    }

    public static Png decode(byte[] file, Source source) throws FormatException {
        requireChunks(file, source);
        ByteBuffer in = ByteBuffer.wrap(file);
        int columns = in.getInt(16);
        int rows = in.getInt(20);
        long most = Bytes.budget(file.length) / BYTES_PER_PIXEL;
        if (columns < 1 || rows < 1 || columns > most / rows) {
            String found = Integer.toUnsignedString(columns) + " x " + Integer.toUnsignedString(rows);
            throw source.error(16, Reason.IMAGE_TOO_LARGE, "1 to " + most + " pixels", found);
        }
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (MemoryCacheImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(stream, true, true);
            return new Png(rows, columns, grey(reader.read(0)));
        } catch (IOException | RuntimeException e) { // the decoder throws either for damaged data
            FormatException error = source.error("data", Reason.IMAGE_UNREADABLE, "a PNG image", "damage: " + e);
            error.initCause(e);
            throw error;
        } finally {
            reader.dispose();
        }
    }

    private static void requireChunks(byte[] file, Source source) throws FormatException {
        ByteBuffer in = ByteBuffer.wrap(file);
        if (file.length < 8 || in.getLong() != SIGNATURE) {
            throw source.error(0, Reason.IMAGE_UNREADABLE, "the PNG signature", FileKind.of(file));
        }
        int type = 0;
        while (type != END_CHUNK) {
            int at = in.position();
            long length = in.remaining() < CHUNK_FRAME ? -1 : in.getInt();
            if (length < 0 || length > in.remaining() - 8) {
                throw source.error(at, Reason.IMAGE_UNREADABLE, "a complete chunk", "the end of the file");
            }
            boolean first = type == 0;
            type = in.getInt();
            if (first && (type != HEADER_CHUNK || length != 13)) {
                throw source.error(at, Reason.IMAGE_UNREADABLE, "an IHDR chunk", "another");
            }
            CRC32 crc = new CRC32();
            crc.update(file, at + 4, (int) length + 4);
            in.position(at + 8 + (int) length);
            if (in.getInt() != (int) crc.getValue()) {
                throw source.error(at, Reason.CRC_MISMATCH, "a chunk with its checksum", "another checksum");
            }
        }
        if (in.hasRemaining()) {
            throw source.error(in.position(), Reason.IMAGE_UNREADABLE, "the end of the file", "bytes after IEND");
        }
    }

    /** One number a pixel; where pixels are transparent, what is drawn is put on the ground that it stands out from. */
    private static byte[] grey(BufferedImage image) {
        int[] luma = luma(image);
        int[] alpha = alpha(image);
        if (alpha == null) {
            return bytes(luma);
        }
        long ink = 0;
        long opaque = 0;
        for (int i = 0; i < luma.length; i++) {
            ink += (long) alpha[i] * luma[i];
            opaque += alpha[i];
        }
        int ground = ink < WHITE * opaque / 2 ? WHITE : 0;
        for (int i = 0; i < luma.length; i++) {
            luma[i] = (alpha[i] * luma[i] + (WHITE - alpha[i]) * ground + WHITE / 2) / WHITE;
        }
        return bytes(luma);
    }

    private static int[] luma(BufferedImage image) {
        Raster raster = image.getRaster();
        boolean samples = raster.getNumBands() <= 2 && !(image.getColorModel() instanceof IndexColorModel);
        int[] luma = new int[image.getWidth() * image.getHeight()];
        for (int row = 0, at = 0; row < image.getHeight(); row++) {
            for (int column = 0; column < image.getWidth(); column++, at++) {
                // Raw samples: getRGB would convert a linear grey to sRGB and change the values.
                luma[at] = samples ? sample(raster, column, row) : luma(image.getRGB(column, row));
            }
        }
        return luma;
    }

    /** How opaque each pixel is, 0 to 255; null if all are as opaque, which tells no drawing from its ground. */
    private static int[] alpha(BufferedImage image) {
        if (!image.getColorModel().hasAlpha()) {
            return null;
        }
        int[] alpha = new int[image.getWidth() * image.getHeight()];
        for (int row = 0, at = 0; row < image.getHeight(); row++) {
            for (int column = 0; column < image.getWidth(); column++, at++) {
                alpha[at] = image.getRGB(column, row) >>> 24;
            }
        }
        return IntStream.of(alpha).allMatch(a -> a == alpha[0]) ? null : alpha;
    }

    /** The first sample of a pixel, of any depth, as one of 8 bits. */
    private static int sample(Raster raster, int column, int row) {
        int most = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
        return (raster.getSample(column, row, 0) * WHITE + most / 2) / most;
    }

    private static int luma(int rgb) {
        return (299 * ((rgb >> 16) & 0xff) + 587 * ((rgb >> 8) & 0xff) + 114 * (rgb & 0xff) + 500) / 1000;
    }

    private static byte[] bytes(int[] grey) {
        byte[] bytes = new byte[grey.length];
        for (int i = 0; i < grey.length; i++) {
            bytes[i] = (byte) grey[i];
        }
        return bytes;
    }
}
