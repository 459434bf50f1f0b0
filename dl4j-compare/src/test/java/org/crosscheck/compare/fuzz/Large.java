package org.crosscheck.compare.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Long inputs, which no fuzzer makes: for each target its own kinds of what repeats or nests. */
final class Large {

    /** The longest that must be read within {@link Fuzz#LONGEST}: nearly 1 MiB. */
    static final int SIZE = (1 << 20) - 1;

    private static final List<String> JSON = List.of(
            "[",
            "{\"ha\":",
            "1",
            "1,",
            "[1],",
            "[[",
            "\"",
            "\\u0041",
            "-",
            "0.1e-9,",
            "{\"a\":1},",
            "null,",
            " ",
            "1e9",
            "\n",
            "{},");

    private static final List<String> LATEX = List.of(
            "{",
            "}",
            "(",
            "[",
            "|",
            "x",
            "1",
            "x ",
            "x,",
            "x=",
            "=",
            "x+",
            "-",
            "x^",
            "x_",
            "x_{",
            "'",
            "$",
            "$$",
            "&",
            "\\\\",
            "\n\n",
            ". ",
            "\\",
            "\\x",
            "\\frac",
            "\\frac{1}{",
            "\\sqrt",
            "\\sqrt{",
            "\\left(",
            "\\right)",
            "\\sum_",
            "\\sum_{i=1}^n ",
            "\\hat",
            "\\hat{",
            "\\begin{pmatrix}",
            "\\begin{cases}",
            "\\begin{align*}",
            "\\text{",
            "\\text{if } ",
            "\\quad ",
            "\\ldots, ",
            "a, \\ldots, ",
            "\\newcommand{\\a}{\\a\\a}\\a ",
            "\\mathbf{",
            "\\partial ",
            "\\frac{\\partial L}{\\partial ",
            "where ",
            "1_{",
            "\\max(",
            "f(",
            "\\[",
            "\\]",
            "\\(",
            "\\mathbb{R}^{",
            "\\in ",
            "\\le ",
            "\\sin ",
            "\\operatorname{",
            "W^{(1)} x + ",
            "-(",
            "\\log ");

    private static final List<String> HOMEWORK = List.of(
            "%",
            "% ",
            "%\n",
            "\\input{1}",
            "\\input{",
            "\\begin{answer}{2a}",
            "\\begin{answer}{2a}\n\\end{answer}\n",
            "\\end{answer}",
            "\\begin{enumerate}",
            "\\begin{enumerate}\n\\item ",
            "\\item ",
            "\\item[",
            "\\item (a) ",
            "2 (l) x\n",
            "2 (l)",
            "(a)\n",
            "Question 2",
            "\\section{",
            "\\section{2 (l)}\n",
            "\\section{x}",
            "\\begin{comment}",
            "\\begin{comment}\\end{comment}",
            "\\iffalse",
            "\\iffalse\\fi ",
            "\\newcommand{\\ha}{h}",
            "\\newcommand{\\ha}",
            "\\def\\a{",
            "\\def\\a#1{x}",
            "\\let\\a=",
            "\\textbf{",
            "\\noindent ",
            "\\setcounter{enumi}{3}",
            "\\begin{verbatim}",
            "\\label{2a}",
            "\f",
            "\\begin{equation*}",
            "\\includegraphics{x}",
            "\\begin{tabular}",
            "\\vspace{",
            "\\a ",
            "\\begin{document}",
            "\\end{document}",
            "\\documentclass",
            "\t",
            "\r");

    private static final List<String> LINES = List.of(
            "\"",
            ",",
            "\n",
            "a,",
            "\"\"",
            "\"\",",
            "2g,2g-01234567,1.5,\n",
            "1 ",
            "1",
            "-",
            "1e",
            "0x1p",
            "NaN ",
            "question,");

    private Large() {}

    /** Inputs of about so many bytes, by what they are. */
    static Map<String, byte[]> of(Target target, int size) throws IOException {
        Map<String, byte[]> all = new LinkedHashMap<>();
        for (byte[] seed : Seeds.of(target)) {
            all.put("a seed again and again " + all.size(), repeated(seed, size));
        }
        for (String token : tokens(target)) {
            byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
            all.put("'" + token + "' again and again", repeated(bytes, size));
            if (target.isText()) {
                for (byte[] seed : Seeds.of(target).subList(0, 1)) {
                    all.put(
                            "a seed and '" + token + "' again and again",
                            joined(seed, repeated(bytes, Math.max(0, size - seed.length))));
                }
            }
        }
        binary(target, size, all);
        return all;
    }

    /** What texts are made of, or what a long input repeats. */
    static List<String> tokens(Target target) {
        List<String> homework = new ArrayList<>(LATEX);
        homework.addAll(HOMEWORK);
        return switch (target) {
            case FORMULA, JUDGE -> LATEX;
            case HOMEWORK -> homework;
            case DECISIONS, CONTENDER -> LINES;
            default -> target.isText() ? JSON : List.of("\0", "\u007f");
        };
    }

    private static void binary(Target target, int size, Map<String, byte[]> all) throws IOException {
        switch (target) {
            case NPY -> {
                all.put(
                        "bytes in columns",
                        npy("|u1", true, "(2,2,2,2,2,2,2,2,2," + size / 1024 + ")", size / 1024 * 512));
                all.put("half floats", npy("<f2", false, "(" + (size / 2 - 64) + ",)", size / 2 * 2 - 128));
            }
            case NPZ, ZIP, SUBMISSION, ANSWERS, CHECKPOINT -> {
                all.put("entries", zip(size / 120, 0, false));
                all.put("arrays that hardly shrink", zip(8, size / 8 - 300, true));
                all.put("zeros that shrink to nothing", zip(60, size * 16, false));
                all.put("zeros in one array", zip(1, size * 64, false));
                all.put("an archive in an archive", nested(size));
            }
            case IDX -> all.put("zeros that shrink to nothing", gzip(size * 64));
            default -> {}
        }
    }

    private static byte[] npy(String type, boolean fortran, String shape, int data) {
        String order = fortran ? "True" : "False";
        return joined(
                Seeds.header(
                        "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }\n", 0),
                new byte[data]);
    }

    private static byte[] zip(int entries, int data, boolean random) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] content = new byte[data];
        if (random) {
            new java.util.Random(1).nextBytes(content);
        }
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < entries; i++) {
                zip.putNextEntry(new ZipEntry("h" + i + ".npy"));
                zip.write(npy("|u1", false, "(" + data + ",)", 0));
                zip.write(content);
            }
        }
        return out.toByteArray();
    }

    private static byte[] nested(int size) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < 20; i++) {
                zip.putNextEntry(new ZipEntry(i + "/answers.json"));
                zip.write(repeated("[1,".getBytes(StandardCharsets.UTF_8), size));
                zip.putNextEntry(new ZipEntry(i + "/answers.zip"));
                zip.write(zip(20, size / 50, true));
            }
        }
        return out.toByteArray();
    }

    private static byte[] gzip(int data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(new byte[data]);
        }
        return out.toByteArray();
    }

    private static byte[] repeated(byte[] part, int size) {
        byte[] all = new byte[size];
        for (int i = 0; i < all.length; i++) {
            all[i] = part[i % part.length];
        }
        return all;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** Writes those of a target to a folder, each to a file that is named by what it is. */
    static void write(Target target, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> input : of(target, SIZE).entrySet()) {
            Files.write(folder.resolve(URLEncoder.encode(input.getKey(), StandardCharsets.UTF_8)), input.getValue());
        }
    }

    /**
     * Reads the files of a folder for a target, and removes them; prints the slowest, and every one that takes too long or
     * fails. Ends with 1 if there was one.
     */
    public static void main(String[] args) throws IOException {
        Target target = Target.of(args[0]);
        List<Path> files;
        try (Stream<Path> list = Files.list(Path.of(args[1]))) {
            files = list.sorted().toList();
        }
        Ballast.leave(Ballast.READER + 4L * SIZE);
        double most = 0;
        String slowest = "";
        boolean found = false;
        for (Path file : files) {
            String what = URLDecoder.decode(file.getFileName().toString(), StandardCharsets.UTF_8)
                    .replace("\n", "\\n");
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            String fault = fault(target, Files.readAllBytes(file));
            double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
            if (!fault.isEmpty() || seconds > Fuzz.LONGEST) {
                found = true;
                System.out.printf(
                        Locale.ROOT,
                        "%-15s %s of %d bytes: A DEFECT, %.2f s %s%n",
                        target,
                        what,
                        Files.size(file),
                        seconds,
                        fault);
            }
            slowest = seconds > most ? what : slowest;
            most = Math.max(most, seconds);
            Files.delete(file);
        }
        System.out.printf(
                Locale.ROOT,
                "%-15s %d long inputs, %.2f s of the processor at most, for %s%n",
                target,
                files.size(),
                most,
                slowest);
        System.exit(found ? 1 : 0);
    }

    /** What a reader throws that it must not, with its place; empty if nothing. */
    private static String fault(Target target, byte[] bytes) throws IOException {
        try {
            target.read(bytes);
            return "";
        } catch (RuntimeException | Error e) {
            return Stream.concat(Stream.of(e), Arrays.stream(e.getStackTrace()).limit(12))
                    .map(String::valueOf)
                    .collect(Collectors.joining("\n    "));
        }
    }
}
