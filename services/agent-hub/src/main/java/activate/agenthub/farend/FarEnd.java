package activate.agenthub.farend;

import java.nio.ByteBuffer;

/**
 * The far end of a user's stream: an SSH server, through a tunnel or over a peered network. Methods
 * may be called from any thread; calls back come from the far end's own.
 */
public interface FarEnd {
    /** Begins to deliver. Called once. */
    void begin(Receiver receiver);

    /**
     * Sends {@code data}, which belongs to the far end from now on; {@code accepted} runs when
     * there is room for more. At most one call is under way.
     */
    void send(ByteBuffer data, Runnable accepted);

    /** No more will be sent; the other direction goes on. */
    void finish();

    /** Gives the stream up, both ways. After the end it does nothing. */
    void cancel();

    /** What the far end says. */
    interface Receiver {
        /** Bytes; {@code consumed} gives their credit back once they are passed on. */
        void onData(ByteBuffer data, Runnable consumed);

        /** The far end sends no more. */
        void onFinished();

        /** Both directions are done. The last call, unless {@link #onBroken} was. */
        void onDone();

        /**
         * The stream broke; {@code reason} is a word such as {@code reset} or {@code node_lost}.
         */
        void onBroken(String reason);
    }
}
