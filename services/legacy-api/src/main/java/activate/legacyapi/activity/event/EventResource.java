package activate.legacyapi.activity.event;

import static activate.legacyapi.resource.Who.ADMINISTRATOR;
import static activate.legacyapi.resource.Who.PLATFORM;

import activate.legacyapi.activity.log.ActivityEvent;
import activate.legacyapi.activity.log.ActivityReader;
import activate.legacyapi.identity.account.Account;
import activate.legacyapi.platform.Platform;
import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Scope;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who did what, for administrators; and the days on which a user was active. */
@Path("/api")
@RunOnVirtualThread
public class EventResource {
    private static final int MOST_DAYS = 3_650;
    private static final String DAYS = "1 to 3650";

    private final ActivityReader reader;
    private final Platform platform;
    private final ObjectMapper json;
    private final Scope scope;

    @Inject
    EventResource(ActivityReader reader, Platform platform, ObjectMapper json, Scope scope) {
        this.reader = reader;
        this.platform = platform;
        this.json = json;
        this.scope = scope;
    }

    /** Events of an organization. */
    @GET
    @Path("/organizations/{organization}/events")
    @Allows(ADMINISTRATOR)
    public EventBody.Page ofOrganization(@Valid @BeanParam EventQuery query) {
        return page(query, scope.organization());
    }

    /** Events of the whole platform. */
    @GET
    @Path("/admin/events")
    @Allows(PLATFORM)
    public EventBody.Page ofPlatform(
            @QueryParam("organization") @DefaultValue("") String organization,
            @Valid @BeanParam EventQuery query) {
        return page(query, organization.isEmpty() ? null : organization);
    }

    /** The days on which a user did something. */
    @GET
    @Path("/users/{username}/activity")
    @Allows(grant = Account.ACTIVITY)
    public EventBody.Days activity(
            @QueryParam("days")
                    @DefaultValue("365")
                    @Min(value = 1, message = DAYS)
                    @Max(value = MOST_DAYS, message = DAYS)
                    int days) {
        Account user = scope.document(Account.class);
        List<LocalDate> active =
                reader.activeDays(user.username(), platform.now().minus(Duration.ofDays(days)));
        return new EventBody.Days(
                user.username(), active.stream().map(LocalDate::toString).toList());
    }

    private EventBody.Page page(EventQuery query, @Nullable String organization) {
        ActivityReader.Search search = query.in(organization);
        if (query.isOfSession()) {
            return new EventBody.Page(List.of(), false, 0, null);
        }
        ActivityReader.Found found = reader.find(search);
        List<ActivityEvent> events = found.events();
        boolean hasMore = events.size() > search.limit();
        List<ActivityEvent> shown = hasMore ? events.subList(0, search.limit()) : events;
        String next = hasMore ? EventQuery.cursor(shown.getLast().at, shown.getLast().id) : null;
        return new EventBody.Page(
                shown.stream().map(event -> EventBody.Shown.of(event, facts(event))).toList(),
                hasMore,
                found.total(),
                next);
    }

    private Map<String, Object> facts(ActivityEvent event) {
        try {
            return json.readValue(event.facts, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("facts are no JSON: event " + event.id, e);
        }
    }
}
