package activate.standalone.command;

import activate.embedded.home.Home;
import activate.embedded.log.LineStream;
import activate.embedded.log.RotatingLog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.stream.Stream;

/**
 * The log of the supervisor and of the servers inside it. The JDK closes its handlers as soon as a
 * shutdown begins; this one keeps them, because stopping is when the log is needed.
 */
public final class SupervisorLogs extends LogManager {

    /** A logger that nobody holds is collected, and its level with it. */
    private static List<Logger> quiet = List.of();

    @Override
    public void reset() {
        // Handlers live until the process ends.
    }

    static void open(Home home) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new ToRotatingLog(RotatingLog.of(home, "supervisor")));
        root.setLevel(Level.INFO);
        quiet =
                Stream.of(
                                "qpid",
                                "org.apache.qpid",
                                "io.netty",
                                "de.bwaldvogel",
                                "org.mongodb",
                                "org.postgresql")
                        .map(Logger::getLogger)
                        .toList();
        quiet.forEach(chatty -> chatty.setLevel(Level.WARNING));
    }

    /** A full disk is the log's own affair: nobody who logs waits or fails. */
    private static final class ToRotatingLog extends StreamHandler {

        ToRotatingLog(RotatingLog log) {
            super(new LineStream(log), new OneLine());
        }

        @Override
        public void publish(LogRecord entry) {
            super.publish(entry);
            flush();
        }
    }

    private static final class OneLine extends Formatter {

        @Override
        public String format(LogRecord entry) {
            var trace = new StringWriter();
            if (entry.getThrown() != null) {
                entry.getThrown().printStackTrace(new PrintWriter(trace, true));
            }
            return "%s %s [%s] %s%n%s"
                    .formatted(
                            entry.getInstant(),
                            entry.getLevel().getName(),
                            entry.getLoggerName(),
                            formatMessage(entry),
                            trace);
        }
    }
}
