package org.crosscheck.compare.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** The versions that this was built with, written by the build, and the machine that it runs on. */
public final class BuildInfo {

    private BuildInfo() {}

    /** The version of crosscheck. */
    public static String version() {
        return properties().getProperty("version");
    }

    /** What a report says about the environment. */
    public static Map<String, String> environment() {
        Properties build = properties();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("java", System.getProperty("java.version"));
        environment.put("vm", System.getProperty("java.vm.name") + ", " + System.getProperty("java.vm.vendor"));
        environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        environment.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        environment.put("maxHeapMiB", String.valueOf(Runtime.getRuntime().maxMemory() >> 20));
        environment.put("dl4j", build.getProperty("dl4j"));
        environment.put("openblas", build.getProperty("openblas"));
        return environment;
    }

    private static Properties properties() {
        Properties properties = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
