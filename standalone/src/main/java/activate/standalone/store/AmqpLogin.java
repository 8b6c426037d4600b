package activate.standalone.store;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An address {@code amqp://user:password@host:port/vhost} in its parts. */
record AmqpLogin(
        String host,
        int port,
        boolean tls,
        Optional<String> virtualHost,
        String user,
        String password) {

    private static final int AMQP = 5672;
    private static final int AMQPS = 5671;

    static AmqpLogin of(String variable, URI url) {
        boolean tls = "amqps".equals(url.getScheme());
        String[] login =
                url.getRawUserInfo() == null ? new String[0] : url.getRawUserInfo().split(":", 2);
        if (login.length != 2 || url.getHost() == null) {
            throw new IllegalArgumentException(
                    variable + ": no login (expected: amqp://user:password@host:port/vhost)");
        }
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return new AmqpLogin(
                url.getHost(),
                url.getPort() > 0 ? url.getPort() : tls ? AMQPS : AMQP,
                tls,
                path.length() > 1 ? Optional.of(decode(path.substring(1))) : Optional.empty(),
                decode(login[0]),
                decode(login[1]));
    }

    /** At the embedded broker. */
    static AmqpLogin local(int port, String user, String password) {
        return new AmqpLogin("127.0.0.1", port, false, Optional.empty(), user, password);
    }

    AmqpLogin as(String otherUser, String otherPassword) {
        return new AmqpLogin(host, port, tls, virtualHost, otherUser, otherPassword);
    }

    /** As the services are told. */
    Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        variables.put("RABBITMQ_HOST", host);
        variables.put("RABBITMQ_PORT", Integer.toString(port));
        variables.put("RABBITMQ_USERNAME", user);
        variables.put("RABBITMQ_PASSWORD", password);
        virtualHost.ifPresent(name -> variables.put("RABBITMQ_VIRTUAL_HOST", name));
        if (tls) {
            variables.put("RABBITMQ_SSL", "true");
        }
        return variables;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Holds a password. */
    @Override
    public String toString() {
        return "AmqpLogin[" + user + "@" + host + ":" + port + "]";
    }
}
