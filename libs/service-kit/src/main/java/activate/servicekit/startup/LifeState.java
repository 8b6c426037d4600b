package activate.servicekit.startup;

import java.util.List;
import java.util.stream.Collectors;

/** Where a service is between its start and its stop. */
public sealed interface LifeState {

    /** The process runs; nothing was prepared yet. */
    record Starting() implements LifeState {}

    /** Health is answered; requests would meet what is not there yet. */
    record Preparing(List<Missing> missing) implements LifeState {
        public Preparing {
            missing = List.copyOf(missing);
        }
    }

    /** All that requests need was prepared. A store that goes away later does not change that. */
    record Ready() implements LifeState {}

    /** The service ends; there is no way back. */
    record Stopping() implements LifeState {}

    /**
     * A preparation that is not done.
     *
     * @param cause why not, for people
     */
    record Missing(String preparation, String cause) {}

    /** Whether {@code next} may follow. */
    default boolean mayBecome(LifeState next) {
        return switch (this) {
            case Starting _ -> !(next instanceof Starting);
            case Preparing _ -> !(next instanceof Starting);
            case Ready _ -> next instanceof Stopping;
            case Stopping _ -> false;
        };
    }

    /** Why the service is not ready, in words for people; empty when it is. */
    default String whyNotReady() {
        return switch (this) {
            case Starting _ -> "not ready because it is starting";
            case Preparing(List<Missing> missing) ->
                    missing.stream()
                            .map(step -> step.preparation() + ": " + step.cause())
                            .collect(Collectors.joining("; ", "not ready because of ", ""));
            case Ready _ -> "";
            case Stopping _ -> "not ready because it is stopping";
        };
    }
}
