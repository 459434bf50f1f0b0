package org.crosscheck.compare.answers;

/** The statements of the sheet, for tests of other packages. */
public final class HomeworkSheetStatements {

    private HomeworkSheetStatements() {}

    public static String of(String id) {
        return HomeworkSheet.statement(id);
    }
}
