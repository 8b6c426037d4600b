package activate.legacyapi.stored;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens, before it has a time and an identity.
 *
 * @param organization whose administrators learn of it, where its target belongs to none
 * @param target what it is done to; the document that is written when absent
 * @param failure why it was refused; absent when it succeeded
 * @param facts further details, without secrets
 */
public record Activity(
        ActivityType type,
        Actor actor,
        @Nullable String organization,
        @Nullable Target target,
        @Nullable String failure,
        Map<String, String> facts) {
    /** Copies the facts. */
    public Activity {
        facts = Map.copyOf(facts);
    }

    /** The same, in this organization. */
    public Activity in(String other) {
        return new Activity(type, actor, other, target, failure, facts);
    }

    /** The same, done to something else than the document that is written. */
    public Activity on(Target other) {
        return new Activity(type, actor, organization, other, failure, facts);
    }

    /** The same, but refused. */
    public Activity refused(String why) {
        return new Activity(type, actor, organization, target, why, facts);
    }

    /** The same with further details. */
    public Activity with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(facts);
        all.putAll(more);
        return new Activity(type, actor, organization, target, failure, all);
    }

    /** What it is done to, where that is not said already. */
    Target target(Target document) {
        Target known = target == null ? document : target;
        return known.organization() == null ? known.in(organization) : known;
    }
}
