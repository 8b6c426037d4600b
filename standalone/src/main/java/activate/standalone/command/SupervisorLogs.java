package activate.standalone.command;

import activate.embedded.home.Home;
import activate.embedded.log.RotatingLog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

    /** Of one entry; traces are long. */
    private static final int MAX_BYTES = 32 << 10;

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
        var handler = new ToRotatingLog(RotatingLog.of(home, "supervisor"));
        handler.setFormatter(new OneLine());
        root.addHandler(handler);
        root.setLevel(Level.INFO);
        for (String chatty :
                new String[] {
                    "qpid",
                    "org.apache.qpid",
                    "io.netty",
                    "de.bwaldvogel",
                    "org.mongodb",
                    "org.postgresql"
                }) {
            Logger chatterbox = Logger.getLogger(chatty);
            chatterbox.setLevel(Level.WARNING);
            QUIET.add(chatterbox);
        }
    }

    /** A full disk is the log's own affair: nobody who logs waits or fails. */
    private static final class ToRotatingLog extends Handler {

        private final RotatingLog log;

        ToRotatingLog(RotatingLog log) {
            this.log = log;
        }

        @Override
        public void publish(LogRecord entry) {
            if (isLoggable(entry)) {
                byte[] text = getFormatter().format(entry).getBytes(StandardCharsets.UTF_8);
                if (text.length > MAX_BYTES) {
                    text = Arrays.copyOf(text, MAX_BYTES);
                    text[MAX_BYTES - 1] = '\n';
                }
                log.write(ByteBuffer.wrap(text));
            }
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            log.close();
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
