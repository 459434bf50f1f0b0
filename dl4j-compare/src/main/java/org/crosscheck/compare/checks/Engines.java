package org.crosscheck.compare.checks;

import java.util.List;
import org.crosscheck.compare.dl4j.Dl4jEngine;
import org.crosscheck.compare.dl4j.Dl4jNetworkEngine;
import org.crosscheck.compare.dl4j.SameDiffEngine;
import org.crosscheck.compare.oracle.Oracle;
import org.crosscheck.compare.steps.DetailedEngine;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.steps.ReferenceEngine;

/** The engines by name. An engine's classes, and ND4J with them, are loaded when it is first asked for. */
public final class Engines {

    /** Those that {@code solve --engine} offers. */
    public static final List<String> NAMES = List.of("reference", "detailed", "dl4j", "samediff", "oracle");

    private Engines() {}

    /** The engine of a name; throws {@link IllegalArgumentException} if there is none. */
    public static Engine of(String name) {
        return switch (name) {
            case "reference" -> new ReferenceEngine();
            case "detailed" -> new DetailedEngine();
            case "dl4j" -> new Dl4jEngine();
            case "dl4j-network" -> new Dl4jNetworkEngine();
            case "samediff" -> new SameDiffEngine();
            case "oracle" -> new Oracle();
            default -> throw new IllegalArgumentException("no engine '" + name + "'");
        };
    }
}
