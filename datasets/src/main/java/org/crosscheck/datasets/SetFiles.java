package org.crosscheck.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosscheck.datasets.Digits.Split;
import org.crosscheck.datasets.formats.FormatException;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.datasets.formats.Npz;
import org.crosscheck.datasets.formats.Source;

/**
 * The files of one set among those of a folder.
 *
 * @param folder where they are
 * @param prefix what their names begin with, such as {@code emnist-letters-}; often nothing
 * @param files with this prefix; of a file that is there raw and by gzip, the raw one
 */
record SetFiles(Path folder, String prefix, List<Path> files) {

    private static final int DEPTH = 4;
    private static final Pattern NAME = Pattern.compile(
            "(.*-)?(?:train|t10k|test)-(?:(?:images|labels)[-.]idx[123]-(?:ubyte|int)(?:\\.gz)?|(?:imgs|labels)\\.npz)");
    private static final List<String> KERAS = List.of("x_train", "y_train", "x_test", "y_test");

    private static final String FIGURES = "0123456789";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    /**
     * The classes of EMNIST, in whose merged sets the small letters that look like the capital ones are with those, and of
     * Kuzushiji-49.
     */
    private static final Map<String, List<String>> CLASSES = Map.of(
            "emnist-digits-", each(FIGURES),
            "emnist-mnist-", each(FIGURES),
            "emnist-letters-", each(LETTERS),
            "emnist-balanced-", each(FIGURES + LETTERS + "abdefghnqrt"),
            "emnist-bymerge-", each(FIGURES + LETTERS + "abdefghnqrt"),
            "emnist-byclass-", each(FIGURES + LETTERS + "abcdefghijklmnopqrstuvwxyz"),
            "k49-", IntStream.range(0, 49).mapToObj(String::valueOf).toList());
    /** As many training images has only EMNIST, whatever the name of the file: by class or merged, balanced, letters, digits. */
    private static final Set<Integer> EMNIST_COUNTS = Set.of(697_932, 112_800, 124_800, 88_800, 240_000);

    /** The one set in a place: a folder, a folder above it, a folder and a prefix, or one {@code .npz}. */
    static SetFiles find(Path place, Consumer<String> note) throws IOException {
        if (Files.isRegularFile(place)) {
            return new SetFiles(place, "", List.of(place));
        }
        Path parent = place.toAbsolutePath().getParent();
        if (!Files.isDirectory(place) && parent != null && Files.isDirectory(parent)) {
            SetFiles named = in(parent).get(place.getFileName() + "-");
            if (named != null) {
                return named;
            }
        }
        if (!Files.isDirectory(place)) {
            throw Source.file(place.toString())
                    .error("folder", Reason.FILE_MISSING, "a folder of images, or an .npz", "no such folder");
        }
        List<SetFiles> sets = List.copyOf(in(place).values());
        if (sets.isEmpty()) {
            try (Stream<Path> below = Files.walk(place, DEPTH)) {
                for (Path folder : below.filter(Files::isDirectory).sorted().toList()) {
                    sets = Stream.concat(sets.stream(), in(folder).values().stream())
                            .toList();
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            sets.forEach(set -> note.accept("note: " + place + ": the set is in " + set.name()));
        }
        if (sets.size() > 1) {
            String names = String.join(", ", sets.stream().map(SetFiles::name).toList());
            throw Source.file(place.toString())
                    .error("folder", Reason.FILE_AMBIGUOUS, "one set; name one of them", names);
        }
        return sets.isEmpty() ? new SetFiles(place, "", List.of()) : sets.get(0);
    }

    /** What to call it by to get it and no other. */
    private String name() {
        return prefix.isEmpty()
                ? folder.toString()
                : folder.resolve(prefix.substring(0, prefix.length() - 1)).toString();
    }

    /** The sets of a folder, by prefix. */
    private static Map<String, SetFiles> in(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(folder)) {
            all = files.sorted().toList();
        }
        Set<String> names = Set.copyOf(all.stream().map(SetFiles::nameOf).toList());
        Map<String, SetFiles> sets = new TreeMap<>();
        for (Path file : all) {
            Matcher name = NAME.matcher(nameOf(file));
            if (name.matches()) {
                String prefix = name.group(1) == null ? "" : name.group(1);
                sets.computeIfAbsent(
                        prefix,
                        p -> new SetFiles(
                                folder,
                                p,
                                all.stream()
                                        .filter(one -> belongs(one, p, names))
                                        .toList()));
            }
        }
        List<Path> archives =
                all.stream().filter(file -> nameOf(file).endsWith(".npz")).toList();
        if (sets.isEmpty() && archives.size() == 1) {
            sets.put("", new SetFiles(folder, "", archives));
        }
        return sets;
    }

    private static boolean belongs(Path file, String prefix, Set<String> names) {
        Matcher name = NAME.matcher(nameOf(file));
        boolean twice =
                nameOf(file).endsWith(".gz") && names.contains(nameOf(file).replaceFirst("\\.gz$", ""));
        return name.matches() && prefix.equals(name.group(1) == null ? "" : name.group(1)) && !twice;
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString();
    }

    ImageSet read(Consumer<String> note) throws IOException {
        Source source = Source.file(name());
        if (files.size() == 1 && nameOf(files.get(0)).endsWith(".npz")) {
            return keras(files.get(0));
        }
        boolean archives = files.stream().anyMatch(file -> nameOf(file).endsWith(".npz"));
        Digits train = archives ? kuzushiji("train") : idx(Split.TRAIN);
        Digits test = archives ? kuzushiji("test") : idx(Split.TEST);
        if (prefix.startsWith("emnist-") || EMNIST_COUNTS.contains(train.n())) {
            note.accept("note: " + name() + ": EMNIST, whose images are stored transposed; set upright");
            train = train.transposed();
            test = test.transposed();
        }
        List<String> names = CLASSES.get(prefix);
        if (names == null) {
            return ImageSet.ofLabels(train, test, source);
        }
        int first = prefix.equals("emnist-letters-") ? 1 : 0;
        int last = first + names.size() - 1;
        OptionalInt wrong = IntStream.concat(IntStream.of(train.numbers()), IntStream.of(test.numbers()))
                .filter(label -> label < first || label > last)
                .findFirst();
        if (wrong.isPresent()) {
            throw source.error("labels", Reason.DIGITS_LABEL, first + " to " + last, "" + wrong.getAsInt());
        }
        return new ImageSet(train.labelledFrom(first), test.labelledFrom(first), names);
    }

    private static List<String> each(String characters) {
        return characters.chars().mapToObj(Character::toString).toList();
    }

    private Digits idx(Split split) throws IOException {
        Path images = Digits.find(files, folder.toString(), split, "images");
        Path labels = Digits.find(files, folder.toString(), split, "labels");
        return Digits.ofFiles(images, labels, Digits.MOST_CLASSES);
    }

    private Digits kuzushiji(String split) throws IOException {
        Path images = folder.resolve(prefix + split + "-imgs.npz");
        Path labels = folder.resolve(prefix + split + "-labels.npz");
        return digits(Npz.read(images), images, "arr_0", Npz.read(labels), labels, "arr_0");
    }

    private static ImageSet keras(Path file) throws IOException {
        Map<String, NpyArray> arrays = Npz.read(file);
        Digits train = digits(arrays, file, KERAS.get(0), arrays, file, KERAS.get(1));
        Digits test = digits(arrays, file, KERAS.get(2), arrays, file, KERAS.get(3));
        return ImageSet.ofLabels(train, test, Source.file(file.toString()));
    }

    private static Digits digits(
            Map<String, NpyArray> images,
            Path imagesFile,
            String x,
            Map<String, NpyArray> labels,
            Path labelsFile,
            String y)
            throws FormatException {
        Source imagesSource = Source.file(imagesFile.toString()).entry(x + ".npy");
        Source labelsSource = Source.file(labelsFile.toString()).entry(y + ".npy");
        NpyArray pixels = require(images, x, imagesSource);
        if (pixels.type() != NpyArray.Type.UINT8 || pixels.rank() != 3 || pixels.size() == 0) {
            throw imagesSource.error(
                    "array", Reason.NPY_SHAPE, "images of UINT8, (n, rows, columns)", pixels.toString());
        }
        NpyArray classes = require(labels, y, labelsSource);
        boolean column = classes.rank() == 2 && classes.shape()[1] == 1;
        if (classes.type().code().startsWith("f") || !(classes.rank() == 1 || column)) {
            throw labelsSource.error("array", Reason.NPY_SHAPE, "labels, integers (n)", classes.toString());
        }
        int[] numbers =
                Arrays.stream(classes.values()).mapToInt(label -> (int) label).toArray();
        return Digits.of(pixels.shape(), pixels.bytes(), numbers, Digits.MOST_CLASSES, labelsSource);
    }

    private static NpyArray require(Map<String, NpyArray> arrays, String key, Source source) throws FormatException {
        NpyArray array = arrays.get(key);
        if (array == null) {
            throw source.error("array", Reason.FILE_MISSING, "an array '" + key + "'", "only " + arrays.keySet());
        }
        return array;
    }
}
