package org.crosscheck.compare.cli;

import java.io.File;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Command lines of this program as the user would type them: for hints that can be pasted. */
final class Invocation {

    private Invocation() {}

    /** What the program is called where the user stands, which the launcher tells. */
    static String program() {
        return System.getProperty("crosscheck.command", "./crosscheck");
    }

    /** The program with these arguments, each in quotes if a shell would take it apart. */
    static String of(Object... arguments) {
        return Stream.concat(Stream.of(program()), Arrays.stream(arguments).map(Object::toString))
                .map(Invocation::quoted)
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        String printable = Main.printable(word);
        if (printable.matches("[\\p{L}\\p{N}_./:\\\\=,+@%-]+")
                && (File.separatorChar == '\\' || !word.contains("\\"))) {
            return printable;
        }
        return File.separatorChar == '\\' ? '"' + printable + '"' : "'" + printable.replace("'", "'\\''") + "'";
    }
}
