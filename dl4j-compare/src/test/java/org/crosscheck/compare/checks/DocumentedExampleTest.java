package org.crosscheck.compare.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JUnit 5 class in docs/for-jvm-users.md compiles as it stands there, and its tests pass. */
class DocumentedExampleTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "for-jvm-users.md");
    private static final Pattern JAVA = Pattern.compile("(?s)```java\\R(.*?)```");

    @TempDir
    private Path folder;

    @Test
    void compilesAndPasses() throws Exception {
        Matcher block = JAVA.matcher(Files.readString(DOCUMENT));
        assertThat(block.find()).as("a java block in %s", DOCUMENT).isTrue();
        Path source = Files.writeString(folder.resolve("MyNetworkTest.java"), block.group(1));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-Xlint:all,-path",
                    "-Werror",
                    "-d",
                    folder.toString(),
                    "-cp",
                    System.getProperty("java.class.path"));
            assertThat(compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(source))
                            .call())
                    .as("the example compiles")
                    .isTrue();
        }
        int tests = 0;
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Class<?> example = loader.loadClass("MyNetworkTest");
            Constructor<?> constructor = example.getDeclaredConstructor();
            constructor.setAccessible(true);
            for (Method method : example.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    method.setAccessible(true);
                    method.invoke(constructor.newInstance());
                    tests++;
                }
            }
        }
        assertThat(tests).isEqualTo(2);
    }
}
