package activate.ingress.route;

/** What a path leads to. */
public sealed interface Route {

    /** Forwarded to a service; upgrades are taken only where {@code upgrades} says so. */
    record ToService(Upstream service, boolean upgrades) implements Route {}

    /** Answered by the edge from its own pages. */
    record ToSite() implements Route {}

    /** The edge's own health, as seen from outside. */
    record ToHealth() implements Route {}

    /** A file of the agent's distribution. */
    record ToAgentFile(String name, String mediaType) implements Route {}

    /** Nothing is served there. */
    record Nowhere() implements Route {}
}
