package activate.ingress.route;

import java.net.URI;

/** A service behind the edge and the largest body that it is sent. */
public record Upstream(String name, String host, int port, long bodyLimit) {

    static Upstream at(String name, URI base, long bodyLimit) {
        if (!"http".equals(base.getScheme()) || base.getHost() == null) {
            throw new IllegalArgumentException(
                    name + ": " + base + " (expected: http://host:port)");
        }
        return new Upstream(
                name, base.getHost(), base.getPort() < 0 ? 80 : base.getPort(), bodyLimit);
    }

    public String authority() {
        return host + ":" + port;
    }
}
