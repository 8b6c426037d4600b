package activate.agenthub.link;

import activate.tunnel.state.StreamEnd;

/** What handles one stream of a link, on the link's event loop; attached to the stream. */
interface StreamHandler {
    void onReadable();

    void onWritable();

    void onPeerFinished();

    void onClosed(StreamEnd end);
}
