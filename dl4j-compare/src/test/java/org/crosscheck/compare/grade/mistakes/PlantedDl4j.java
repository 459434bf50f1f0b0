package org.crosscheck.compare.grade.mistakes;

import org.crosscheck.compare.dl4j.BlasCheck;
import org.nd4j.linalg.api.buffer.DataType;

/** Breaks the rules on purpose: marking uses Deeplearning4j, itself and through another room. */
final class PlantedDl4j {

    private PlantedDl4j() {}

    static String fault() {
        return DataType.DOUBLE + BlasCheck.fault();
    }
}
