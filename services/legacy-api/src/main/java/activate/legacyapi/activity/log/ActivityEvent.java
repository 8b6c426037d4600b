package activate.legacyapi.activity.log;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the activity log. Rows are added, never changed. */
@Entity
@Table(name = "event", schema = "activity")
public class ActivityEvent extends PanacheEntityBase {
    @Id public UUID id;
    public Instant at;
    public String type;

    @Column(name = "actor_id")
    public @Nullable String actorId;

    @Column(name = "actor_type")
    public String actorType;

    @Column(name = "actor_username")
    public @Nullable String actorUsername;

    public @Nullable String organization;

    @Column(name = "target_type")
    public @Nullable String targetType;

    @Column(name = "target_id")
    public @Nullable String targetId;

    @Column(name = "target_name")
    public @Nullable String targetName;

    public String outcome;

    @Column(name = "request_id")
    public @Nullable String requestId;

    @Column(name = "source_ip")
    public @Nullable String sourceIp;

    /** Details as a JSON object. */
    public String facts;

    /** For the object-relational mapper, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected ActivityEvent() {}
}
