package org.crosscheck.datasets.formats;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a file that is not of the kind it should be seems to be, by how it begins: for messages, nothing hangs on it. */
public final class FileKind {

    /** So many bytes are looked at. */
    static final int LOOKED_AT = 512;

    /** Beginnings, those of texts in lower case and without blanks before them. */
    private static final Map<String, String> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("<!doctype html", "an HTML page (a download that has failed?)");
        KINDS.put("<html", "an HTML page (a download that has failed?)");
        KINDS.put("<head", "an HTML page (a download that has failed?)");
        KINDS.put("<", "a text in XML or HTML (a download that has failed?)");
        KINDS.put("version https://git-lfs", "a pointer of Git LFS to the file, not the file");
        KINDS.put("{", "a text in JSON");
        KINDS.put("%pdf", "a PDF document");
        KINDS.put("pk\3\4", "a zip archive, as an npz is");
        KINDS.put("\u001f\u008b", "compressed by gzip");
        KINDS.put("\u00fd7zxz", "compressed by xz");
        KINDS.put("bzh", "compressed by bzip2");
        KINDS.put("(\u00b5/\u00fd", "compressed by zstd");
        KINDS.put("7z\u00bc\u00af", "a 7z archive");
        KINDS.put("rar!", "a RAR archive");
        KINDS.put("\u0093numpy", "an npy array (np.savez writes an npz)");
        KINDS.put("\u0080\3", "a Python pickle, which is code");
        KINDS.put("\u0080\4", "a Python pickle, which is code");
        KINDS.put("\u0080\5", "a Python pickle, which is code");
        KINDS.put("\u0089png", "a PNG image");
        KINDS.put("\u00ff\u00d8\u00ff", "a JPEG image");
        KINDS.put("gif8", "a GIF image");
        KINDS.put("\u0089hdf", "an HDF5 file");
        KINDS.put("matlab", "a MATLAB file");
    }

    private FileKind() {}

    /** What it seems to be, with a text before it; nothing if it seems to be nothing that is known here. */
    public static String after(String text, byte[] data) {
        if (data.length == 0) {
            return text + "an empty file, 0 bytes";
        }
        String start = new String(data, 0, Math.min(data.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
        String plain =
                start.replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading().toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> kind : KINDS.entrySet()) {
            if (plain.startsWith(kind.getKey().toLowerCase(Locale.ROOT))) {
                return text + kind.getValue();
            }
        }
        return "";
    }

    /** What a file that should be JSON seems to be; empty if it may be JSON. */
    public static String insteadOfJson(byte[] data) {
        String kind = after("", data);
        return kind.equals(KINDS.get("{")) ? "" : kind;
    }

    /** What it seems to be, a text of another kind, or something else. */
    static String of(byte[] data) {
        String kind = after("", data);
        return !kind.isEmpty() ? kind : isText(data) ? "a text" : "something else";
    }

    private static boolean isText(byte[] data) {
        for (int i = 0; i < Math.min(data.length, LOOKED_AT); i++) {
            int c = data[i] & 0xff;
            if (c == 0x7f || (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f')) {
                return false;
            }
        }
        return true;
    }
}
