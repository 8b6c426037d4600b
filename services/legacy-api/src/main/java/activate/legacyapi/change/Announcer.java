package activate.legacyapi.change;

/** Told of each document whose change has just been committed. */
public interface Announcer {
    /** Writes the activity rows, and starts the publication of the messages. */
    void committed(TrackedCollection<?> collection, Tracked document);
}
