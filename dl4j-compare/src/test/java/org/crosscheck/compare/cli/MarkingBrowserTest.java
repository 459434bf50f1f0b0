package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.crosscheck.compare.answers.HomeworkSheet;
import org.crosscheck.compare.grade.MarksLog;
import org.crosscheck.compare.marking.CohortFiles;
import org.crosscheck.compare.marking.Decisions;
import org.crosscheck.compare.marking.WrittenMarks;
import org.crosscheck.compare.report.MarkingPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The page that an instructor marks from, in a real browser: a file of its own, and served. */
class MarkingBrowserTest {

    private static final String HOSTILE =
            "</pre></textarea><script>document.title='owned'</script>\"'><img src=x onerror=alert(1)>";

    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");
    private static final Path PICTURES = Path.of("target", "screenshots");

    @TempDir
    private static Path folder;

    private static Path out;
    private static ChromeDriver browser;

    @BeforeAll
    static void start() throws Exception {
        SELENIUM.setLevel(Level.SEVERE);
        Files.createDirectories(PICTURES);
        Path cohort = Files.createDirectory(folder.resolve("cohort"));
        String slope = "\\frac{\\partial L}{\\partial h^a} = \\frac{\\partial L}{\\partial h^s}";
        homework(cohort, "ann", "2m", "$" + slope + " \\odot \\sin(h^a)$", "3b", "2400");
        homework(cohort, "ben", "2m", "$\\nabla_{h^a} L = \\sin(h^a) \\odot \\nabla_{h^s} L$", "3b", "$2400$");
        homework(cohort, "cleo", "2m", "$" + slope + " \\odot \\cos(h^a)$", "3b", "2416");
        homework(cohort, "dan", "2m", "$\\wibble$ " + HOSTILE, "3b", "400", "2c", "$o^s_k > 0$ since " + HOSTILE);
        Files.writeString(cohort.resolve("eve.tex"), "\\section*{Question 1}\nLost: " + HOSTILE);
        Files.write(cohort.resolve("fay.zip"), new byte[] {1, 2, 3});
        out = folder.resolve("out");
        assertThat(Cli.run("grade", "--all-in", cohort, "--out", out).exit()).isEqualTo(1);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium", "chromium-browser", "google-chrome"));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--hide-scrollbars",
                "--user-data-dir=" + folder.resolve("profile"));
        options.setExperimentalOption(
                "prefs",
                Map.of("download.default_directory", folder.toString(), "download.prompt_for_download", false));
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(program("chromedriver"))
                        .usingAnyFreePort()
                        .build(),
                options);
        browser.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
    }

    private static void homework(Path cohort, String name, String... answers) throws Exception {
        String text = HomeworkSheet.latex();
        for (int i = 0; i < answers.length; i += 2) {
            String begin = "\\begin{answer}{" + answers[i] + "}\n";
            text = text.replace(begin, begin + answers[i + 1]);
        }
        Files.writeString(cohort.resolve(name + ".tex"), text);
    }

    private static File program(String... names) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(place -> Stream.of(names).map(name -> new File(place, name)))
                .filter(File::canExecute)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("none of " + List.of(names) + " is on the PATH"));
    }

    private static void open(int width, String scheme) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        browser.get("about:blank");
        browser.get(out.resolve("marking.html").toUri().toString());
        run("localStorage.clear()");
        browser.navigate().refresh();
    }

    private static Object run(String script, Object... arguments) {
        return browser.executeScript(script, arguments);
    }

    private static void type(CharSequence... keys) {
        browser.switchTo().activeElement().sendKeys(keys);
    }

    private static String focused() {
        return String.valueOf(
                run("return document.activeElement.closest('article')?.id + ' ' + document.activeElement.tagName"));
    }

    private static long shown() {
        return (Long) run("return [...document.querySelectorAll('article.group')].filter(g => g.offsetParent).length");
    }

    private static void choose(String select, String value) {
        browser.findElement(By.cssSelector("select[name=" + select + "] option[value='" + value + "']"))
                .click();
    }

    @Test
    void nothingScrollsSidewaysAndNobodyIsShutOut() throws Exception {
        String axe;
        try (InputStream in = MarkingBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (String scheme : List.of("light", "dark")) {
            for (int width : List.of(360, 400, 1400, 1600)) {
                open(width, scheme);
                Object data = browser.executeCdpCommand("Page.captureScreenshot", Map.of())
                        .get("data");
                Files.write(
                        PICTURES.resolve("marking-" + width + "-" + scheme + ".png"),
                        Base64.getDecoder().decode(String.valueOf(data)));
                run("document.querySelectorAll('details').forEach(d => d.open = true)");
                assertThat((Long) run("return document.documentElement.scrollWidth"))
                        .as("at %d", width)
                        .isLessThanOrEqualTo(width);
            }
            run(axe);
            Object found = browser.executeAsyncScript(
                    "const done = arguments[0];"
                            + "axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations"
                            + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                            + ".map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | '))))");
            assertThat(found).as(scheme).isEqualTo(List.of());
        }
    }

    @Test
    void groupsAreShownOnceTheUrgentFirst() {
        open(1400, "light");
        List<?> verdicts = (List<?>)
                run(
                        "return [...document.querySelectorAll('#q2m article')].map(g => g.dataset.verdict + ' ' + g.querySelector('h3 span + span').textContent)");
        assertThat(verdicts).hasToString("[unclear 1 answer, wrong 2 answers, right 1 answer]");
        assertThat(browser.findElement(By.cssSelector("#q2m article[data-verdict=wrong] details.written summary"))
                        .getText())
                .isEqualTo("by ann, ben");
        assertThat(browser.findElement(By.tagName("main")).getText())
                .contains("Text that belongs to no question", "Homeworks that could not be read", "fay");
    }

    @Test
    void filtersLeaveWhatMatches() {
        open(1400, "light");
        long all = shown();
        choose("verdict", "wrong");
        assertThat(shown()).isPositive().isLessThan(all);
        choose("verdict", "");
        choose("question", "3b");
        assertThat(
                        run(
                                "return [...document.querySelectorAll('article.group')].filter(g => g.offsetParent).every(g => g.id.startsWith('3b-'))"))
                .isEqualTo(true);
        browser.findElement(By.name("text")).sendKeys("2416");
        assertThat(shown()).isEqualTo(1);
    }

    @Test
    void theKeyboardAloneMarksACohort() throws Exception {
        open(1400, "light");
        Files.deleteIfExists(folder.resolve("decisions.csv"));
        browser.findElement(By.tagName("body")).sendKeys("u");
        String first = focused();
        assertThat(first).endsWith(" ARTICLE");
        type("p");
        type("7");
        assertThat(browser.findElement(By.cssSelector(".fault:not(:empty)")).getText())
                .contains("from 0 to 2");
        type(Keys.BACK_SPACE, "1", ",", "5", Keys.ENTER);
        assertThat(focused()).isEqualTo(first);
        type("c");
        type("=well, \"read\"");
        type(Keys.ESCAPE);
        type("j");
        assertThat(focused()).isNotEqualTo(first);
        type("k");
        assertThat(focused()).isEqualTo(first);
        type("j");
        type("a");
        type("s");
        Path csv = folder.resolve("decisions.csv");
        for (int i = 0; i < 100 && !Files.exists(csv); i++) {
            Thread.sleep(100);
        }
        String id = first.replace(" ARTICLE", "");
        assertThat(Files.readString(csv))
                .startsWith("question,group,points,comment\r\n")
                .contains(id + ",1.5,\"'=well, \"\"read\"\"\"\r\n");
        Path again = folder.resolve("again");
        copy(out, again);
        Cli graded = Cli.run("grade", "--decisions", csv, "--out", again);
        assertThat(graded.err()).isEmpty();
        assertThat(Files.readString(again.resolve("grades.csv"))).contains("dan,");
        assertThat(Files.readString(again.resolve("feedback/dan.md"))).contains("Comment: =well, \"read\"");
        assertThat(Files.readString(again.resolve("decisions.csv"))).contains(id + ",1.5,");
    }

    private static void copy(Path from, Path to) throws Exception {
        Files.createDirectories(to);
        Files.copy(from.resolve("marks.jsonl"), to.resolve("marks.jsonl"));
    }

    @Test
    void whatIsTypedIsThereAfterReloading() {
        open(1400, "light");
        WebElement points = browser.findElement(By.cssSelector("#q3b article [name=points]"));
        points.sendKeys("0.25");
        run("window.onbeforeunload = null");
        browser.navigate().refresh();
        try {
            browser.switchTo().alert().accept();
        } catch (org.openqa.selenium.NoAlertPresentException none) {
            assertThat(none).isNotNull();
        }
        assertThat(run("return document.querySelector('#q3b article [name=points]').value"))
                .isEqualTo("0.25");
        run("localStorage.clear()");
    }

    @Test
    void hostileContentDoesNothing() {
        open(1400, "light");
        assertThat(browser.getTitle()).isEqualTo("Homework 3, to be marked \u00b7 crosscheck");
        assertThat((Long) run("return document.querySelectorAll('img').length")).isZero();
        assertThat((Long) run("return document.scripts.length")).isEqualTo(1);
        assertThat(browser.findElement(By.id("q2m")).getText()).contains("<script>document.title='owned'</script>");
    }

    @Test
    void decisionsMadeOnTheServedPageAreSavedAndItEnds() throws Exception {
        Path own = folder.resolve("served");
        copy(out, own);
        List<WrittenMarks> marks = List.copyOf(
                MarksLog.all(own.resolve("marks.jsonl"), WrittenMarks.class).values());
        MarkingServer.Desk desk = new MarkingServer.Desk() {
            @Override
            public String page() throws java.io.IOException, org.crosscheck.compare.text.InputException {
                return MarkingPage.page(CohortFiles.of(marks, own, Decisions.NONE), true)
                        .html();
            }

            @Override
            public void save(Decisions made) throws java.io.IOException, org.crosscheck.compare.text.InputException {
                CohortFiles cohort = CohortFiles.of(marks, own, made);
                cohort.decisions().write(cohort.groups(), CohortFiles.decisions(own));
            }
        };
        try (MarkingServer server = new MarkingServer(desk)) {
            assertThat(server.address().getHost()).isEqualTo("127.0.0.1");
            strangersGetNothing(server.address());
            browser.get(server.address().toString());
            WebElement points = browser.findElement(By.cssSelector("#q3b article[data-verdict=wrong] [name=points]"));
            points.sendKeys("0.5");
            browser.findElement(By.cssSelector("[data-do=save]")).click();
            waitFor("Saved.");
            assertThat(Files.readString(own.resolve("decisions.csv"))).contains(",0.5,");
            browser.findElement(By.cssSelector("[data-do=finish]")).click();
            waitFor("finished");
            server.await();
        }
    }

    private static void strangersGetNothing(URI address) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        URI root = URI.create("http://" + address.getAuthority() + "/");
        for (URI uri :
                List.of(root, root.resolve("/marking.html"), address.resolve("../"), address.resolve("decisions"))) {
            assertThat(client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .as(uri.toString())
                    .isEqualTo(404);
        }
        HttpRequest.Builder post = HttpRequest.newBuilder(address.resolve("decisions"))
                .POST(HttpRequest.BodyPublishers.ofString("question,group,points,comment\n3b,3b-00000000,9,\n"));
        assertThat(client.send(
                                post.copy()
                                        .header("Origin", "http://elsewhere.example")
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(404);
        HttpResponse<String> bad = client.send(
                post.header("Origin", "http://" + address.getAuthority()).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).contains("points, 0 to 2");
    }

    private static void waitFor(String said) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            if (browser.findElement(By.cssSelector("form output")).getText().contains(said)) {
                return;
            }
            Thread.sleep(100);
        }
        assertThat(browser.findElement(By.cssSelector("form output")).getText()).contains(said);
    }
}
