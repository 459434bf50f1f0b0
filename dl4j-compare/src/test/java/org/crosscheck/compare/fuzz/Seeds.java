package org.crosscheck.compare.fuzz;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.crosscheck.compare.campaign.Campaign;
import org.crosscheck.compare.campaign.CampaignState;
import org.crosscheck.compare.campaign.Summary;
import org.crosscheck.compare.checks.KeyHomework;
import org.crosscheck.compare.checks.TestCases;
import org.crosscheck.compare.demo.CheckpointFuzz;
import org.crosscheck.compare.grade.Marker;
import org.crosscheck.compare.grade.Rubric;
import org.crosscheck.compare.grade.Student;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.NamedTensors;
import org.crosscheck.compare.marking.Telling;
import org.crosscheck.compare.marking.WrittenMarker;
import org.crosscheck.compare.sheet.Sheet;
import org.crosscheck.compare.text.Json;
import org.crosscheck.compare.written.AnswerJudge;
import org.crosscheck.datasets.formats.Npy;
import org.crosscheck.datasets.formats.NpyArray;
import org.crosscheck.datasets.formats.Npz;

/** What each reader is for, written by this program itself: the fuzzer begins with these. */
final class Seeds {

    /** Of formulas: how long one is, and how long a few are with the words between them. */
    private static final int SHORT = 120;

    private static final int LONG = 400;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Case GIVEN = TestCases.mlp(3, 2, 2, 2, 2);

    private Seeds() {}

    static List<byte[]> of(Target target) throws IOException {
        return switch (target) {
            case NPY -> npy();
            case NPZ, ZIP -> zips(arrays());
            case IDX -> idx();
            case PNG -> png();
            case JSON -> List.of(json());
            case SUBMISSION, ANSWERS -> submissions();
            case CHECKPOINT -> List.of(CheckpointFuzz.good());
            case CAMPAIGN_STATE, CAMPAIGN_LINES -> campaign(target == Target.CAMPAIGN_LINES);
            case MARKS ->
                List.of(line(new Marker(GIVEN, Rubric.standard()).mark(Student.submission(Student.right(GIVEN, 1)))));
            case WRITTEN_MARKS -> List.of(line(new WrittenMarker(Rubric.standard()).mark(homework())));
            case DECISIONS -> List.of(bytes("question,group,points,comment\n2g,2g-01234567,1.5,\"a, \"\"b\"\"\"\n"));
            case RUBRIC -> List.of(bytes(Rubric.standardText()));
            case TELLING -> List.of(Telling.standard().toBytes());
            case FORMULA -> lines(SHORT);
            case JUDGE -> lines(LONG);
            case CONTENDER -> List.of(bytes("1280 1000000123\n"), bytes("0.6931471805599453 1.5E8\n"));
            case HOMEWORK -> sheets();
        };
    }

    private static List<byte[]> npy() {
        return List.of(
                Npy.toBytes(NpyArray.float64(new int[] {2, 3}, 1, 2, 3, 4, 5, 6)),
                Npy.toBytes(NpyArray.int64(new int[0], -7)),
                Npy.toBytes(NpyArray.uint8(new int[] {3}, new byte[] {1, 2, 3})),
                header("{'descr': '>f2', 'fortran_order': True, 'shape': (2, 1), }\n", 4),
                header("{'descr': '|b1', 'fortran_order': False, 'shape': (4,), }\n", 4));
    }

    static byte[] header(String text, int data) {
        ByteBuffer out = ByteBuffer.allocate(10 + text.length() + data);
        out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length(), 0});
        return out.put(text.getBytes(StandardCharsets.ISO_8859_1)).array();
    }

    private static Map<String, NpyArray> arrays() {
        return Map.of(
                "ha", NpyArray.float64(new int[] {1, 2}, 1, 2), "y", NpyArray.uint8(new int[] {2}, new byte[] {1, 2}));
    }

    /** Stored as we write it; deflated with sizes behind the data, as other programs do. */
    private static List<byte[]> zips(Map<String, NpyArray> arrays) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
                zip.write(Npy.toBytes(array.getValue()));
            }
        }
        return List.of(Npz.toBytes(arrays), out.toByteArray());
    }

    private static List<byte[]> idx() throws IOException {
        byte[] labels = {0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9};
        byte[] images = {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4};
        byte[] integers = {0, 0, 12, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 5, 0, 0, 0, 6};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(images);
        }
        return List.of(labels, images, integers, out.toByteArray());
    }

    private static List<byte[]> png() throws IOException {
        List<byte[]> all = new ArrayList<>();
        for (int type : new int[] {
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_USHORT_GRAY,
            BufferedImage.TYPE_BYTE_BINARY,
            BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_INT_ARGB
        }) {
            BufferedImage image = new BufferedImage(3, 2, type);
            image.setRGB(1, 1, 0xff8040c0);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            all.add(out.toByteArray());
        }
        return all;
    }

    private static byte[] json() {
        return bytes(
                "{\"ha\": [[0.5, -1e-3], [1, 2]], \"hs\": [[\"NaN\", null], [Infinity, 3]], \"W\": [], \"x\": {}}");
    }

    private static List<byte[]> submissions() throws IOException {
        NamedTensors right = Student.right(GIVEN, 1);
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        right.tensors().forEach((key, tensor) -> arrays.put(key, NpyArray.float64(tensor.shape(), tensor.values())));
        List<byte[]> all = new ArrayList<>(zips(arrays));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("folder/answers.json"));
            zip.write(json());
            zip.putNextEntry(new ZipEntry("folder/answers.npz"));
            zip.write(all.get(0));
        }
        all.add(out.toByteArray());
        return all;
    }

    private static List<byte[]> campaign(boolean lines) throws IOException {
        Summary found =
                Campaign.of(Journals.PLAN).run(1, 1, () -> false, done -> {}).summary();
        return List.of(
                lines
                        ? bytes(JSON.writeValueAsString(Map.of("number", 0, "found", found)) + "\n")
                        : Json.bytes(new CampaignState(Journals.PLAN, 1, List.of(3L), found)));
    }

    private static byte[] line(Object marks) throws IOException {
        JsonMapper mapper = JSON;
        String name = mapper.valueToTree(marks).path("name").asText();
        return bytes(mapper.writeValueAsString(Map.of("name", name, "stamp", "a", "marks", marks)) + "\n");
    }

    private static Sheet homework() throws IOException {
        Path file = Files.createTempFile("homework", ".tex");
        try {
            Files.writeString(file, KeyHomework.latex());
            return Sheet.read(file);
        } finally {
            Files.delete(file);
        }
    }

    /** The key's answers line by line, and whole where they are no longer than that. */
    private static List<byte[]> lines(int most) throws IOException {
        List<String> questions = AnswerJudge.questions();
        Set<String> all = new LinkedHashSet<>();
        homework().answers().forEach((question, answer) -> {
            char first = (char) questions.indexOf(question);
            Stream.concat(Stream.of(answer.whole()), answer.whole().lines())
                    .filter(text -> !text.isBlank() && text.length() <= most)
                    .forEach(text -> all.add(first + text.strip()));
        });
        return all.stream().map(Seeds::bytes).toList();
    }

    /** In the template, with a macro and a comment; and as a copy of the homework's source. */
    private static List<byte[]> sheets() {
        String begin = "\\documentclass{article}\n\\newcommand{\\ha}{h^a}\n\\begin{document}\n";
        String end = "\\end{document}\n";
        return List.of(
                bytes(begin
                        + "\\begin{answer}{2a}\n$\\ha = W^{(1)} x + b^{(1)}$ % as in class\n\\end{answer}\n"
                        + "\\begin{answer}{2b}\n\\[ o^a = W^{(2)} h^s \\]\n\\end{answer}\n"
                        + end),
                bytes(begin
                        + "\\begin{enumerate}\n\\item\\label{2a} The hidden layer.\n\\begin{equation*} \\ha = 1"
                        + " \\end{equation*}\n\\item And then?\n\\end{enumerate}\n"
                        + end),
                bytes(begin + "\\input{1}\n\\input{2.tex}\n" + end + "\f\\section{Neural}\n2 (l) $W = 1$\f\\item x"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
