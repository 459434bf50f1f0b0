package org.crosscheck.compare.grade;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.crosscheck.compare.text.InputException;

/**
 * A submission to be marked.
 *
 * @param name that no other of the batch has, and that may name a file on any system
 * @param file the original name of the file or folder, whatever it holds
 * @param path where it lies
 */
public record Work(String name, String file, Path path) {

    private static final String SUFFIX = "(?i)\\.(npz|json|zip|tex)$";
    private static final int LONGEST = 200;

    /**
     * Names submissions after their files; where that is not enough, with their suffixes, or their folders' names before
     * them, and otherwise numbered. Characters that a file name may not have everywhere become _.
     *
     * @throws InputException if one is given twice
     */
    public static List<Work> of(List<Path> paths) throws InputException {
        List<Path> full =
                paths.stream().map(path -> path.toAbsolutePath().normalize()).toList();
        if (new HashSet<>(full).size() < full.size()) {
            throw new InputException("ANSWERS", "names", "each file or folder once", "one of them twice");
        }
        List<String> names =
                new ArrayList<>(full.stream().map(path -> safe(stem(path))).toList());
        List<Function<Path, String>> longer = List.of(
                path -> safe(original(path)),
                path -> path.getParent() == null ? "" : safe(folder(path) + "_" + stem(path)));
        for (List<Integer> same : alike(names)) {
            for (Function<Path, String> form : longer) {
                List<String> forms =
                        same.stream().map(i -> form.apply(full.get(i))).toList();
                if (alike(forms).isEmpty()) {
                    same.forEach(i -> names.set(i, forms.get(same.indexOf(i))));
                    break;
                }
            }
        }
        Set<String> taken = new HashSet<>();
        List<Work> works = new ArrayList<>();
        for (int i = 0; i < full.size(); i++) {
            String name = names.get(i);
            for (int number = 2; !taken.add(folded(name)); number++) {
                name = names.get(i) + "-" + number;
            }
            works.add(new Work(name, original(full.get(i)), paths.get(i)));
        }
        return works;
    }

    /** Whether its name was changed because another submission would have had the same. */
    public boolean isRenamed() {
        return !name.equals(safe(stem()));
    }

    /** The file's name without its suffix, as the case of a student is named. */
    public String stem() {
        return file.replaceFirst(SUFFIX, "");
    }

    /** The positions of names that some file system could not tell apart, by groups of at least two. */
    private static List<List<Integer>> alike(List<String> names) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            groups.computeIfAbsent(folded(names.get(i)), first -> new ArrayList<>())
                    .add(i);
        }
        return groups.values().stream().filter(group -> group.size() > 1).toList();
    }

    private static String folded(String name) {
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static String stem(Path path) {
        return original(path).replaceFirst(SUFFIX, "");
    }

    private static String folder(Path path) {
        return path.getParent().getFileName() == null ? "" : original(path.getParent());
    }

    /**
     * The name in UTF-8, whatever character set Java takes names for: the bytes of the name stand in the URI. A name that is
     * not UTF-8 is as Java has it.
     */
    private static String original(Path path) {
        URI uri = path.toUri();
        String last = uri.getRawPath().replaceFirst("/$", "").replaceFirst(".*/", "");
        byte[] bytes = last.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer name = ByteBuffer.allocate(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            boolean escaped = bytes[i] == '%' && i + 2 < bytes.length;
            name.put(escaped ? (byte) Integer.parseInt(last.substring(i + 1, i + 3), 16) : bytes[i]);
            i += escaped ? 2 : 0;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(name.flip()).toString();
        } catch (CharacterCodingException e) {
            return String.valueOf(path.getFileName());
        }
    }

    /** A name that every file system takes, and this one can write. */
    private static String safe(String name) {
        CharsetEncoder files =
                Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")).newEncoder();
        StringBuilder safe = new StringBuilder();
        int bytes = 0;
        for (int c : Normalizer.normalize(name, Normalizer.Form.NFC)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}._ @+-]", "_")
                .replaceFirst("^[. ]", "_")
                .codePoints()
                .toArray()) {
            String letter = Character.toString(c);
            bytes += letter.getBytes(StandardCharsets.UTF_8).length;
            if (bytes <= LONGEST) {
                safe.append(files.canEncode(letter) ? letter : "_");
            }
        }
        String text = safe.toString().replaceFirst("[. ]$", "_");
        boolean reserved = text.matches("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");
        return text.isBlank() ? "_" : reserved ? "_" + text : text;
    }
}
