package org.crosscheck.compare.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.crosscheck.compare.demo.dl4j.Dl4jModelFile;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.homework.CaseFiles;
import org.crosscheck.compare.homework.NamedTensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of docs/demo.md, weights to DL4J and back, compiles, and does what is said. */
class DocumentedWeightsTest {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static final List<String> IMPORTS = List.of(
            "java.io.File",
            "java.nio.file.Path",
            "org.crosscheck.compare.dl4j.Bridge",
            "org.crosscheck.compare.homework.CaseFiles",
            "org.crosscheck.compare.homework.NamedTensors",
            "org.deeplearning4j.nn.multilayer.MultiLayerNetwork");

    @TempDir
    private Path folder;

    @Test
    void theExamplesRunOneAfterAnother() throws Exception {
        DemoCases.report(Model.MLP, folder);
        String body = JAVA.matcher(Files.readString(Path.of("..", "docs", "demo.md")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining());
        assertThat(body).contains("target/demo-mlp/" + Dl4jModelFile.NAME, "weights.npz");
        body = body.replace("target/demo-mlp/", inJava(folder) + "/").replace("weights.npz", inJava(folder) + "/w.npz");

        Class<?> documented = compiled(body);
        documented.getMethod("run").invoke(null);

        NamedTensors weights = CaseFiles.readValues(folder.resolve("w.npz"));
        assertThat(weights.keys()).containsExactlyInAnyOrder("W1", "b1", "W2", "b2");
        assertThat(weights.get("W2").shape()[1]).isEqualTo(weights.get("W1").shape()[0]);
    }

    private static String inJava(Path path) {
        return path.toString().replace("\\", "\\\\");
    }

    private Class<?> compiled(String body) throws Exception {
        String imports = IMPORTS.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
        Path source = folder.resolve("Documented.java");
        Files.writeString(
                source,
                imports + "public class Documented {\npublic static void run() throws Exception {\n" + body + "}\n}\n");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> options = List.of("-cp", path, "-proc:none", "-d", folder.toString());
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean isRight = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(isRight).as(messages.toString()).isTrue();
        }
        URL[] place = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(place, getClass().getClassLoader())) {
            return loader.loadClass("Documented");
        }
    }
}
