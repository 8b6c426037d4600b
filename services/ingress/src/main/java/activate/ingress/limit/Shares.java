package activate.ingress.limit;

import java.util.concurrent.ConcurrentHashMap;

/** What there is to hold besides connections. Shared by the event loops. */
public final class Shares {

    private final Share requests;
    private final Share upgrades;
    private final Share files;
    private final int upstreamPerAddress;
    private final ConcurrentHashMap<String, Share> upstream = new ConcurrentHashMap<>();

    public Shares(EdgeLimits config) {
        requests = new Share(config.requestsInFlight(), config.requestsPerAddress());
        upgrades = new Share(config.upgrades(), config.upgradesPerAddress());
        files = new Share(config.files(), config.filesPerAddress());
        upstreamPerAddress = config.upstreamPerAddress();
    }

    /** Requests being answered. */
    public Share requests() {
        return requests;
    }

    /** Upgraded sockets and those that ask to become one. */
    public Share upgrades() {
        return upgrades;
    }

    /** Files being sent. */
    public Share files() {
        return files;
    }

    /** Requests at one service; how many there are in all is bounded by its pool. */
    public Share upstream(String service) {
        return upstream.computeIfAbsent(
                service, _ -> new Share(Integer.MAX_VALUE, upstreamPerAddress));
    }
}
