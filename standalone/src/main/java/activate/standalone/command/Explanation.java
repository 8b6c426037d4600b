package activate.standalone.command;

import activate.embedded.part.Fault;
import activate.embedded.part.PartFailure;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/** What went wrong, in one line, and what helps; a trace helps nobody at a terminal. */
final class Explanation {

    private Explanation() {}

    static String of(Throwable failure) {
        String line = line(failure).replaceAll("\\s+", " ").strip();
        String hint = hint(failure);
        return hint.isEmpty() ? line : line + " (" + hint + ")";
    }

    private static String line(Throwable failure) {
        if (isOurs(failure)) {
            return String.valueOf(failure.getMessage());
        }
        return Fault.causes(failure)
                .filter(FileSystemException.class::isInstance)
                .map(FileSystemException.class::cast)
                .findFirst()
                .map(Explanation::line)
                .orElseGet(() -> Fault.message(failure));
    }

    private static String line(FileSystemException trouble) {
        String reason = trouble.getReason() == null ? "" : trouble.getReason();
        String word = trouble.getClass().getSimpleName();
        return trouble.getFile()
                + ": "
                + (trouble instanceof AccessDeniedException
                        ? "permission denied"
                        : reason.isEmpty() ? word : reason);
    }

    private static String hint(Throwable failure) {
        String text = (failure.getMessage() + Fault.message(failure)).toLowerCase(Locale.ROOT);
        if (text.contains("no space left") || text.contains("disk quota")) {
            return "free some space, or set ACTIVATE_HOME to another disk";
        }
        if (text.contains("read-only file system")) {
            return "set ACTIVATE_HOME to a folder that can be written";
        }
        if (text.contains("accessdenied") || text.contains("permission denied")) {
            return "give it to this account, or set ACTIVATE_HOME to a folder of its own";
        }
        if (text.contains("too many open files")) {
            return "raise the limit: ulimit -n 4096";
        }
        if (text.contains("outofmemory") || text.contains("native thread")) {
            return "free some memory, or raise ulimit -u";
        }
        if (text.contains("malformed input") || text.contains("unmappable character")) {
            return "set LC_ALL=C.UTF-8";
        }
        return isOurs(failure) ? "" : "see ./activate doctor";
    }

    /** Written for the person at the terminal. */
    private static boolean isOurs(Throwable failure) {
        return failure instanceof PartFailure
                || failure.getClass().equals(IllegalArgumentException.class);
    }
}
