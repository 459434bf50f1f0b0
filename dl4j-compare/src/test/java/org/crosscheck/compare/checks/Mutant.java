package org.crosscheck.compare.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.crosscheck.compare.rounding.Agreement;
import org.crosscheck.compare.rounding.Verdict;

/**
 * The project with one line of one source file changed: the file is compiled anew, and all of the project's classes are
 * loaded a second time around it. So a fault can be planted where no engine reaches, in the code that a check itself
 * runs.
 */
final class Mutant implements AutoCloseable {

    private static final String CLASS_PATH = System.getProperty("java.class.path");

    private final URLClassLoader loader;

    /**
     * Compiles.
     *
     * @param folder where the changed source and its classes go
     * @param source the file, from the folder of all modules
     * @param line what is changed; it must be there just once
     */
    Mutant(Path folder, String source, String line, String changed) throws IOException {
        Path original = Path.of("..", source.split("/", 2)[0], "src/main/java/org/crosscheck", source.split("/", 2)[1]);
        String text = Files.readString(original);
        assertThat(text.split(Pattern.quote(line), -1)).as(line).hasSize(2);
        Path mutated = folder.resolve(original.getFileName());
        Files.writeString(mutated, text.replace(line, changed));
        Path classes = Files.createDirectory(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", CLASS_PATH);
            boolean compiled = compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(mutated))
                    .call();
            assertThat(compiled).as("%s compiles", changed).isTrue();
        }
        loader = new ProjectLoader(classes);
    }

    /** The verdict of a check, run among the mutant's classes. */
    Verdict verdict(String question, String check) throws ReflectiveOperationException {
        return Verdict.valueOf(ask("verdict", question, check));
    }

    /** The side that a check found guilty. */
    String guilty(String question, String check) throws ReflectiveOperationException {
        return ask("guilty", question, check);
    }

    private String ask(String what, String question, String check) throws ReflectiveOperationException {
        Class<?> probe = loader.loadClass(Probe.class.getName());
        return (String) probe.getMethod(what, String.class, String.class).invoke(null, question, check);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    /** What runs among the mutant's classes; only strings pass between them and the test's. */
    public static final class Probe {

        private static final Evidence EVIDENCE = new Evidence(TestCases.small(120));

        private Probe() {}

        /** The name of the verdict of a check on a small case. */
        public static String verdict(String question, String name) {
            return outcome(question, name).verdict().name();
        }

        /** Left, right or null. */
        public static String guilty(String question, String name) {
            return outcome(question, name).guilty();
        }

        private static Agreement outcome(String question, String name) {
            Check check = Catalogue.find(question).orElseThrow().checks().stream()
                    .filter(candidate -> candidate.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(question + " has no check " + name));
            return Verification.outcome(check, EVIDENCE);
        }
    }

    /** Loads the project's own classes itself, the changed ones first, and leaves all others to the usual loader. */
    private static final class ProjectLoader extends URLClassLoader {

        ProjectLoader(Path classes) {
            super(
                    Stream.concat(
                                    Stream.of(classes),
                                    Arrays.stream(CLASS_PATH.split(File.pathSeparator))
                                            .map(Path::of))
                            .map(ProjectLoader::url)
                            .toArray(URL[]::new),
                    Mutant.class.getClassLoader());
        }

        private static URL url(Path path) {
            try {
                return path.toUri().toURL();
            } catch (MalformedURLException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("org.crosscheck.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? findClass(name) : known;
            }
        }
    }
}
