package org.crosscheck.compare.grade.submission;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.crosscheck.compare.homework.Quantities;
import org.crosscheck.datasets.formats.FormatException;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.reference.Tensor;

/**
 * The arrays in one place that somebody has handed in: an archive, a JSON object, or the .npy files of a folder. Sorts
 * them by their names.
 */
final class Contents {

    /** A name, without .npy, and what reads its array within some bytes of heap. */
    record Named(String name, Reader reader) {
        @FunctionalInterface
        interface Reader {
            NpyArray read(long heap) throws IOException;
        }
    }

    private final String file;
    private final Map<String, SubmittedArray> readings = new LinkedHashMap<>();
    private final Map<String, SubmittedArray.Array> near = new LinkedHashMap<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();
    private boolean isCase = true;
    private long heap;

    /**
     * An empty place.
     *
     * @param file for messages
     * @param heap the most bytes that the arrays may take
     */
    Contents(String file, long heap) {
        this.file = file;
        this.heap = heap;
    }

    /** Reads the arrays whose names are those of answers, or nearly so. */
    Contents read(List<Named> arrays) throws IOException {
        Map<String, List<Named>> exact = new LinkedHashMap<>();
        Map<String, List<Named>> wrapped = new LinkedHashMap<>();
        List<Named> others = new ArrayList<>();
        for (Named array : arrays) {
            String key = KeyNames.wrapped(array.name);
            if (KeyNames.isKey(array.name)) {
                exact.computeIfAbsent(array.name, first -> new ArrayList<>()).add(array);
            } else if (key != null) {
                wrapped.computeIfAbsent(key, first -> new ArrayList<>()).add(array);
            } else {
                others.add(array);
            }
        }
        for (Map.Entry<String, List<Named>> one : exact.entrySet()) {
            answer(one.getKey(), one.getValue());
        }
        for (Map.Entry<String, List<Named>> one : wrapped.entrySet()) {
            if (exact.containsKey(one.getKey())) {
                one.getValue().forEach(array -> unknown(array.name));
            } else {
                answer(one.getKey(), one.getValue());
            }
        }
        noteWrapped(wrapped, exact.keySet());
        for (Named other : others) {
            other(other);
        }
        if (isCase && readings.isEmpty() && !unknown.isEmpty()) {
            note("These are the arrays of a case, not answers to it.");
        }
        return this;
    }

    /** A name that names no array, such as that of an archive in an archive. */
    void unknown(String name) {
        unknown.add(FormatException.printable(name));
        isCase &= KeyNames.isGiven(name);
    }

    void refuse(String key, FormatException why) {
        if (KeyNames.isKey(key)) {
            readings.put(key, SubmittedArray.Unreadable.of(key, why));
        } else {
            unknown(key);
        }
    }

    void note(String note) {
        notes.add(FormatException.printable(note));
    }

    Map<String, SubmittedArray> readings() {
        return readings;
    }

    long heap() {
        return heap;
    }

    /** Whether there is anything that may be an answer. */
    boolean hasAnswers() {
        return !readings.isEmpty() || !near.isEmpty();
    }

    /** Whether there are arrays at all, and not just those of a case. */
    boolean hasOthers() {
        return !unknown.isEmpty() && !isCase;
    }

    /** Whether both hold the same numbers under the same keys. */
    boolean isSameAs(Contents that) {
        return readings.keySet().equals(that.readings.keySet())
                && near.keySet().equals(that.near.keySet())
                && readings.keySet().stream().allMatch(key -> isSame(readings.get(key), that.readings.get(key)))
                && near.keySet().stream().allMatch(key -> isSame(near.get(key), that.near.get(key)));
    }

    private static boolean isSame(SubmittedArray one, SubmittedArray other) {
        if (one instanceof SubmittedArray.Array a && other instanceof SubmittedArray.Array b) {
            return a.values().equals(b.values());
        }
        return one instanceof SubmittedArray.Unreadable a
                && other instanceof SubmittedArray.Unreadable b
                && a.code().equals(b.code());
    }

    Submission submission(String name, List<String> more) {
        List<String> all = new ArrayList<>(more);
        all.addAll(notes);
        return new Submission(name, readings, near, List.copyOf(unknown), all, null);
    }

    /** The one array of a key, or several that must be the same. */
    private void answer(String key, List<Named> same) throws IOException {
        try {
            NpyArray array = read(same.get(0));
            for (Named again : same.subList(1, same.size())) {
                if (!again.reader.read(heap).equals(array)) {
                    String found = same.get(0).name.equals(again.name)
                            ? "this name again, with another array"
                            : "'" + same.get(0).name + "' and '" + again.name + "', which differ";
                    throw new FormatException(
                            Reason.NPZ_DUPLICATE, file, "array '" + key + "'", "each key once", found);
                }
            }
            if (array.size() == 0) {
                String found = "shape " + Quantities.text(array.shape());
                throw new FormatException(
                        Reason.ARRAY_EMPTY, file, "array '" + key + "'", "at least one element", found);
            }
            readings.put(key, submitted(array));
        } catch (FormatException e) {
            refuse(key, e);
        }
    }

    private NpyArray read(Named named) throws IOException {
        NpyArray array = named.reader.read(heap);
        heap -= (long) array.size() * Double.BYTES;
        return array;
    }

    private static SubmittedArray.Array submitted(NpyArray array) {
        return new SubmittedArray.Array(
                new Tensor(array.shape(), array.values()), array.type().name().toLowerCase(Locale.ROOT));
    }

    private void noteWrapped(Map<String, List<Named>> wrapped, Set<String> exact) {
        Map<String, List<Named>> taken = new LinkedHashMap<>(wrapped);
        taken.keySet().removeAll(exact);
        if (!taken.isEmpty()) {
            Map.Entry<String, List<Named>> first = taken.entrySet().iterator().next();
            note("Read '" + first.getValue().get(0).name + "' as " + first.getKey()
                    + (taken.size() == 1 ? "" : ", and " + (taken.size() - 1) + " more in the same way")
                    + ": use the keys alone as names: np.savez(path, **answers) with answers['" + first.getKey()
                    + "'].");
        }
    }

    /** An array that is no answer by its name. */
    private void other(Named other) throws IOException {
        unknown(other.name);
        try {
            if (other.name.matches("arr_\\d+")) {
                explain(other);
            } else if (!KeyNames.near(other.name).isEmpty()) {
                NpyArray array = read(other);
                if (array.size() > 0) {
                    near.put(other.name, submitted(array));
                }
            }
        } catch (FormatException unreadable) {
            if (unreadable.reason() == Reason.NPY_OBJECT) {
                note("'" + other.name + "' holds Python objects, not numbers: was a dictionary saved as it is?"
                        + " np.savez(path, **answers) saves its arrays under their own keys.");
            }
        }
    }

    private void explain(Named positional) throws IOException {
        positional.reader.read(heap);
        if (notes.stream().noneMatch(note -> note.contains("without a name"))) {
            note("'" + positional.name + "' was given to np.savez without a name: write"
                    + " np.savez(path, ha=ha, hs=hs), or np.savez(path, **answers).");
        }
    }
}
