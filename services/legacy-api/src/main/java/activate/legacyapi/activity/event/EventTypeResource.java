package activate.legacyapi.activity.event;

import static activate.legacyapi.resource.Who.SELF;

import activate.legacyapi.resource.Allows;
import activate.legacyapi.stored.ActivityType;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Comparator;
import java.util.List;

/** The types of events that there are, so that a page can offer them. */
@Path("/api/events/types")
public class EventTypeResource {
    private final EventBody.Types types;

    @Inject
    EventTypeResource(@All List<ActivityType.Source> sources) {
        this.types =
                new EventBody.Types(
                        sources.stream()
                                .flatMap(source -> source.activities().stream())
                                .map(EventBody.Type::of)
                                .sorted(Comparator.comparing(EventBody.Type::type))
                                .toList());
    }

    /** All of them, in the order of their names. */
    @GET
    @Allows(SELF)
    public EventBody.Types list() {
        return types;
    }
}
