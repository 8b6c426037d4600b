package activate.standalone.platform;

import activate.embedded.broker.AmqpProbe;
import activate.embedded.broker.BrokerPart;
import activate.embedded.grant.ServiceGrants;
import activate.embedded.home.Home;
import activate.embedded.mongo.MongoPart;
import activate.embedded.part.Part;
import activate.embedded.postgres.PostgresLogins;
import activate.embedded.postgres.PostgresPart;
import activate.embedded.postgres.PostgresProbe;
import activate.embedded.vault.VaultPart;
import activate.standalone.outside.Logins;
import activate.standalone.outside.MongoIdentities;
import activate.standalone.outside.RabbitMqIdentities;
import activate.standalone.outside.VaultIdentities;
import activate.standalone.service.StoreAccess;
import activate.standalone.settings.Settings;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The four stores: each either embedded, or a real server by the URL of the user. */
final class Stores {

    /** The secret that tells probes of several installations in one outside store apart. */
    private static final String INSTALLATION = "supervisor";

    private final Settings settings;
    private final Home home;
    private final InstantSource clock;
    private final List<Part> parts = new ArrayList<>();
    private final List<StoreAccess> access = new ArrayList<>();
    private volatile Runnable prepared = () -> {};

    Stores(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.home = settings.home();
        this.clock = clock;
        postgres();
        rabbitmq();
        mongodb();
        vault();
    }

    /** Runs an action once the credentials exist that are not known beforehand. */
    void whenPrepared(Runnable action) {
        prepared = action;
    }

    List<Part> parts() {
        return parts;
    }

    List<StoreAccess> access() {
        return access;
    }

    private void postgres() {
        var outside = settings.storeUrl("postgres");
        if (outside.isPresent()) {
            var given = new Logins(settings, "postgres", "ACTIVATE_POSTGRES_URL");
            PostgresLogins logins = PostgresLogins.of(outside.get());
            var schemas = new PostgresSchemas(home, logins, Optional.of(given));
            var probe = new PostgresProbe(logins, home.secret(INSTALLATION));
            parts.add(new OutsidePart("postgres", outside.get(), probe::fault, schemas::ensure));
            access.add(schemas);
            return;
        }
        var part = new PostgresPart(home, settings.internalPort("postgres"));
        var schemas = new PostgresSchemas(home, part.logins(), Optional.empty());
        parts.add(new PreparedPart(part, schemas::ensure));
        access.add(schemas);
    }

    private void rabbitmq() {
        var outside = settings.storeUrl("rabbitmq");
        if (outside.isPresent()) {
            URI url = outside.get();
            var identities = new RabbitMqIdentities(url, settings);
            var probe = AmqpProbe.of(identities.probe(), home.secret(INSTALLATION));
            parts.add(
                    new OutsidePart(
                            "rabbitmq",
                            url,
                            // A service's own login has no right to a queue of the supervisor's.
                            url.getRawUserInfo() == null ? probe::loginFault : probe::fault,
                            identities::ensure));
            users(ServiceGrants::messages, identities::variables);
            return;
        }
        var part = new BrokerPart(home, settings.internalPort("rabbitmq"));
        parts.add(part);
        users(
                ServiceGrants::messages,
                grants ->
                        StoreVariables.rabbitmq(part.port(), grants.name(), part.password(grants)));
    }

    private void mongodb() {
        var outside = settings.storeUrl("mongodb");
        if (outside.isPresent()) {
            var identities = new MongoIdentities(outside.get(), settings);
            var probe = identities.probe(home.secret(INSTALLATION));
            parts.add(new OutsidePart("mongodb", outside.get(), probe::fault, identities::ensure));
            users(
                    ServiceGrants::database,
                    grants -> StoreVariables.mongodb(grants, identities.connectionString(grants)));
            return;
        }
        var part = new MongoPart(home, settings.internalPort("mongodb"), clock);
        parts.add(part);
        users(ServiceGrants::database, grants -> StoreVariables.mongodb(grants, part));
    }

    private void vault() {
        var outside = settings.storeUrl("vault");
        if (outside.isPresent()) {
            var identities =
                    new VaultIdentities(outside.get(), settings, home.secret(INSTALLATION), clock);
            parts.add(
                    new OutsidePart(
                            "vault",
                            outside.get(),
                            identities::fault,
                            () -> {
                                identities.ensure();
                                prepared.run();
                            }));
            users(
                    ServiceGrants::secrets,
                    grants ->
                            StoreVariables.vault(
                                    outside.get().toString(), identities.token(grants)));
            return;
        }
        var part = new VaultPart(home, settings.internalPort("vault"), clock);
        parts.add(new PreparedPart(part, () -> prepared.run()));
        users(
                ServiceGrants::secrets,
                grants ->
                        StoreVariables.vault(
                                "http://127.0.0.1:" + part.port(), part.token(grants)));
    }

    /** Only a service with business in a store hears of it, and has a login there. */
    private void users(
            Function<ServiceGrants, Object> business,
            Function<ServiceGrants, Map<String, String>> variables) {
        access.add(
                service -> {
                    return ServiceGrants.of(service.part())
                            .filter(
                                    grants ->
                                            !Set.of(Optional.empty(), List.of())
                                                    .contains(business.apply(grants)))
                            .map(variables)
                            .orElse(Map.of());
                });
    }
}
