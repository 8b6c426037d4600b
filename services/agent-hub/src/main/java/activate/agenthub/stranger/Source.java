package activate.agenthub.stranger;

import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from.
 *
 * @param address an IPv4 address or an IPv6 /64; null where nobody proves which, so that its client
 *     cannot be told from others
 */
public record Source(@Nullable String address) {}
