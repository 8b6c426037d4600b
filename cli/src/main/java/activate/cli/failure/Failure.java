package activate.cli.failure;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** The end of a command that did not do what was asked: one line, one hint, one exit code. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;
    private final String hint;

    public Failure(ExitCode code, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.hint = hint;
    }

    public Failure(ExitCode code, String message, String hint) {
        this(code, message, hint, null);
    }

    /** What went wrong with a file, or with anything else, in words. */
    public static String reason(IOException failure) {
        if (!(failure instanceof FileSystemException file)) {
            return String.valueOf(failure.getMessage());
        }
        String reason =
                switch (file) {
                    case AccessDeniedException _ -> "permission denied";
                    case NoSuchFileException _ -> "there is no such file or directory";
                    case FileAlreadyExistsException _ -> "it exists and is something else";
                    case NotDirectoryException _ -> "it is no directory";
                    default -> file.getReason() == null ? "it cannot be used" : file.getReason();
                };
        return file.getFile() + ": " + reason;
    }

    public ExitCode code() {
        return code;
    }

    /** What the user can do next, or nothing. */
    public String hint() {
        return hint;
    }
}
