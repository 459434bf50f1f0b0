package org.crosscheck.compare.grade;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.crosscheck.compare.text.InputException;

/**
 * The seed of a student's own case: without the secret nobody can find it from the student's id, or make the case of
 * another id. It is the first 8 bytes, big-endian, of HMAC-SHA256(secret, "crosscheck case" NUL id NUL attempt), in
 * UTF-8, the id in Unicode's form NFC and without surrounding white space, the attempt a decimal number from 0.
 */
public final class StudentSeed {

    private static final int SHORTEST = 16;
    private static final int LONGEST = 4096;

    private final byte[] secret;

    private StudentSeed(byte[] secret) {
        this.secret = secret;
    }

    /**
     * Reads a secret: the bytes of the file without line ends after them.
     *
     * @throws InputException if they are fewer than 16 or more than 4096
     */
    public static StudentSeed read(Path file) throws IOException, InputException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
            end--;
        }
        if (end < SHORTEST || end > LONGEST) {
            String expected = "a secret of " + SHORTEST + " to " + LONGEST + " bytes";
            throw new InputException(file.toString(), "file", expected, end + " bytes");
        }
        return new StudentSeed(Arrays.copyOf(bytes, end));
    }

    /**
     * An id from the command line, the same in any locale: Java has decoded its bytes by the locale's character set, which may
     * not be the UTF-8 that they are.
     *
     * @param charset by which Java decodes arguments
     * @throws InputException if the id is blank, or holds what that character set cannot read
     */
    public static String id(String argument, String charset) throws InputException {
        String id = argument;
        Charset decoded = Charset.forName(charset);
        byte[] bytes = argument.getBytes(decoded);
        if (!decoded.equals(StandardCharsets.UTF_8) && new String(bytes, decoded).equals(argument)) {
            try {
                id = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException otherCharset) {
                id = argument;
            }
        }
        // In plain ASCII Java reads whatever is not as a question mark.
        boolean lost = id.indexOf('\ufffd') >= 0
                || (id.indexOf('?') >= 0 && !decoded.newEncoder().canEncode('\u00e4'));
        if (id.isBlank() || lost) {
            String found = lost ? "one that the locale's " + charset + " does not hold" : "an empty one";
            throw new InputException("--student", "id", "a student's id (in a UTF-8 locale)", found);
        }
        return id;
    }

    /** The seed of a student's case; further attempts are for cases that turn out too weak. */
    public long of(String student, int attempt) {
        String id = Normalizer.normalize(student.strip(), Normalizer.Form.NFC);
        byte[] message = ("crosscheck case\0" + id + "\0" + attempt).getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return ByteBuffer.wrap(mac.doFinal(message)).getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
