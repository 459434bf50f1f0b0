package org.crosscheck.compare.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.crosscheck.compare.checks.Engines;
import org.crosscheck.compare.homework.Case;
import org.crosscheck.compare.programs.Answered;
import org.crosscheck.compare.programs.Program;
import org.crosscheck.compare.programs.ProgramEngine;
import org.crosscheck.compare.steps.Engine;
import org.crosscheck.compare.text.InputException;

/** The programs that a command line names as engines, each NAME='COMMAND'. */
record Programs(List<ProgramEngine> engines, List<String> options) implements AutoCloseable {

    /** Throws {@link InputException} for a name that is none or taken, and for a command that cannot be run. */
    static Programs of(List<String> options, ProgramLimits limits) throws InputException {
        List<ProgramEngine> engines = new ArrayList<>();
        for (String option : options) {
            int at = option.indexOf('=');
            String name = option.substring(0, Math.max(0, at));
            boolean taken = Engines.names().contains(name)
                    || engines.stream().anyMatch(engine -> engine.name().equals(name));
            if (!name.matches("[A-Za-z][A-Za-z0-9_.-]{0,19}") || taken) {
                throw new InputException(
                        "--engine",
                        "NAME='COMMAND', the name of at most 20 letters, digits, _ . and -, and of no other engine",
                        "'" + option + "'");
            }
            engines.add(new ProgramEngine(Program.parse(name, option.substring(at + 1), limits.limits())));
        }
        return new Programs(List.copyOf(engines), List.copyOf(options));
    }

    List<String> names() {
        return engines.stream().map(ProgramEngine::name).toList();
    }

    /** The programs, and any other engines. */
    Function<String, Engine> or(Function<String, Engine> others) {
        return name -> find(name).map(Engine.class::cast).orElseGet(() -> others.apply(name));
    }

    private Optional<ProgramEngine> find(String name) {
        return engines.stream().filter(engine -> engine.name().equals(name)).findFirst();
    }

    /** The option that names a program, to be typed again; nothing for other engines. */
    List<String> option(String name) {
        return options.stream()
                .filter(option -> option.startsWith(name + "="))
                .findFirst()
                .map(option -> List.of("--engine", option))
                .orElse(List.of());
    }

    /** What is to be said of each program that has no answers to a case, line by line. */
    List<List<String>> failures(Case given) {
        List<List<String>> failures = new ArrayList<>();
        for (ProgramEngine engine : engines) {
            Answered answered = engine.answered(given);
            if (answered.problem() != null) {
                failures.add(answered.lines(engine.name() + ", case " + given.name()));
            }
        }
        return failures;
    }

    @Override
    public void close() {
        engines.forEach(ProgramEngine::close);
    }
}
