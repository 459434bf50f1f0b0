package org.crosscheck.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.time.LocalDateTime;
import java.util.Properties;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What JavaCPP asks for before it unpacks the natives: the time of a file in a jar, and where to unpack to. */
class UnpackOnceTest {

    private static final TimeZone ZONE = TimeZone.getDefault();

    private final Properties before = System.getProperties();

    @BeforeEach
    void ofOurOwn() {
        Properties properties = new Properties();
        properties.putAll(before);
        properties.keySet().removeIf(name -> name.toString().startsWith("org.bytedeco.javacpp."));
        System.setProperties(properties);
    }

    @AfterEach
    void restore() {
        System.setProperties(before);
        TimeZone.setDefault(ZONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Kathmandu", "America/New_York", "UTC"})
    void filesInJarsHaveOneTimeInEveryZone(String zone) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        Main.unpackOnce();
        ZipEntry entry = new ZipEntry("lib.so");
        entry.setTimeLocal(LocalDateTime.of(2022, 8, 7, 11, 52, 56));
        assertThat(entry.getTime()).isEqualTo(1_659_873_176_000L);
    }

    @ParameterizedTest
    @CsvSource({"user.home, user.home", "?, java.io.tmpdir"})
    void nativesGoToAFolderOfOurOwn(String home, String parent) {
        System.setProperty("user.home", System.getProperty(home, home));
        Main.unpackOnce();
        assertThat(System.getProperty("org.bytedeco.javacpp.cachedir"))
                .isEqualTo(new File(System.getProperty(parent), ".javacpp/crosscheck").getPath());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cachedir", "cacheDir"})
    void theFolderThatIsAskedForIsTaken(String name) {
        System.setProperty("org.bytedeco.javacpp." + name, "elsewhere");
        Main.unpackOnce();
        assertThat(System.getProperty("org.bytedeco.javacpp." + name)).isEqualTo("elsewhere");
        assertThat(System.getProperties().keySet().stream().map(Object::toString))
                .filteredOn(key -> key.startsWith("org.bytedeco.javacpp.cache"))
                .hasSize(1);
    }
}
