#!/bin/sh
# What the tests notice: PIT on one room after another, and a table by class. With names of rooms, those alone.
set -e
cd "$(dirname "$0")/.."
pit() { # room, module, classes, tests, test classes left out
    mvn -q -B -ntp -Pmutation -Dquick -pl "$2" -am process-test-classes \
        -Droom="$1" "-Dmutated=$3" "-Dmutated.tests=$4" "-Dmutation.left.out=${5:-none}" \
        "-Dmutation.threads=${MUTATION_THREADS:-2}"
}
compare=org.crosscheck.compare
for room in ${*:-reference kernels readers rounding mistakes diagnosis submission}; do
    case $room in
    reference) pit $room reference '~org\.crosscheck\.reference\.(matrix\.)?[A-Z].*' "org.crosscheck.reference.*" ;;
    kernels) pit $room reference '~org\.crosscheck\.reference\.(kernels|training)\..*' "org.crosscheck.reference.*" ;;
    readers)
        formats=org.crosscheck.datasets.formats
        pit $room datasets "$formats.*" "$formats.*" "$formats.NumpyInteropTest" # which starts Python
        ;;
    rounding) pit $room dl4j-compare "$compare.rounding.*" "$compare.rounding.*" ;;
    mistakes) pit $room dl4j-compare "$compare.grade.mistakes.BoundedMath*" "$compare.grade.mistakes.*" ;;
    diagnosis) pit $room dl4j-compare "$compare.grade.diagnosis.*" "$compare.grade.*" ;;
    submission)
        pit $room dl4j-compare "$compare.grade.submission.*" '~.*\.grade\.(submission\..*|SubmissionVectorsTest)' \
            "$compare.grade.submission.SubmissionHeapTest" # which starts other JVMs
        ;;
    latex) pit $room dl4j-compare "$compare.latex.*" "$compare.written.*" ;;
    written) pit $room dl4j-compare "$compare.written.*" "$compare.written.*" ;;
    *) echo "no room $room" >&2 && exit 2 ;;
    esac
done
java docs/MutationTable.java reference/target/mutation datasets/target/mutation dl4j-compare/target/mutation
