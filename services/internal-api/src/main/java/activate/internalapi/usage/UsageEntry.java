package activate.internalapi.usage;

import activate.messages.event.UsageInterval;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.Immutable;

/** One row of the ledger, read only: rows are written by {@link UsageStore#add} and never again. */
@Entity
@Immutable
@Table(name = "usage_interval")
@IdClass(UsageEntry.Key.class)
class UsageEntry {

    /** Who claims the usage and under which id. */
    record Key(String source, String id) implements Serializable {}

    @Id
    @Column(name = "source")
    String source = "";

    @Id
    @Column(name = "id")
    String id = "";

    @Column(name = "cluster_id")
    String clusterId = "";

    @Column(name = "organization")
    String organization = "";

    @Column(name = "hostname")
    String hostname = "";

    @Column(name = "start_ms")
    long startMillis;

    @Column(name = "end_ms")
    long endMillis;

    boolean says(UsageInterval interval) {
        return clusterId.equals(interval.clusterId())
                && organization.equals(interval.organization())
                && hostname.equals(interval.hostname())
                && startMillis == interval.startAt().toEpochMilli()
                && endMillis == interval.endAt().toEpochMilli();
    }
}
