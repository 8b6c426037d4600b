package activate.ingress.limit;

/** What bounds the requests of one event loop: figures, what all loops count together, and time. */
public record LoopLimits(EdgeLimits config, Shares shares, Ticks ticks) {}
