package org.crosscheck.compare.sheet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.crosscheck.compare.grade.submission.UntrustedFiles;
import org.crosscheck.compare.text.Messages;
import org.crosscheck.datasets.formats.FormatException;
import org.crosscheck.datasets.formats.FormatException.Reason;
import org.crosscheck.datasets.formats.Npz;

/**
 * The files of a homework: one {@code .tex}, or a folder or {@code .zip} with one that has a {@code \documentclass} and those
 * that it inputs. What it inputs from elsewhere is not followed, and said to be so.
 */
final class TexFiles {

    private static final Messages ENGLISH = Messages.of("en");

    static final int LARGEST = 2 << 20;
    private static final int LARGEST_IN_ALL = 8 << 20;
    private static final int DEEPEST = 8;
    private static final int MOST = 200;

    /** How many lines, items and labels are looked at: no homework has a tenth of that, and each costs the same at most. */
    static final int MOST_LINES = 50_000;

    private static final String FILES = "files";
    private static final String LINES = "lines and items";

    private static final Pattern INPUT =
            Pattern.compile("\\\\(?:input|include|subfile)\\s*\\{([^{}]*)}|\\\\input\\s+([^\\s{}\\\\]+)");
    private static final Pattern COMMENT = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*+)%.*");

    private final Map<String, String> files;
    private final boolean together;
    private final List<String> notes = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final List<String> places = new ArrayList<>();
    private int followed;

    private TexFiles(Map<String, String> files, boolean together) {
        this.files = files;
        this.together = together;
    }

    /** Reads a homework; throws {@link FormatException} where there is no {@code .tex}, or several and none of them is the one. */
    static TexText read(Path path) throws IOException {
        boolean folder = UntrustedFiles.attributes(path).isDirectory();
        boolean zip = path.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
        Map<String, String> files = new TreeMap<>();
        long[] left = {LARGEST_IN_ALL};
        String name = UntrustedFiles.name(path);
        if (folder) {
            for (Map.Entry<String, Path> file : UntrustedFiles.tree(path).entrySet()) {
                if (isTex(file.getKey())) {
                    files.put(
                            file.getKey(), decoded(spend(UntrustedFiles.bytes(file.getValue(), LARGEST), left, name)));
                }
            }
        } else if (zip) {
            for (Npz.Member member : Npz.members(UntrustedFiles.bytes(path, UntrustedFiles.LARGEST), name)) {
                if (isTex(member.name())) {
                    files.put(member.name(), decoded(spend(member.bytes(LARGEST), left, name)));
                }
            }
        } else {
            files.put(name, decoded(UntrustedFiles.bytes(path, LARGEST)));
        }
        return text(files, name, folder || zip);
    }

    /** The text of a homework: its files by their names, and whether they lie together, so that one may input another. */
    static TexText text(Map<String, String> files, String name, boolean together) throws FormatException {
        TexFiles read = new TexFiles(files, together);
        String root = read.root(name);
        read.append(root, 0);
        return new TexText(root, read.text.toString(), List.copyOf(read.places), List.copyOf(read.notes));
    }

    private static boolean isTex(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".tex");
    }

    private static byte[] spend(byte[] bytes, long[] left, String name) throws FormatException {
        left[0] -= bytes.length;
        UntrustedFiles.requireSize(left[0] < 0 ? LARGEST_IN_ALL + 1 : 0, name, LARGEST_IN_ALL);
        return bytes;
    }

    /** UTF-8; what is not is taken for what Windows writes in western Europe. */
    static String decoded(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, Charset.forName("windows-1252"));
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** The file that is the homework: the only one, or the only one with a document; of several the one with answers. */
    private String root(String name) throws FormatException {
        List<String> all = List.copyOf(files.keySet());
        if (all.isEmpty()) {
            throw new FormatException(Reason.FILE_MISSING, name, FILES, "one .tex", "none");
        }
        List<String> whole = having(all, "\\documentclass");
        List<String> answered = having(whole, "\\begin{answer}");
        List<String> named = whole.stream()
                .filter(file -> file.toLowerCase(Locale.ROOT).matches("(.*/)?main\\.tex"))
                .toList();
        for (List<String> some : List.of(all, whole, answered, named)) {
            if (some.size() == 1) {
                return some.get(0);
            }
        }
        String found = (whole.isEmpty() ? all : whole).stream().limit(4).collect(Collectors.joining(" and "));
        throw new FormatException(
                Reason.FILE_AMBIGUOUS, name, FILES, "one .tex with \\documentclass", FormatException.printable(found));
    }

    private List<String> having(List<String> names, String command) {
        return names.stream()
                .filter(name -> files.get(name).lines().anyMatch(line -> COMMENT.matcher(line)
                        .replaceFirst("$1")
                        .contains(command)))
                .toList();
    }

    /** A file line by line, comments emptied, with the files that it inputs in their places. */
    private void append(String name, int depth) throws FormatException {
        int number = 0;
        for (String line : files.get(name).lines().toList()) {
            number++;
            String place = files.size() > 1
                    ? ENGLISH.say("reader.file-line", FormatException.printable(name), number)
                    : ENGLISH.say("reader.line", number);
            String bare = COMMENT.matcher(line).replaceFirst("$1%");
            Matcher input = INPUT.matcher(bare);
            int from = 0;
            while (input.find()) {
                add(bare.substring(from, input.start()), place);
                from = input.end();
                follow(input.group(1) == null ? input.group(2) : input.group(1), place, depth);
            }
            add(bare.substring(from), place);
        }
    }

    private void add(String line, String place) throws FormatException {
        if (places.size() == MOST_LINES) {
            throw tooLong(place);
        }
        UntrustedFiles.requireSize((long) text.length() + line.length(), place, LARGEST_IN_ALL);
        text.append(line).append('\n');
        places.add(place);
    }

    /** Why a homework could not be read, for its student. */
    static String said(FormatException e) {
        String file = e.source();
        String code = e.reason().code();
        boolean zip = code.startsWith("npz.") || code.startsWith("deflate.") || code.startsWith("crc.");
        String most = e.expected().replaceAll("\\D", "");
        return switch (e.reason()) {
            case FILE_AMBIGUOUS -> ENGLISH.say("reader.several-tex", file, e.found());
            case FILE_TOO_LARGE -> ENGLISH.say(e.place().equals(LINES) ? "reader.long" : "reader.large", file, most);
            case FILE_MISSING ->
                e.place().equals(FILES)
                        ? ENGLISH.say("reader.no-tex", file)
                        : ENGLISH.say("reader.unreadable", file, code);
            default -> ENGLISH.say(zip ? "reader.broken-zip" : "reader.unreadable", file, code);
        };
    }

    /** What is said of a homework that would cost more than any that is one. */
    static FormatException tooLong(String place) {
        return new FormatException(Reason.FILE_TOO_LARGE, place, "lines and items", "at most " + MOST_LINES, "more");
    }

    private void follow(String asked, String place, int depth) throws FormatException {
        String name = asked.strip().replaceFirst("^\\./", "");
        String file = files.containsKey(name) ? name : name + ".tex";
        String why = !together
                ? "reader.alone"
                : !files.containsKey(file)
                        ? "reader.outside"
                        : depth >= DEEPEST || ++followed > MOST ? "reader.endless" : null;
        if (why == null) {
            append(file, depth + 1);
        } else {
            notes.add(ENGLISH.say("reader.not-followed", place, FormatException.printable(name), ENGLISH.text(why)));
        }
    }

    /** Files by name, for tests. */
    static TexText of(Map<String, String> files) throws FormatException {
        TexFiles read = new TexFiles(new LinkedHashMap<>(files), true);
        String root = read.root("test");
        read.append(root, 0);
        return new TexText(root, read.text.toString(), List.copyOf(read.places), List.copyOf(read.notes));
    }
}
