package activate.standalone.supervise;

/** Where a part is in its life. */
public enum PartState {
    WAITING,
    STARTING,
    READY,
    /** Ready once, and now without an answer although its process runs. */
    UNREADY,
    RESTARTING,
    STOPPING,
    STOPPED,
    FAILED;

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
