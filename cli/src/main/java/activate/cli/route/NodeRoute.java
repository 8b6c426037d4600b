package activate.cli.route;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** An open stream to the SSH server of a cluster. */
public interface NodeRoute extends AutoCloseable {
    /** How it goes: direct, peered or tunnel. */
    String via();

    /** When the stream was asked for, after the connection to the platform stood. */
    long askedAtNanos();

    /** Sends; blocks while the network or the other side is slow. */
    void send(ByteBuffer bytes) throws IOException;

    /** Says that nothing more will be sent; receiving goes on. */
    void endSending() throws IOException;

    /** Copies what comes until the other side has ended. Called once. */
    void receiveInto(OutputStream sink) throws IOException;

    @Override
    void close();
}
