package activate.standalone.store;

import activate.embedded.grant.Messages;
import activate.embedded.grant.RabbitMqRights;
import activate.embedded.grant.ServiceGrants;
import activate.embedded.home.Home;
import activate.embedded.part.PartFailure;
import activate.standalone.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * In a real RabbitMQ: the exchanges, and a user for each service with rights on its own queues and
 * keys. AMQP itself has no words for users, so it is done by the management API.
 */
final class RabbitMqIdentities {

    private static final String MANAGEMENT = "ACTIVATE_RABBITMQ_MANAGEMENT_URL";
    private static final String URL = "ACTIVATE_RABBITMQ_URL";

    private final URI url;
    private final Home home;
    private final Logins logins;
    private final Optional<URI> management;

    public RabbitMqIdentities(URI url, Settings settings) {
        this.url = url;
        this.home = settings.home();
        this.logins = new Logins(settings, Store.RABBITMQ, URL);
        this.management = settings.value(MANAGEMENT).map(URI::create);
        if (!logins.isShared() && !logins.areGiven(ServiceGrants.all()) && management.isEmpty()) {
            throw new IllegalArgumentException(
                    URL
                            + ": one login for all services (name the management API in "
                            + MANAGEMENT
                            + ", so that one is made for each; "
                            + logins.remedy()
                            + ")");
        }
    }

    /** An address with a login, to ask whether the broker is there. */
    public URI probe() {
        return url.getRawUserInfo() != null
                ? url
                : URI.create(logins.given(ServiceGrants.all().getFirst()).orElseThrow());
    }

    public Map<String, String> variables(ServiceGrants grants) {
        if (logins.isShared()) {
            return AmqpLogin.of(URL, url).variables();
        }
        AmqpLogin login =
                logins.given(grants)
                        .map(own -> AmqpLogin.of(URL + "_<SERVICE>", URI.create(own)))
                        .orElseGet(() -> AmqpLogin.of(URL, url).as(user(grants), password(grants)));
        return variables(login);
    }

    /** As a service with a login of its own is told. */
    static Map<String, String> variables(AmqpLogin login) {
        Map<String, String> variables = new TreeMap<>(login.variables());
        // A login of its own has no right to: whoever may declare an exchange may delete it, too.
        variables.put("ACTIVATE_DECLARE_EXCHANGES", "false");
        return variables;
    }

    /** Harmless when all is there. */
    public void ensure() {
        if (logins.isShared() || logins.areGiven(ServiceGrants.all())) {
            return;
        }
        AmqpLogin administrator = AmqpLogin.of(URL, url);
        URI place = management.orElseThrow();
        var api =
                new HttpApi(
                        URI.create(place.getScheme() + "://" + address(place)), "Authorization");
        String credential = basic(place, administrator);
        String host = encode(administrator.virtualHost().orElse("/"));
        try {
            for (String exchange : new String[] {Messages.EVENTS, Messages.DEAD}) {
                demand(
                        api.send(
                                "PUT",
                                "/api/exchanges/" + host + "/" + exchange,
                                credential,
                                Map.of("type", "topic", "durable", true)));
            }
            for (ServiceGrants grants : ServiceGrants.all()) {
                ensureUser(api, credential, host, grants);
            }
        } catch (IOException e) {
            throw new PartFailure(
                    "the management API of rabbitmq does not answer: " + e.getMessage(), e);
        }
    }

    private void ensureUser(HttpApi api, String credential, String host, ServiceGrants grants)
            throws IOException {
        String user = user(grants);
        RabbitMqRights rights = RabbitMqRights.of(grants);
        demand(
                api.send(
                        "PUT",
                        "/api/users/" + user,
                        credential,
                        Map.of("password", password(grants), "tags", "")));
        // Topics first: without any, all keys are allowed.
        for (RabbitMqRights.Topics topics : rights.topics()) {
            demand(
                    api.send(
                            "PUT",
                            "/api/topic-permissions/" + host + "/" + user,
                            credential,
                            Map.of(
                                    "exchange", topics.exchange(),
                                    "write", topics.write(),
                                    "read", topics.read())));
        }
        demand(
                api.send(
                        "PUT",
                        "/api/permissions/" + host + "/" + user,
                        credential,
                        Map.of(
                                "configure", rights.configure(),
                                "write", rights.write(),
                                "read", rights.read())));
    }

    private void demand(HttpApi.Answer answer) {
        if (!answer.isDone()) {
            throw new PartFailure(
                    "rabbitmq: the logins could not be made by "
                            + MANAGEMENT
                            + " (status "
                            + answer.status()
                            + "): take an administrator's login, "
                            + logins.remedy());
        }
    }

    private static String user(ServiceGrants grants) {
        return "activate-" + grants.name();
    }

    private String password(ServiceGrants grants) {
        return home.secret("rabbitmq-outside-" + grants.name());
    }

    private static String address(URI place) {
        String authority = place.getRawAuthority() == null ? "" : place.getRawAuthority();
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    private static String basic(URI place, AmqpLogin administrator) {
        String login =
                place.getUserInfo() != null
                        ? place.getUserInfo()
                        : administrator.user() + ":" + administrator.password();
        return "Basic "
                + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
