package org.crosscheck.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.crosscheck.compare.checks.Catalogue;
import org.crosscheck.compare.checks.Evidence;
import org.crosscheck.compare.checks.Verification;
import org.crosscheck.compare.demo.DemoCases;
import org.crosscheck.compare.demo.learn.Model;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.homework.CaseFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The pages in a real browser, headless Chromium. Pictures of them go to target/screenshots, for people to look at. */
class PagesBrowserTest {

    private static final List<Integer> WIDTHS = List.of(360, 400, 1400, 1600);
    private static final Path PICTURES = Path.of("target", "screenshots");

    @TempDir
    private static Path folder;

    /** It warns of every Chromium newer than itself. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private static ChromeDriver browser;

    @BeforeAll
    static void start() throws Exception {
        SELENIUM.setLevel(Level.SEVERE);
        Files.createDirectories(PICTURES);
        SamplePages.dossier().write(folder.resolve("dossier.html"));
        SamplePages.failing().write(folder.resolve("failing.html"));
        Case small = CaseFiles.embedded("small");
        AnswersPage.key(Catalogue.QUESTIONS, Verification.run(Catalogue.QUESTIONS, List.of(new Evidence(small))), small)
                .write(folder.resolve("answers.html"));
        AnswersPage.blank(Catalogue.QUESTIONS, CaseFiles.embedded("small")).write(folder.resolve("blank.html"));
        SamplePages.cohort().write(folder.resolve("cohort.html"));
        SamplePages.campaign().write(folder.resolve("campaign.html"));
        Files.move(DemoCases.report(Model.CNN, folder.resolve("run")), folder.resolve("demo.html"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium", "chromium-browser", "google-chrome"));
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-sync",
                "--disable-background-networking",
                "--disable-component-update",
                "--hide-scrollbars",
                "--user-data-dir=" + folder.resolve("profile"));
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(program("chromedriver"))
                        .usingAnyFreePort()
                        .build(),
                options);
        browser.manage().timeouts().scriptTimeout(Duration.ofMinutes(5));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
    }

    static Stream<String> pages() {
        return Stream.of("dossier", "failing", "answers", "blank", "cohort", "campaign", "demo");
    }

    private static File program(String... names) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(place -> Stream.of(names).map(name -> new File(place, name)))
                .filter(File::canExecute)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("none of " + List.of(names) + " is on the PATH"));
    }

    private static void open(String page, int width, String scheme) {
        browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        browser.get("about:blank");
        browser.get(folder.resolve(page).toUri().toString().replace("%23", "#"));
    }

    private static void open(String page) {
        open(page + ".html", 1400, "light");
    }

    private static Object run(String script, Object... arguments) {
        return browser.executeScript(script, arguments);
    }

    private static void unfold() {
        run("document.querySelectorAll('details').forEach(d => d.open = true)");
    }

    private static void picture(String name) throws IOException {
        Object data = browser.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", false))
                .get("data");
        Files.write(PICTURES.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(data)));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void nothingIsLoggedOnTheConsole(String page) {
        browser.manage().logs().get(LogType.BROWSER);
        open(page);
        unfold();
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void nothingScrollsSidewaysAtAnyWidth(String page) throws IOException {
        for (int width : WIDTHS) {
            for (String scheme : List.of("light", "dark")) {
                open(page + ".html", width, scheme);
                picture(page + "-" + width + "-" + scheme);
                unfold();
                assertThat(run(
                                "return [...document.querySelectorAll('body, body *')]"
                                        + ".filter(e => !e.closest('.scroll, pre, .display, .visually-hidden, .skip, svg')"
                                        + " && e.getBoundingClientRect().right > arguments[0] + 1)"
                                        + ".map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 40)).slice(0, 5)",
                                width))
                        .as("wider than %d", width)
                        .isEqualTo(List.of());
                assertThat((Long) run("return document.documentElement.scrollWidth"))
                        .as("at %d", width)
                        .isLessThanOrEqualTo(width);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void axeFindsNothingSerious(String page) throws IOException {
        String axe;
        try (InputStream in = PagesBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (String scheme : List.of("light", "dark")) {
            for (int width : List.of(scheme.equals("dark") ? 360 : 1400)) {
                open(page + ".html", width, scheme);
                unfold();
                // Hundreds of rows, marks and formulas are alike: some of each say as much, in a tenth of the time.
                run(
                        "const few = (selector, most) => document.querySelectorAll(selector)"
                                + ".forEach(parent => [...parent.children].slice(most).forEach(child => child.remove()));"
                                + "few('tbody', 3); few('#questions-list', 5); few('.plots svg', 60);"
                                + "[...document.querySelectorAll('main > .question')].filter((q, i) => i % 5).forEach(q => q.remove())");
                run(axe);
                Object found = browser.executeAsyncScript(
                        "const done = arguments[0];"
                                + "axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations"
                                + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                                + ".map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | '))))");
                assertThat(found).as("%s at %d", scheme, width).isEqualTo(List.of());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyDrawingHasMarks(String page) {
        open(page);
        Object empty = run("return [...document.querySelectorAll('.plot')].filter(plot =>"
                + " ![...plot.querySelectorAll('.scroll svg .point, .bar, .cell, .node')].some(mark => mark.getBBox().width > 1))"
                + ".map(plot => plot.querySelector('figcaption').textContent)");
        assertThat(empty).isEqualTo(List.of());
        if (!page.equals("campaign")) { // tables alone
            assertThat((Long) run("return document.querySelectorAll('.plot').length"))
                    .isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void paperHasTheExpectedPages(String page) throws IOException {
        open(page);
        Object data = browser.executeCdpCommand(
                        "Page.printToPDF", Map.of("paperWidth", 8.27, "paperHeight", 11.69, "preferCSSPageSize", true))
                .get("data");
        byte[] pdf = Base64.getDecoder().decode(String.valueOf(data));
        Files.write(PICTURES.resolve(page + ".pdf"), pdf);
        long pages = Pattern.compile("/Type\\s*/Page[^s]")
                .matcher(new String(pdf, StandardCharsets.ISO_8859_1))
                .results()
                .count();
        Map<String, List<Integer>> expected = Map.of(
                "dossier",
                List.of(20, 60),
                "failing",
                List.of(20, 70),
                "answers",
                List.of(12, 40),
                "blank",
                List.of(8, 20),
                "cohort",
                List.of(1, 6),
                "campaign",
                List.of(1, 12),
                "demo",
                List.of(2, 8));
        assertThat(pages).isBetween((long) expected.get(page).get(0), (long)
                expected.get(page).get(1));
    }

    @Test
    void theFilterLeavesTheRowsThatMatch() {
        open("dossier");
        long all = visibleChecks();
        WebElement search = browser.findElement(By.name("text"));
        search.sendKeys("grad_W1 samediff");
        assertThat(visibleChecks()).isPositive().isLessThan(20);
        assertThat((Boolean) run("return [...document.querySelectorAll('tr[data-kind]')].filter(r => r.offsetParent)"
                        + ".every(r => r.textContent.includes('grad_W1') && r.textContent.includes('samediff'))"))
                .isTrue();
        assertThat(browser.findElement(By.cssSelector("form output")).getText()).isEqualTo(visibleChecks() + " checks");
        choose("kind", "local");
        assertThat(visibleChecks()).isPositive();
        assertThat((Boolean) run("return [...document.querySelectorAll('tr[data-kind]')].filter(r => r.offsetParent)"
                        + ".every(r => r.dataset.kind === 'local')"))
                .isTrue();
        browser.findElement(By.cssSelector("button[type=reset]")).click();
        run("document.querySelectorAll('details').forEach(d => d.open = true)");
        browser.executeAsyncScript("setTimeout(arguments[0], 50)");
        unfold();
        assertThat(visibleChecks()).isGreaterThan(500).isGreaterThanOrEqualTo(all);
    }

    private static void choose(String select, String value) {
        browser.findElement(By.cssSelector("select[name=" + select + "] option[value='" + value + "']"))
                .click();
    }

    private static long visibleChecks() {
        return (Long) run("return [...document.querySelectorAll('tr[data-kind]')].filter(r => r.offsetParent).length");
    }

    @Test
    void questionsMayBeOrderedByTheirLargestRatio() {
        open("dossier");
        choose("order", "ratio");
        List<Double> ratios =
                numbers("return [...document.querySelectorAll('.question')].map(s => Number(s.dataset.ratio))");
        assertThat(ratios).hasSize(34).isSortedAccordingTo(Collections.reverseOrder());
    }

    @Test
    void aTableIsSortedByAClickOnItsHead() {
        open("dossier");
        run("document.querySelector('#q2a details.checks').open = true");
        String column =
                "return [...document.querySelectorAll('#q2a tbody td.ratio')].map(c => Number(c.dataset.value))";
        WebElement head = browser.findElement(By.xpath("//section[@id='q2a']//th[contains(., 'ratio')]"));
        head.findElement(By.tagName("button")).click();
        assertThat(head.getDomAttribute("aria-sort")).isEqualTo("descending");
        assertThat(numbers(column)).hasSizeGreaterThan(10).isSortedAccordingTo(Collections.reverseOrder());
        head.findElement(By.tagName("button")).sendKeys(Keys.ENTER);
        assertThat(head.getDomAttribute("aria-sort")).isEqualTo("ascending");
        assertThat(numbers(column)).isSorted();
    }

    private static List<Double> numbers(String script) {
        return ((List<?>) run(script))
                .stream().map(value -> ((Number) value).doubleValue()).toList();
    }

    @Test
    void aLinkToACheckOpensAndShowsIt() {
        open("dossier.html#2g.grad_oa.local.reference.dl4j.small", 1400, "light");
        WebElement row = browser.findElement(By.id("2g.grad_oa.local.reference.dl4j.small"));
        assertThat(row.isDisplayed()).isTrue();
        assertThat((Boolean) run(
                        "const r = arguments[0].getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight",
                        row))
                .isTrue();
    }

    @Test
    void aMarkTellsItsValueWhenItIsPointedAt() {
        open("dossier");
        run(
                "const mark = document.querySelector('.plot .point[data-tip]'); mark.scrollIntoView({block: 'center', behavior: 'instant'});"
                        + "mark.dispatchEvent(new PointerEvent('pointermove', {bubbles: true, clientX: 300, clientY: 300}))");
        assertThat(browser.findElement(By.className("tip")).getText()).contains("~");
    }

    @Test
    void hostileNamesDoNothing() {
        open("failing");
        assertThat(browser.getTitle()).isEqualTo("Homework 3, checked · crosscheck");
        assertThat((Long) run("return document.querySelectorAll('img').length")).isZero();
        assertThat((Long) run("return document.scripts.length")).isEqualTo(1);
        assertThat(browser.findElement(By.className("failures")).getText())
                .contains("</title><script>document.title='owned'</script>");
    }

    @Test
    void theKeyboardReachesTheContentFirst() {
        open("dossier");
        browser.findElement(By.tagName("body")).sendKeys(Keys.TAB);
        assertThat((String) run("return document.activeElement.className")).isEqualTo("skip");
    }

    @Test
    void thePageIsReadWithoutScript() {
        open("dossier");
        browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        browser.navigate().refresh();
        assertThat(browser.findElement(By.tagName("h1")).getText()).isEqualTo("Homework 3, checked");
        assertThat(browser.findElement(By.tagName("form")).isDisplayed()).isFalse();
        assertThat(browser.findElements(By.cssSelector(".plot .point title"))).isNotEmpty();
        browser.findElement(By.cssSelector("#q1a details.checks summary")).click();
        assertThat(browser.findElement(By.cssSelector("#q1a tbody tr")).isDisplayed())
                .isTrue();
        Map<String, Object> on = new LinkedHashMap<>(Map.of("value", false));
        browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", on);
    }

    /** The verdict stays in sight however narrow the screen and however far a table is scrolled. */
    @Test
    void theVerdictIsInSightOnANarrowScreen() {
        open("dossier.html", 400, "light");
        unfold();
        assertThat(run("return [...document.querySelectorAll('table.checks tbody tr')].every(row => {"
                        + " const cell = row.lastElementChild.getBoundingClientRect();"
                        + " return cell.left >= 0 && cell.right <= 401; })"))
                .isEqualTo(true);
    }

    /** What is wider than the screen has a shadow where more is to be seen, on its own ground. */
    @ParameterizedTest
    @MethodSource("pages")
    void whatScrollsShowsThatItDoes(String page) {
        for (String scheme : List.of("light", "dark")) {
            open(page + ".html", 400, scheme);
            unfold();
            assertThat(run("return [...document.querySelectorAll('main *')]"
                            + ".filter(e => e.scrollWidth > e.clientWidth + 1"
                            + " && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)"
                            + " && !(getComputedStyle(e).backgroundImage.split('gradient').length === 5"
                            + " && getComputedStyle(e).backgroundAttachment.includes('local, local, scroll, scroll')))"
                            + ".map(e => e.tagName + '.' + e.className).slice(0, 5)"))
                    .as(scheme)
                    .isEqualTo(List.of());
        }
    }

    /** Pictures do not glare on a dark page, and the small ones fill a narrow one, each with its own caption below. */
    @Test
    void picturesFitTheirPage() {
        String filter = "return getComputedStyle(document.querySelector('img')).filter";
        open("demo.html", 400, "dark");
        assertThat((String) run(filter)).contains("invert");
        assertThat((Long) run("const tops = [...document.querySelectorAll('.thumbs figure')].map(f => f.offsetTop);"
                        + " return tops.filter(top => top === tops[0]).length"))
                .as("in a row of 400 pixels")
                .isBetween(2L, 4L);
        assertThat(run("return [...document.querySelectorAll('figure')].filter(f => f.querySelector('img'))"
                        + ".filter(f => { const i = f.querySelector('img').getBoundingClientRect(),"
                        + " c = f.querySelector('figcaption').getBoundingClientRect(), n = f.nextElementSibling;"
                        + " return i.width < 20 || c.top < i.bottom - 1"
                        + " || (n && n.getBoundingClientRect().top >= f.getBoundingClientRect().bottom"
                        + " && n.getBoundingClientRect().top < c.bottom + 8); }).length"))
                .isEqualTo(0L);
        open("demo.html", 1400, "light");
        assertThat((String) run(filter)).isEqualTo("none");
    }

    /** No two labels of a drawing touch, however narrow the screen: their boxes, turned as they are, without the leading. */
    @ParameterizedTest
    @MethodSource("pages")
    void labelsDoNotOverlap(String page) {
        for (int width : List.of(400, 1400)) {
            open(page + ".html", width, "light");
            assertThat(run("""
                            const corners = text => {
                              const box = text.getBBox(), m = text.getScreenCTM(), cut = 0.22 * box.height;
                              return [[0, cut], [box.width, cut], [box.width, box.height - cut], [0, box.height - cut]]
                                .map(([x, y]) => [box.x + x, box.y + y])
                                .map(([x, y]) => [m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f]);
                            };
                            const apart = (p, q) => [p, q].some(box => [0, 1].some(i => {
                              const normal = [box[i + 1][1] - box[i][1], box[i][0] - box[i + 1][0]];
                              const [a, b] = [p, q].map(all => all.map(c => c[0] * normal[0] + c[1] * normal[1]));
                              return Math.max(...a) <= Math.min(...b) || Math.max(...b) <= Math.min(...a);
                            }));
                            return [...document.querySelectorAll('.plot svg')].flatMap(svg => {
                              const texts = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim());
                              const boxes = texts.map(corners);
                              return texts.flatMap((text, i) => texts.slice(i + 1)
                                .filter((other, k) => !apart(boxes[i], boxes[i + 1 + k]))
                                .map(other => text.textContent + ' | ' + other.textContent));
                            }).slice(0, 5);
                            """)).as("at %d", width).isEqualTo(List.of());
        }
    }

    /** On paper a question of the sheet is whole: its text and the box to write in stand on one page. */
    @Test
    void noQuestionOfTheSheetIsTornOnPaper() {
        open("blank.html", 700, "light");
        browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
        assertThat(run("return [...document.querySelectorAll('section.question')]"
                        + ".filter(q => getComputedStyle(q).breakInside === 'avoid').length"))
                .isEqualTo((long) Catalogue.QUESTIONS.size());
        assertThat(run("return getComputedStyle(document.querySelector('.question h3')).breakAfter"))
                .isEqualTo("avoid");
        browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
    }
}
