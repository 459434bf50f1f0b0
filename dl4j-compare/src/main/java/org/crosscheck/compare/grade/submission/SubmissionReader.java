package org.crosscheck.compare.grade.submission;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.crosscheck.compare.grade.submission.Contents.Named;
import org.crosscheck.datasets.formats.FileKind;
import org.crosscheck.datasets.formats.FormatException;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.crosscheck.datasets.formats.Npy;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.datasets.formats.Npz;

/**
 * Reads one {@link Submission}: looks into every place that may hold answers, and takes the one that does. Several that hold
 * the same are one; of several that differ none is taken.
 */
final class SubmissionReader {

    private static final int MOST_ARRAYS = 64;
    private static final int ALWAYS_ALLOWED = 24 << 20;
    private static final String NPY = ".npy";

    /** Archives in an archive are looked into so deep. */
    private static final int DEEPEST = 2;

    private static final int MOST_NAMED = 4;

    private final Path path;
    private final String name;

    /** The most bytes that arrays may still take: with the input itself 3 times that and 24 MiB. */
    private long heap;

    /** A place where answers may be, and what reads them. */
    private record Place(String name, Look look) {
        @FunctionalInterface
        interface Look {
            Contents look() throws IOException;
        }
    }

    /** What was found in a place: arrays, or why there are none. */
    private record Found(String name, Contents contents, FormatException why) {

        /** 3 for answers, 2 for other arrays, 1 for what cannot be read, 0 for a case or nothing. */
        int rank() {
            return contents == null ? 1 : contents.hasAnswers() ? 3 : contents.hasOthers() ? 2 : 0;
        }
    }

    SubmissionReader(Path path) {
        this.path = path;
        this.name = UntrustedFiles.name(path);
    }

    /** The file or folder without its path; safe to print. */
    String name() {
        return name;
    }

    Submission read() throws IOException {
        if (!UntrustedFiles.attributes(path).isDirectory()) {
            return read(UntrustedFiles.bytes(path, UntrustedFiles.LARGEST));
        }
        Map<String, Path> files = UntrustedFiles.tree(path);
        List<Place> places = new ArrayList<>();
        Map<String, Path> arrays = files.entrySet().stream()
                .filter(file -> file.getKey().endsWith(NPY))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, java.util.TreeMap::new));
        if (!arrays.isEmpty()) {
            places.add(new Place("the folder of .npy files", () -> arrays(arrays)));
        }
        long[] left = {UntrustedFiles.LARGEST};
        files.forEach((relative, file) -> {
            if (isContainer(relative)) {
                places.add(new Place(relative, () -> {
                    byte[] bytes = UntrustedFiles.bytes(file, left[0]);
                    left[0] -= bytes.length;
                    heap += 2L * bytes.length;
                    return look(file(relative, bytes, DEEPEST), relative);
                }));
            }
        });
        heap = ALWAYS_ALLOWED;
        if (places.isEmpty()) {
            throw error(Reason.FILE_MISSING, "one .npz, or one .json, or .npy files", "0 .npy and 0 of the others");
        }
        return choose(places, "");
    }

    /** What a file of this name holds. */
    Submission read(byte[] bytes) throws IOException {
        heap = ALWAYS_ALLOWED + 2L * bytes.length;
        return choose(file(name, bytes, DEEPEST), name);
    }

    /** An error of the file system, for somebody who must not learn where this machine keeps things. */
    FormatException unreadable(IOException e) {
        String found = e.getClass().getSimpleName();
        return new FormatException(Reason.FILE_UNREADABLE, name, "file", "a file that can be read", found);
    }

    /** The places in a file: itself, or what is in an archive. */
    private List<Place> file(String file, byte[] bytes, int depth) throws FormatException {
        String suffix = file.toLowerCase(Locale.ROOT);
        if (suffix.endsWith(".json")) {
            return List.of(new Place(file, () -> json(file, bytes)));
        }
        if (!isContainer(file)) {
            throw error(Reason.FILE_KIND, "one that ends in .npz or .json, a .zip, or a folder", "'" + file + "'");
        }
        List<Npz.Member> members = Npz.members(bytes, last(file));
        if (depth == 0 || members.stream().anyMatch(member -> member.name().endsWith(NPY))) {
            return List.of(new Place(file, () -> archive(file, members)));
        }
        List<Place> places = new ArrayList<>();
        for (Npz.Member member : members) {
            if (isContainer(member.name())) {
                places.add(new Place(member.name(), () -> {
                    byte[] inner = member.bytes(heap);
                    heap -= inner.length;
                    return look(file(member.name(), inner, depth - 1), member.name());
                }));
            }
        }
        if (places.isEmpty()) {
            String inside =
                    members.stream().limit(MOST_NAMED).map(Npz.Member::name).collect(Collectors.joining(", "));
            String found = members.isEmpty() ? "an empty archive" : "an archive of " + inside;
            throw error(Reason.FILE_MISSING, "one .npz, or one .json, or .npy files", found);
        }
        return places;
    }

    private Contents archive(String file, List<Npz.Member> members) throws IOException {
        Contents contents = new Contents(last(file), heap);
        List<Named> arrays = new ArrayList<>();
        for (Npz.Member member : members) {
            String key = member.name().replaceFirst("\\.npy$", "");
            boolean isArray = member.name().endsWith(NPY);
            if (isArray && KeyNames.isName(key)) {
                arrays.add(new Named(key, heap -> npy(member, heap)));
            } else if (isArray || isContainer(member.name())) {
                contents.unknown(member.name());
            }
        }
        return contents.read(arrays);
    }

    private static NpyArray npy(Npz.Member member, long heap) throws FormatException {
        try {
            return member.array(heap);
        } catch (FormatException e) {
            boolean isNoNpy = e.reason() == Reason.NPY_MAGIC || e.reason() == Reason.NPY_TRUNCATED;
            throw isNoNpy ? told(e, member.bytes(heap)) : e;
        }
    }

    private Contents json(String file, byte[] bytes) throws IOException {
        Contents contents = new Contents(last(file), heap);
        Map<String, NpyArray> arrays;
        try {
            arrays = JsonArrays.read(
                    bytes,
                    last(file),
                    heap,
                    key -> {
                        boolean isNear = KeyNames.wrapped(key) == null
                                && !KeyNames.near(key).isEmpty();
                        if (isNear) {
                            contents.unknown(key);
                        }
                        return isNear || KeyNames.wrapped(key) != null;
                    },
                    contents::refuse);
        } catch (FormatException e) {
            throw told(e, bytes);
        }
        return contents.read(arrays.entrySet().stream()
                .map(array -> new Named(array.getKey(), ignored -> array.getValue()))
                .toList());
    }

    /** The .npy files of a folder, by their way from it. */
    private Contents arrays(Map<String, Path> files) throws IOException {
        if (files.size() > MOST_ARRAYS) {
            throw error(Reason.FILE_TOO_MANY, "at most " + MOST_ARRAYS + " .npy files", "" + files.size());
        }
        long total = 0;
        for (Path file : files.values()) {
            total += UntrustedFiles.attributes(file).size();
        }
        UntrustedFiles.requireSize(total, name, UntrustedFiles.LARGEST);
        heap += 2 * total;
        List<Named> arrays = new ArrayList<>();
        files.forEach((relative, file) ->
                arrays.add(new Named(relative.substring(0, relative.length() - NPY.length()), heap -> {
                    byte[] bytes = UntrustedFiles.bytes(file, UntrustedFiles.LARGEST);
                    try {
                        return Npy.read(bytes, UntrustedFiles.name(file), heap);
                    } catch (FormatException e) {
                        throw told(e, bytes);
                    }
                })));
        return new Contents(name, heap).read(arrays);
    }

    /** What is in the places of one file: of several in an archive those with answers, which must be the same. */
    private Contents look(List<Place> places, String file) throws IOException {
        List<Found> best = best(places);
        if (best.size() == 1 || areSame(best)) {
            if (best.get(0).why != null) {
                throw best.get(0).why;
            }
            boolean isObvious = best.get(0).name.equals(file)
                    || (file.isEmpty()
                            && places.size() == 1
                            && !best.get(0).name.contains("/"));
            if (!isObvious) {
                best.get(0).contents.note(taken(best, places));
            }
            return best.get(0).contents;
        }
        throw ambiguous(best);
    }

    private Submission choose(List<Place> places, String file) throws IOException {
        return look(places, file).submission(name, List.of());
    }

    /** What was found in the places of the highest rank. */
    private List<Found> best(List<Place> places) throws IOException {
        List<Found> all = new ArrayList<>();
        for (Place place : places) {
            try {
                Contents contents = place.look.look();
                heap = Math.min(heap, contents.heap());
                all.add(new Found(place.name, contents, null));
            } catch (FormatException e) {
                all.add(new Found(place.name, null, e));
            }
        }
        int rank = all.stream().mapToInt(Found::rank).max().orElse(0);
        return all.stream().filter(found -> found.rank() == rank).toList();
    }

    private static boolean areSame(List<Found> found) {
        return found.stream().allMatch(one -> one.rank() == 3 && one.contents.isSameAs(found.get(0).contents));
    }

    /** Which of the places was taken, unless there was nothing to choose. */
    private static String taken(List<Found> best, List<Place> places) {
        String others = best.stream().skip(1).map(Found::name).collect(Collectors.joining(", "));
        String text = "Read " + best.get(0).name;
        if (!others.isEmpty()) {
            return text + "; the same is in " + others + ".";
        }
        return text + ", the only one inside" + (places.size() > 1 ? " with answers." : ".");
    }

    private FormatException ambiguous(List<Found> best) {
        String all = best.stream().limit(MOST_NAMED).map(Found::name).collect(Collectors.joining(" and "));
        boolean answers = best.get(0).rank() == 3;
        return error(
                Reason.FILE_AMBIGUOUS,
                "one .npz, or one .json, or .npy files",
                all
                        + (answers
                                ? ", which differ: which of them is meant? None is marked"
                                : ", none of which holds answers"));
    }

    /** The same refusal, which says what was found where that is of another kind altogether. */
    private static FormatException told(FormatException why, byte[] bytes) {
        String kind = FileKind.after("", bytes);
        if (kind.isEmpty() || kind.contains("JSON") || kind.contains("npy")) {
            return why;
        }
        FormatException told = new FormatException(why.reason(), why.source(), why.place(), why.expected(), kind);
        told.initCause(why);
        return told;
    }

    private static String last(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    private static boolean isContainer(String file) {
        String suffix = file.toLowerCase(Locale.ROOT);
        return suffix.endsWith(".npz") || suffix.endsWith(".zip") || suffix.endsWith(".json");
    }

    private FormatException error(Reason reason, String expected, String found) {
        return new FormatException(reason, name, "files", expected, found);
    }
}
