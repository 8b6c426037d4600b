package activate.legacyapi.stored;

import java.util.List;
import java.util.Map;

/**
 * A type of activities, which the log shows as events. Each feature has one enum of its own; {@code
 * /api/events/types} and {@code docs/events.md} list them all.
 */
public interface ActivityType {
    /** Subject and verb, for example {@code cluster.created}. */
    String word();

    /** What has happened, in a sentence for people. */
    String description();

    /** An activity of this type, caused by {@code actor}. */
    default Activity by(Actor actor) {
        return new Activity(this, actor, null, null, null, Map.of());
    }

    /** A bean that causes activities. */
    interface Source {
        /** All types that it causes. */
        List<? extends ActivityType> activities();
    }
}
