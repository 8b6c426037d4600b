package activate.standalone.doctor;

import activate.embedded.part.PartFailure;
import activate.standalone.settings.Settings;
import java.time.Clock;
import java.util.stream.Collectors;

/** Refuses a start that cannot succeed, with all reasons at once, before anything is touched. */
public final class Preflight {

    private final Settings settings;

    public Preflight(Settings settings) {
        this.settings = settings;
    }

    /**
     * @throws PartFailure with what is wrong and what to do
     */
    public void run() {
        String failures =
                new StartChecks(settings, Clock.systemUTC())
                        .run().stream()
                                .filter(Finding::isFailure)
                                .map(one -> one.subject() + ": " + one.cause() + "; " + one.fix())
                                .collect(Collectors.joining(". "));
        if (!failures.isEmpty()) {
            throw new PartFailure(failures);
        }
    }
}
