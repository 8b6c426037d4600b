package activate.embedded.broker;

import activate.embedded.log.LineStream;
import activate.embedded.log.RotatingLog;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The database of the broker asks for its log by the name of a static method. */
public final class DerbyLog {

    private static volatile @Nullable OutputStream stream;

    private DerbyLog() {}

    static void use(RotatingLog log) {
        stream = new LineStream(log);
        System.setProperty("derby.stream.error.method", DerbyLog.class.getName() + ".stream");
    }

    public static OutputStream stream() {
        OutputStream present = stream;
        return present == null ? OutputStream.nullOutputStream() : present;
    }
}
