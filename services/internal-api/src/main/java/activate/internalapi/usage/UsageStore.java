package activate.internalapi.usage;

import activate.messages.event.UsageInterval;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/**
 * The ledger in PostgreSQL: rows are added and read, nothing else. Callers hold the transaction.
 */
@ApplicationScoped
class UsageStore implements PanacheRepositoryBase<UsageEntry, UsageEntry.Key> {

    private static final String ADD =
            """
            INSERT INTO usage_interval
                (source, id, cluster_id, organization, hostname, start_ms, end_ms)
            VALUES (:source, :id, :cluster, :organization, :hostname, :start, :end)
            ON CONFLICT (source, id) DO NOTHING
            """;

    /**
     * The sum is taken over the union of a source's intervals: what two of them claim counts once.
     */
    private static final String SUMS =
            """
            SELECT s.hostname, s.source, t.ms, s.intervals, s.first_ms, s.last_ms
            FROM (SELECT source,
                         (array_agg(hostname ORDER BY end_ms DESC, id))[1] AS hostname,
                         count(*) AS intervals,
                         min(start_ms) AS first_ms,
                         max(end_ms) AS last_ms,
                         range_agg(int8range(start_ms, end_ms)) AS spans
                  FROM usage_interval
                  WHERE cluster_id = :cluster
                  GROUP BY source) s
            CROSS JOIN LATERAL
                 (SELECT cast(sum(upper(span) - lower(span)) AS bigint) AS ms
                  FROM unnest(s.spans) AS span) t
            ORDER BY s.hostname, s.source
            """;

    /** Whether the row is new; false when its key is known already. */
    boolean add(UsageInterval interval) {
        int added =
                getEntityManager()
                        .createNativeQuery(ADD)
                        .setParameter("source", interval.source())
                        .setParameter("id", interval.id())
                        .setParameter("cluster", interval.clusterId())
                        .setParameter("organization", interval.organization())
                        .setParameter("hostname", interval.hostname())
                        .setParameter("start", interval.startAt().toEpochMilli())
                        .setParameter("end", interval.endAt().toEpochMilli())
                        .executeUpdate();
        return added == 1;
    }

    List<NodeUsage> sums(String clusterId) {
        List<?> rows =
                getEntityManager()
                        .createNativeQuery(SUMS, Object[].class)
                        .setParameter("cluster", clusterId)
                        .getResultList();
        return rows.stream().map(row -> usage((Object[]) row)).toList();
    }

    private static NodeUsage usage(Object[] row) {
        return NodeUsage.of(
                (String) row[0],
                (String) row[1],
                number(row[2]),
                number(row[3]),
                Instant.ofEpochMilli(number(row[4])),
                Instant.ofEpochMilli(number(row[5])));
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
