package activate.standalone.store;

import activate.embedded.broker.AmqpProbe;
import activate.embedded.grant.Messages;
import activate.embedded.grant.RabbitMqRights;
import activate.embedded.grant.ServiceGrants;
import activate.embedded.part.Fault;
import activate.embedded.part.JsonApi;
import activate.embedded.part.PartFailure;
import activate.standalone.settings.Settings;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * In a real RabbitMQ: the exchanges, and a user for each service with rights on its own queues and
 * keys. AMQP itself has no words for users, so it is done by the management API.
 */
final class RabbitMqIdentities extends OutsidePart {

    private static final String MANAGEMENT = "ACTIVATE_RABBITMQ_MANAGEMENT_URL";
    private static final String URL = "ACTIVATE_RABBITMQ_URL";

    private final JsonApi api = new JsonApi(Duration.ofSeconds(3));
    private final Optional<URI> management;
    private final AmqpProbe probe;

    RabbitMqIdentities(URI url, Settings settings) {
        super(Store.RABBITMQ, url, settings, URL);
        this.management = settings.value(MANAGEMENT).map(URI::create);
        if (logins.areOurs() && management.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: one login for all services (name the management API in %s, so that one is made for each; %s)"
                            .formatted(URL, MANAGEMENT, logins.remedy()));
        }
        URI login =
                url.getRawUserInfo() != null
                        ? url
                        : URI.create(logins.given(logins.users().getFirst()).orElseThrow());
        this.probe = new AmqpProbe(() -> login(URL, login), installation());
    }

    /** A service's own login has no right to a queue of the supervisor's. */
    @Override
    Optional<Fault> trouble() {
        return url.getRawUserInfo() == null ? probe.loginFault() : probe.fault();
    }

    @Override
    Map<String, String> variables(ServiceGrants grants) {
        if (logins.isShared()) {
            return address(login(URL, url));
        }
        Optional<String> given = logins.given(grants);
        if (given.isPresent()) {
            return variables(login(URL + "_<SERVICE>", URI.create(given.get())));
        }
        ConnectionFactory own = login(URL, url);
        own.setUsername(user(grants));
        own.setPassword(password(grants));
        return variables(own);
    }

    /** As a service with a login of its own is told. */
    static Map<String, String> variables(ConnectionFactory login) {
        Map<String, String> variables = address(login);
        // A login of its own has no right to: whoever may declare an exchange may delete it, too.
        variables.put("ACTIVATE_DECLARE_EXCHANGES", "false");
        return variables;
    }

    private static Map<String, String> address(ConnectionFactory login) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("RABBITMQ_HOST", login.getHost());
        variables.put("RABBITMQ_PORT", Integer.toString(login.getPort()));
        variables.put("RABBITMQ_USERNAME", login.getUsername());
        variables.put("RABBITMQ_PASSWORD", login.getPassword());
        variables.put("RABBITMQ_VIRTUAL_HOST", login.getVirtualHost());
        if (login.isSSL()) {
            variables.put("RABBITMQ_SSL", "true");
        }
        return variables;
    }

    private static ConnectionFactory login(String variable, URI url) {
        String login = url.getRawUserInfo();
        if (login == null || !login.contains(":") || url.getHost() == null) {
            throw new IllegalArgumentException(
                    variable + ": no login (expected: amqp://user:password@host:port/vhost)");
        }
        return AmqpProbe.login(variable, url);
    }

    @Override
    void ensure() {
        if (!logins.areOurs()) {
            return;
        }
        ConnectionFactory administrator = login(URL, url);
        String host = URLEncoder.encode(administrator.getVirtualHost(), StandardCharsets.UTF_8);
        try {
            for (String exchange : List.of(Messages.EVENTS, Messages.DEAD)) {
                put(
                        administrator,
                        "exchanges/" + host + "/" + exchange,
                        Map.of("type", "topic", "durable", true));
            }
            for (ServiceGrants grants : logins.users()) {
                ensureUser(administrator, host, grants);
            }
        } catch (IOException e) {
            throw new PartFailure(
                    "the management API of rabbitmq does not answer: " + e.getMessage(), e);
        }
    }

    private void ensureUser(ConnectionFactory administrator, String host, ServiceGrants grants)
            throws IOException {
        String user = user(grants);
        RabbitMqRights rights = RabbitMqRights.of(grants);
        put(administrator, "users/" + user, Map.of("password", password(grants), "tags", ""));
        // Topics first: without any, all keys are allowed.
        for (RabbitMqRights.Topics topics : rights.topics()) {
            put(
                    administrator,
                    "topic-permissions/" + host + "/" + user,
                    Map.of(
                            "exchange", topics.exchange(),
                            "write", topics.write(),
                            "read", topics.read()));
        }
        put(
                administrator,
                "permissions/" + host + "/" + user,
                Map.of(
                        "configure", rights.configure(),
                        "write", rights.write(),
                        "read", rights.read()));
    }

    /** With the login of the management's own address, where it has one. */
    private void put(ConnectionFactory administrator, String path, Map<String, ?> body)
            throws IOException {
        URI place = management.orElseThrow();
        String authority = place.getRawAuthority() == null ? "" : place.getRawAuthority();
        String address = authority.substring(authority.lastIndexOf('@') + 1);
        String login =
                place.getUserInfo() != null
                        ? place.getUserInfo()
                        : administrator.getUsername() + ":" + administrator.getPassword();
        String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        JsonApi.Answer answer =
                api.send(
                        "PUT",
                        URI.create(place.getScheme() + "://" + address + "/api/" + path),
                        Map.of("Authorization", "Basic " + basic),
                        body);
        if (!answer.isDone()) {
            throw new PartFailure(
                    "rabbitmq: the logins could not be made by %s (status %d): take an administrator's login, %s"
                            .formatted(MANAGEMENT, answer.status(), logins.remedy()));
        }
    }

    private static String user(ServiceGrants grants) {
        return "activate-" + grants.name();
    }

    private String password(ServiceGrants grants) {
        return home.secret("rabbitmq-outside-" + grants.name());
    }
}
