package activate.legacyapi.change;

/** A store whose documents carry changes; the relay visits every one of them. */
public interface TrackedStore {
    /** The documents. */
    TrackedCollection<?> tracked();
}
