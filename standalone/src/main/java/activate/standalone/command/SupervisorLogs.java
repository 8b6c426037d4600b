package activate.standalone.command;

import activate.standalone.home.Home;
import activate.standalone.home.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The log of the supervisor and of the servers inside it. The JDK closes its handlers as soon as a
 * shutdown begins; this one keeps them, because stopping is when the log is needed.
 */
public final class SupervisorLogs extends LogManager {

    private static final int MAX_BYTES = 10 << 20;

    /** A logger that nobody holds is collected, and its level with it. */
    private static final List<Logger> QUIET = new ArrayList<>();

    @Override
    public void reset() {
        // Handlers live until the process ends.
    }

    static void open(Home home) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        try {
            if (!Files.exists(home.log("supervisor"))) {
                PrivateFiles.write(home.log("supervisor"), "");
            }
            String pattern = home.log("supervisor").toString().replace("%", "%%");
            var handler = new FileHandler(pattern, MAX_BYTES, 1, true);
            handler.setFormatter(new OneLine());
            root.addHandler(handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        root.setLevel(Level.INFO);
        for (String chatty :
                new String[] {
                    "qpid", "org.apache.qpid", "io.netty", "de.bwaldvogel", "org.postgresql"
                }) {
            Logger chatterbox = Logger.getLogger(chatty);
            chatterbox.setLevel(Level.WARNING);
            QUIET.add(chatterbox);
        }
    }

    private static final class OneLine extends Formatter {

        @Override
        public String format(LogRecord entry) {
            var text = new StringBuilder(128);
            text.append(entry.getInstant())
                    .append(' ')
                    .append(entry.getLevel().getName().toUpperCase(Locale.ROOT));
            text.append(" [")
                    .append(entry.getLoggerName())
                    .append("] ")
                    .append(formatMessage(entry));
            Throwable cause = entry.getThrown();
            if (cause != null) {
                var trace = new java.io.StringWriter();
                cause.printStackTrace(new java.io.PrintWriter(trace, true));
                text.append(System.lineSeparator()).append(trace.toString().stripTrailing());
            }
            return text.append(System.lineSeparator()).toString();
        }
    }
}
