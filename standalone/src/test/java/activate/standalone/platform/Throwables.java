package activate.standalone.platform;

import org.jspecify.annotations.Nullable;

/** What an exception and all its causes say. */
final class Throwables {

    private Throwables() {}

    static String text(Throwable thrown) {
        var text = new StringBuilder();
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            text.append(cause).append('\n');
        }
        return text.toString();
    }
}
