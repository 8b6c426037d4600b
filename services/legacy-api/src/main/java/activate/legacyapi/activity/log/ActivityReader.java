package activate.legacyapi.activity.log;

import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the activity log. */
@ApplicationScoped
public class ActivityReader {
    private static final String ACTIVE_DAYS =
            """
            select distinct cast(at at time zone 'UTC' as date) as day
            from activity.event where actor_username = ?1 and at >= ?2 order by day
            """;

    private final EntityManager entities;

    @Inject
    ActivityReader(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * What to look for; what is absent does not matter.
     *
     * @param after where the page before has ended
     */
    public record Search(
            @Nullable String organization,
            @Nullable Instant from,
            @Nullable Instant to,
            List<String> types,
            List<String> actors,
            @Nullable String actorType,
            @Nullable String targetType,
            @Nullable String targetId,
            @Nullable String outcome,
            @Nullable String text,
            @Nullable Cursor after,
            boolean newestFirst,
            int limit) {}

    /** A place between two events. */
    public record Cursor(Instant at, UUID id) {}

    /** Some events, one more than asked for where there are more; and how many there are in all. */
    public record Found(List<ActivityEvent> events, long total) {}

    /** The days on which a user did something. */
    @Transactional
    public List<LocalDate> activeDays(String username, Instant from) {
        List<LocalDate> days = new ArrayList<>();
        for (Object day :
                entities.createNativeQuery(ACTIVE_DAYS, LocalDate.class)
                        .setParameter(1, username)
                        .setParameter(2, from)
                        .getResultList()) {
            days.add((LocalDate) day);
        }
        return days;
    }

    /** The events that are looked for, in the order of their times. */
    @Transactional
    public Found find(Search search) {
        Map<String, Object> parameters = new HashMap<>();
        List<String> conditions = conditions(search, parameters);
        long total = ActivityEvent.count(joined(conditions), parameters);
        Cursor after = search.after();
        if (after != null) {
            String sign = search.newestFirst() ? "<" : ">";
            conditions.add(
                    "(at %s :afterAt or (at = :afterAt and id %s :afterId))".formatted(sign, sign));
            parameters.put("afterAt", after.at());
            parameters.put("afterId", after.id());
        }
        String order = search.newestFirst() ? " order by at desc, id desc" : " order by at, id";
        List<ActivityEvent> events =
                ActivityEvent.<ActivityEvent>find(joined(conditions) + order, parameters)
                        .page(Page.ofSize(search.limit() + 1))
                        .list();
        return new Found(events, total);
    }

    private static String joined(List<String> conditions) {
        return conditions.isEmpty() ? "1 = 1" : String.join(" and ", conditions);
    }

    private static List<String> conditions(Search search, Map<String, Object> parameters) {
        List<String> conditions = new ArrayList<>();
        record Condition(String name, String text, @Nullable Object value) {}
        List<Condition> all =
                List.of(
                        new Condition(
                                "organization",
                                "organization = :organization",
                                search.organization()),
                        new Condition("from", "at >= :from", search.from()),
                        new Condition("to", "at < :to", search.to()),
                        new Condition("types", "type in :types", given(search.types())),
                        new Condition("actors", "actorUsername in :actors", given(search.actors())),
                        new Condition("actorType", "actorType = :actorType", search.actorType()),
                        new Condition(
                                "targetType", "targetType = :targetType", search.targetType()),
                        new Condition("targetId", "targetId = :targetId", search.targetId()),
                        new Condition("outcome", "outcome = :outcome", search.outcome()),
                        new Condition(
                                "text",
                                "(locate(:text, lower(type)) > 0 or locate(:text, lower(targetName)) > 0"
                                        + " or locate(:text, lower(actorUsername)) > 0)",
                                search.text()));
        for (Condition condition : all) {
            if (condition.value() != null) {
                conditions.add(condition.text());
                parameters.put(condition.name(), condition.value());
            }
        }
        return conditions;
    }

    private static @Nullable List<String> given(List<String> values) {
        return values.isEmpty() ? null : values;
    }
}
