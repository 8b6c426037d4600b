package activate.ingress.limit;

/** One request, for as long as it holds anything of the edge. Event loop only. */
public interface Hold {

    /** The key under which its client is counted. */
    String client();

    /**
     * Runs the action once the request is over: its answer taken, its stream reset or its client
     * gone. At once when it is over already.
     */
    void whenOver(Runnable action);

    /** The request has become a socket: its connection counts as one no longer. */
    void upgraded();

    /** The upgraded socket is gone. */
    void socketGone();
}
