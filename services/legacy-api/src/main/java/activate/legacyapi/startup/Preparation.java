package activate.legacyapi.startup;

/** One piece of work that must be done after the start, however long its store is away. */
public interface Preparation {
    /** Name for the log. */
    String name();

    /** Lower ones go first. */
    int order();

    /** Whether the service is not ready before this is done. */
    boolean isRequired();

    /** Does the work; repeating it is harmless. Throws when the store is not there yet. */
    void prepare();
}
