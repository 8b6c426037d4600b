package activate.internalapi.revocation;

import activate.servicekit.caller.Caller;
import activate.servicekit.caller.Revocation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The revocations of the last days, in PostgreSQL. */
@ApplicationScoped
public class Revocations {

    /** Of two with one key the later moment stays, whichever comes first. */
    private static final String KEEP =
            """
            INSERT INTO revocation AS known (key, issued_until_ms, recorded_at)
            VALUES (:key, :until, :now)
            ON CONFLICT (key) DO UPDATE
            SET issued_until_ms = greatest(known.issued_until_ms, excluded.issued_until_ms),
                recorded_at = excluded.recorded_at
            """;

    private static final String FORGET = "DELETE FROM revocation WHERE recorded_at < :before";
    private static final String FIND =
            "SELECT key, issued_until_ms FROM revocation WHERE key IN (:keys)";

    private final EntityManager database;
    private final InstantSource clock = InstantSource.system();

    Revocations(EntityManager database) {
        this.database = database;
    }

    /** Keeps a revocation, and forgets those of tokens that have expired by themselves. */
    @Transactional
    void keep(Revocation revocation) {
        Instant now = clock.instant();
        database.createNativeQuery(KEEP)
                .setParameter("key", revocation.key())
                .setParameter("until", revocation.issuedUntil().toEpochMilli())
                .setParameter("now", now)
                .executeUpdate();
        database.createNativeQuery(FORGET)
                .setParameter("before", now.minus(Revocation.KEPT))
                .executeUpdate();
    }

    /** Whether the caller's token is void before it expires. */
    @Transactional
    public boolean isVoid(Caller caller) {
        List<?> rows =
                database.createNativeQuery(FIND, Object[].class)
                        .setParameter("keys", Revocation.keysOf(caller))
                        .getResultList();
        return rows.stream().map(row -> revocation((Object[]) row)).anyMatch(r -> r.voids(caller));
    }

    private static Revocation revocation(Object[] row) {
        return new Revocation((String) row[0], Instant.ofEpochMilli(((Number) row[1]).longValue()));
    }
}
