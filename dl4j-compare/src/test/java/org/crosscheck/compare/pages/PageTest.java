package org.crosscheck.compare.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.samskivert.mustache.MustacheException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

    record Sample(String sentence, String figure, List<Row> rows) {}

    record Row(String name, String value) {}

    private static final Sample SAMPLE = new Sample("All is well.", "<svg></svg>", List.of(new Row("a", "1")));

    private static Page sample(Sample sample) {
        return Page.of("sample", "A page", sample);
    }

    @Test
    void aTemplateIsFilledFromARecordInsideTheLayout() {
        assertThat(sample(SAMPLE).html())
                .startsWith("<!DOCTYPE html>")
                .contains(
                        "<h1>A page</h1>", "<p class=\"lead\">All is well.</p>", "<svg></svg>", "<td>a</td><td>1</td>")
                .doesNotContain("{{");
    }

    @Test
    void hostileTextIsShownAndDoesNothing() {
        String hostile = "</title><script>alert(1)</script>\" onload='x' \u202egpj.exe\u0000\u001b[31m&amp;";
        String html = Page.of("sample", hostile, new Sample(hostile, "", List.of(new Row(hostile, hostile))))
                .html();

        assertThat(html)
                .doesNotContain("<script>alert", "onload='", "\u202e", "\u0000", "\u001b")
                .contains("&lt;script&gt;alert(1)", "\\u202egpj.exe\\u0000\\u001b[31m&amp;amp;");
    }

    @Test
    void nothingIsLoadedFromAnywhere() {
        assertThat(sample(SAMPLE).html())
                .contains("default-src 'none'")
                .doesNotContainPattern("(src|href)=\"(?!#)")
                .doesNotContain("http:", "https:", "@import", "url(");
    }

    @Test
    void aNameThatTheRecordDoesNotHaveIsAnError() {
        assertThatThrownBy(() -> Page.of("sample", "A page", new Row("a", "b"))).isInstanceOf(MustacheException.class);
    }

    @Test
    void aPageIsWrittenAsUtf8(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("page.html");
        sample(new Sample("∂L/∂o", "", List.of())).write(file);

        assertThat(Files.readString(file)).contains("∂L/∂o");
    }
}
