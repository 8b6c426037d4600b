package activate.messages.event;

import java.time.Instant;

/**
 * A node was online from {@code startAt} until before {@code endAt}. The intervals of one source
 * neither overlap nor repeat; {@code (source, id)} is the key of the ledger.
 *
 * @param source node id
 * @param id unique within the source
 */
public record UsageInterval(
        String source,
        String id,
        String clusterId,
        String organization,
        String hostname,
        Instant startAt,
        Instant endAt) {}
