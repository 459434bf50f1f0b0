package org.crosscheck.compare.cli;

import ch.obermuhlner.math.big.BigDecimalMath;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.io.input.BoundedInputStream;
import org.apache.commons.numbers.core.DD;
import org.crosscheck.compare.grade.gradescope.Autograder;
import org.crosscheck.datasets.formats.Npz;
import org.crosscheck.datasets.formats.ZipWriter;
import org.crosscheck.reference.Tensor;
import org.tukaani.xz.LZMAInputStream;

/**
 * One jar that marks submissions and needs nothing else: of this program what {@link Autograder} may reach, Jackson, what
 * unpacks LZMA and bzip2, and what written answers compute with, Commons Numbers and big-math; no Deeplearning4j, no data, no
 * answer key. It is composed from what this JVM runs on, be that folders or jars.
 */
public final class MarkerJar {

    /** Gradescope takes 100 MB; a jar larger than this contains something that it should not. */
    private static final int LARGEST = 10_000_000;

    /**
     * The rooms that a marker is made of, ".." standing for all rooms below. What is in them may use each other, the
     * {@link #LIBRARIES} and Java alone: a rule among the tests.
     */
    public static final List<String> ROOMS = List.of(
            "org.crosscheck.reference..",
            "org.crosscheck.datasets",
            "org.crosscheck.datasets.formats",
            "org.crosscheck.compare.text",
            "org.crosscheck.compare.homework",
            "org.crosscheck.compare.rounding",
            "org.crosscheck.compare.steps",
            "org.crosscheck.compare.oracle",
            "org.crosscheck.compare.latex",
            "org.crosscheck.compare.written",
            "org.crosscheck.compare.grade..",
            "org.crosscheck.compare.sheet",
            "org.crosscheck.compare.marking");

    /** The data in {@code datasets}, which marking does not need. */
    private static final Pattern DATA = Pattern.compile("org/crosscheck/datasets/.*(?<!\\.class)");

    private static final List<Class<?>> OWN = List.of(Autograder.class, Npz.class, Tensor.class);
    private static final List<Class<?>> LIBRARIES = List.of(
            ObjectMapper.class,
            JsonFactory.class,
            JsonProperty.class,
            LZMAInputStream.class,
            DD.class,
            BigDecimalMath.class,
            BZip2CompressorInputStream.class,
            BoundedInputStream.class); // of commons-io, which bzip2 needs

    /** What commons-compress has besides bzip2. */
    private static final Pattern OTHER_FORMATS =
            Pattern.compile("org/apache/commons/compress/(?!compressors/bzip2/|compressors/[A-Z]|utils/).*");

    private static final Pattern SERVICE = Pattern.compile("META-INF/services/[^/]+");
    private static final Pattern LICENCE = Pattern.compile("META-INF/([^/]*(?:LICENSE|NOTICE)[^/]*)");
    /** Signatures would no longer be valid, there is one manifest, and no module is left. */
    private static final Pattern DROPPED =
            Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC|MF)|META-INF/maven/.*|(.*/)?module-info\\.class");

    private static final String MANIFEST =
            "Manifest-Version: 1.0\r\nMain-Class: " + Autograder.class.getName() + "\r\nMulti-Release: true\r\n\r\n";

    private final Map<String, byte[]> entries = new TreeMap<>();

    private MarkerJar() {}

    /** The bytes of the jar; the same classes give the same entries in the same order. */
    static byte[] compose() throws IOException {
        MarkerJar jar = new MarkerJar();
        for (Class<?> type : OWN) {
            jar.add(origin(type), true);
        }
        for (Class<?> type : LIBRARIES) {
            jar.add(origin(type), false);
        }
        byte[] bytes = jar.toBytes();
        if (bytes.length > LARGEST) {
            throw new IllegalStateException("the marker's jar has " + bytes.length + " bytes, over " + LARGEST);
        }
        return bytes;
    }

    /** The folder or jar that a class was loaded from. */
    private static Path origin(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(Path origin, boolean own) throws IOException {
        if (Files.isDirectory(origin)) {
            add(origin, own, "");
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(origin)) {
            String name = String.valueOf(origin.getFileName());
            add(jar.getPath("/"), own, name.substring(0, name.length() - ".jar".length()));
        }
    }

    private void add(Path root, boolean own, String library) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            String name = root.relativize(file).toString().replace('\\', '/');
            if (own
                    ? inRooms(name)
                    : !DROPPED.matcher(name).matches()
                            && !OTHER_FORMATS.matcher(name).matches()) {
                add(name, library, Files.readAllBytes(file));
            }
        }
    }

    /** Whether a file is of one of the rooms; a module's own description is of none. */
    private static boolean inRooms(String name) {
        String room = name.substring(0, Math.max(0, name.lastIndexOf('/'))).replace('/', '.');
        return !DATA.matcher(name).matches()
                && ROOMS.stream()
                        .anyMatch(known -> known.endsWith("..")
                                ? (room + ".").startsWith(known.substring(0, known.length() - 1))
                                : room.equals(known));
    }

    private void add(String name, String library, byte[] content) throws IOException {
        String to = LICENCE.matcher(name).replaceFirst("META-INF/licenses/" + library + "/$1");
        byte[] before = entries.putIfAbsent(to, content);
        if (before != null && SERVICE.matcher(to).matches()) {
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.write(before);
            both.write('\n');
            both.write(content);
            entries.put(to, both.toByteArray());
        } else if (before != null) {
            throw new IllegalStateException("two libraries have " + to);
        }
    }

    private byte[] toBytes() {
        ZipWriter zip = new ZipWriter();
        zip.deflate("META-INF/MANIFEST.MF", MANIFEST.getBytes(StandardCharsets.US_ASCII), 0); // must come first
        entries.forEach((name, content) -> zip.deflate(name, content, 0));
        return zip.toBytes();
    }
}
