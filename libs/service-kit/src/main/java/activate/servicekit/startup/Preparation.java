package activate.servicekit.startup;

/**
 * One piece of work that must be done after the start, however long its store is away: indexes,
 * migrations, first keys. A feature contributes it as a bean; {@link PrepareService} does it.
 */
public interface Preparation {
    /** Name for the log and for the reason why the service is not ready. */
    String name();

    /** Lower ones go first; one that fails does not keep those behind it. */
    default int order() {
        return 0;
    }

    /** Whether the service is not ready before this is done. */
    default boolean isRequired() {
        return true;
    }

    /**
     * Does the work; repeating it is harmless.
     *
     * @throws Exception when the store is not there yet; it is tried again
     */
    void prepare() throws Exception;
}
