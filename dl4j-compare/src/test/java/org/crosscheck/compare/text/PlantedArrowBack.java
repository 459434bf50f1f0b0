package org.crosscheck.compare.text;

import org.crosscheck.compare.checks.Catalogue;

/** Breaks the rules on purpose: a lower room uses a higher one, and closes a cycle. */
final class PlantedArrowBack {

    private PlantedArrowBack() {}

    static int questions() {
        return Catalogue.QUESTIONS.size();
    }
}
