package activate.embedded.part;

import java.util.Optional;

/** Something the supervisor runs: a child process or a server inside its own process. */
public interface Part {

    String name();

    /**
     * Whether the platform is worth nothing without it; else its start may go on in the background.
     */
    default boolean isRequired() {
        return true;
    }

    /** Where it listens; 0 when it does not. */
    int port();

    /** Where its health is asked; 0 when that is not HTTP. */
    default int managementPort() {
        return 0;
    }

    String version();

    /**
     * Starts it. Returns once it is under way; whether it works says {@link #isReady}.
     *
     * @throws PartFailure when it cannot be started and another try will not help by itself
     */
    void launch();

    /**
     * Asks the part, in its own protocol and with a deadline below five seconds, for what it is
     * there for: a store writes and reads. Empty when that works.
     */
    Optional<Fault> fault();

    default boolean isReady() {
        return fault().isEmpty();
    }

    /** Runs once after each launch, when the part is ready and before others see it so. */
    default void afterReady() {}

    /** Ends it in order, by force after a deadline. Harmless when it does not run. */
    void stop();

    /** The process it runs in; empty while it does not run. */
    Optional<ProcessIdentity> process();

    /** Waits until the part has ended by itself or the time is over; true when it has ended. */
    boolean awaitEnd(long millis) throws InterruptedException;
}
