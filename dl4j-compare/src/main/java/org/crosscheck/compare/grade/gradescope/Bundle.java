package org.crosscheck.compare.grade.gradescope;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.crosscheck.compare.grade.Marker;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.text.InputException;
import org.crosscheck.compare.text.Json;

/** The data of a marker that runs elsewhere: the case, its answers, the rubric, and a certificate of all three. */
public final class Bundle {

    private static final String CASE = "case.npz";
    private static final String EXPECTED = "expected.npz";
    private static final String RUBRIC = "rubric.json";
    private static final String CERTIFICATE = "certificate.json";

    private Bundle() {}

    /**
     * Who checked the answers, and which bytes that covers.
     *
     * @param version of crosscheck
     * @param environment the JVM, machine and libraries of the check
     * @param sides the sides that were compared: engines, and the homework's own statements
     * @param questions the number of questions on which all sides agree
     * @param checks the number of checks
     * @param sha256 of each file that the marker reads; empty before they are written
     */
    public record Certificate(
            String version,
            Map<String, String> environment,
            SortedSet<String> sides,
            int questions,
            int checks,
            Map<String, String> sha256) {

        Certificate of(Map<String, String> hashes) {
            return new Certificate(version, environment, sides, questions, checks, hashes);
        }
    }

    /**
     * The files by name.
     *
     * @param answers the reference's answers, for every quantity that follows from the case
     * @param checked the result of the checks of the case
     */
    public static Map<String, byte[]> files(Case given, NamedTensors answers, Rubric rubric, Certificate checked)
            throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(CASE, CaseFiles.toBytes(given.values()));
        files.put(EXPECTED, CaseFiles.toBytes(answers));
        files.put(RUBRIC, Json.bytes(rubric));
        Map<String, String> hashes = new TreeMap<>();
        files.forEach((name, bytes) -> hashes.put(name, sha256(bytes)));
        files.put(CERTIFICATE, Json.bytes(checked.of(hashes)));
        return files;
    }

    /** The marker for the files in a folder; throws {@link InputException} if one of them is not what was certified. */
    public static Marker open(Path folder) throws IOException, InputException {
        byte[] json = Files.readAllBytes(folder.resolve(CERTIFICATE));
        Certificate certificate = Json.read(json, Certificate.class, false, CERTIFICATE, "certificate");
        for (String name : new String[] {CASE, EXPECTED, RUBRIC}) {
            String expected = String.valueOf(certificate.sha256().get(name));
            String found = sha256(Files.readAllBytes(folder.resolve(name)));
            if (!found.equals(expected)) {
                throw new InputException(name, "file", "SHA-256 " + expected + " as certified", found);
            }
        }
        Case given = CaseFiles.read(folder.resolve(CASE), note -> {});
        NamedTensors answers = CaseFiles.readValues(folder.resolve(EXPECTED));
        return new Marker(given, answers, Rubric.read(folder.resolve(RUBRIC)));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
