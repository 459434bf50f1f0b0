package org.crosscheck.compare.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.datasets.Digits;
import org.crosscheck.datasets.ImageSet;

/**
 * A training set and a test set of images of one size.
 *
 * @param classes the names of the classes, in order
 * @param notes what was done to the images before they were used, a sentence each
 */
public record Dataset(Digits train, Digits test, List<String> classes, List<String> notes) {

    private static final Path FASHION = Path.of("/usr/share/datasets/fashion-mnist");
    private static final List<String> GARMENTS = List.of(
            "T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot");

    /** Of the training set, the part that is held out to choose settings by. */
    private static final int HELD_OUT = 6;

    /**
     * Loads "mnist" (embedded), "fashion" (where Debian's dataset-fashion-mnist puts it), or what is in a folder or file: see
     * {@link ImageSet#read}.
     *
     * @param note is told of what was done to the images
     * @throws org.crosscheck.datasets.formats.FormatException naming the file that is missing or wrong
     * @throws InputException if the two sets do not fit each other, the model or the memory
     */
    public static Dataset load(String name, Model model, Consumer<String> note) throws IOException, InputException {
        List<String> notes = new ArrayList<>();
        Dataset loaded = load(name, notes, note);
        Digits train = loaded.train;
        Digits test = loaded.test;
        if (train.rows() != test.rows() || train.columns() != test.columns()) {
            throw new InputException(name, "test images", size(train) + ", like the training images", size(test));
        }
        int[] most = model.padded(train.rows(), train.columns());
        if (train.rows() > most[0] || train.columns() > most[1]) {
            throw new InputException(name, "images", "at most " + most[1] + " x " + most[0], size(train));
        }
        if (train.n() < HELD_OUT) {
            throw new InputException(name, "training set", "at least " + HELD_OUT + " images", "" + train.n());
        }
        return loaded;
    }

    private static Dataset load(String name, List<String> notes, Consumer<String> note) throws IOException {
        Consumer<String> both = text -> {
            notes.add(text);
            note.accept(text);
        };
        ImageSet set =
                switch (name) {
                    case "mnist" -> ImageSet.mnist();
                    case "fashion" -> ImageSet.read(FASHION, both);
                    default -> ImageSet.read(Path.of(name), both);
                };
        boolean garments = name.equals("fashion") && set.classes().size() == GARMENTS.size();
        return new Dataset(set.train(), set.test(), garments ? GARMENTS : set.classes(), List.copyOf(notes));
    }

    /** The same without its test set: the last sixth of the training set (10,000 of MNIST's 60,000) tests instead. */
    public Dataset heldOut() {
        int kept = train.n() - train.n() / HELD_OUT;
        return new Dataset(train.slice(0, kept), train.slice(kept, train.n()), classes, notes);
    }

    /** SHA-256 of sizes, pixels and labels of both sets: a run must continue with the same data that it began with. */
    String sha256() {
        MessageDigest digest = Checkpoint.digest();
        for (Digits set : List.of(train, test)) {
            digest.update(ByteBuffer.allocate(3 * Integer.BYTES)
                    .putInt(set.n())
                    .putInt(set.rows())
                    .putInt(set.columns())
                    .array());
            digest.update(set.pixels());
            digest.update(set.labels());
        }
        return Checkpoint.hex(digest.digest());
    }

    private static String size(Digits digits) {
        return digits.columns() + " x " + digits.rows();
    }
}
