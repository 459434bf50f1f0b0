package org.crosscheck.compare.pages;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.crosscheck.compare.answers.AnswerHtml;
import org.crosscheck.compare.text.BuildInfo;
import org.crosscheck.compare.text.Printable;
import org.crosscheck.datasets.formats.AtomicFiles;

/**
 * One self-contained HTML file: the layout with its style and script, filled by a template with a record's data. It
 * loads nothing, and its policy allows no script but the layout's own.
 *
 * <p>A page is a record and a template, {@code pages/NAME.mustache}. For
 *
 * <pre>{@code
 * record Demo(String sentence, List<Epoch> epochs, String lossPlot) {}
 * record Epoch(int number, String loss) {}
 *
 * Page.of("demo", "MLP on MNIST", new Demo("Both engines agree.", epochs, Plots.line(...))).write(folder.resolve("report.html"));
 * }</pre>
 *
 * the template {@code demo.mustache} may be
 *
 * <pre>{@code
 * <p class="lead">{{sentence}}</p>
 * {{{lossPlot}}}
 * <div class="scroll" tabindex="0"><table class="sortable">
 *   <thead><tr><th scope="col">epoch</th><th scope="col" class="number">loss</th></tr></thead>
 *   <tbody>{{#epochs}}<tr><td>{{number}}</td><td class="number">{{loss}}</td></tr>{{/epochs}}</tbody>
 * </table></div>
 * }</pre>
 *
 * Two braces escape what they show, control characters included; three are for HTML that is made here, such as plots.
 * {@code {{#x}}...{{/x}}} repeats for a list, and is left out for false, null, 0, "" and an empty list; {@code {{^x}}} is its
 * opposite. A name that the record does not have is an error.
 *
 * @param title the heading
 * @param html the whole file
 */
public record Page(String title, String html) {

    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .withEscaper(Page::escape)
            .strictSections(true)
            .emptyStringIsFalse(true)
            .zeroIsFalse(true)
            .withLoader(name -> new java.io.StringReader(resource(name + ".mustache")));

    /** What the layout shows around a body. */
    record PageLayout(
            String title,
            String body,
            String style,
            String script,
            String scriptHash,
            String connect,
            String version) {}

    /**
     * Fills a template.
     *
     * @param template the name of a file in {@code pages}, without {@code .mustache}
     * @param title the page's heading, shown by the layout
     * @param data a record whose components are the names in the template
     * @throws com.samskivert.mustache.MustacheException if the template asks for something that the data does not have
     */
    public static Page of(String template, String title, Object data) {
        return of(template, title, data, Style.page(), resource("script.js"), "");
    }

    /**
     * A page that one works on: with {@code TEMPLATE.js} and {@code TEMPLATE.css} of its own.
     *
     * @param served whether it may send to where it came from
     */
    public static Page working(String template, String title, Object data, boolean served) {
        String script = resource("script.js") + resource(template + ".js");
        String style = Style.page() + resource(template + ".css");
        return of(template, title, data, style, script, served ? "; connect-src 'self'" : "");
    }

    private static Page of(String template, String title, Object data, String style, String script, String connect) {
        PageLayout layout =
                new PageLayout(title, fill(template, data), style, script, hash(script), connect, BuildInfo.version());
        return new Page(title, fill("layout", layout));
    }

    /** Writes the file, all or nothing. */
    public void write(Path file) throws IOException {
        AtomicFiles.write(file, html.getBytes(StandardCharsets.UTF_8));
    }

    /** Text for HTML, attributes included: nothing in it is markup, and nothing is invisible. */
    static String escape(String text) {
        return AnswerHtml.escape(Printable.text(text));
    }

    private static String fill(String template, Object data) {
        Template compiled = COMPILER.compile(resource(template + ".mustache"));
        return compiled.execute(data);
    }

    static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource '" + name + "' among the pages");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** The hash by which the policy in the layout knows the script, so that no other script runs. */
    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
