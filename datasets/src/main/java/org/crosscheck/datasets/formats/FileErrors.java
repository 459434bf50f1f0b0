package org.crosscheck.datasets.formats;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What went wrong with a file, in the same words wherever it does: the JDK often says no more than a path. */
public final class FileErrors {

    private FileErrors() {}

    /** The reason alone, without the name of the file. */
    public static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getReason();
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof NotDirectoryException || e instanceof FileAlreadyExistsException) {
            return "is not a folder"; // a folder is all that this project makes where something may be
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "is a folder that is not empty";
        }
        boolean silent = e instanceof FileSystemException || e.getMessage() == null;
        return silent ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** A failure with the name of the file that it was, which a full disk does not tell. */
    public static FileSystemException named(String file, String what, IOException e) {
        FileSystemException named = new FileSystemException(file, null, what + ": " + reason(e));
        named.initCause(e);
        return named;
    }
}
