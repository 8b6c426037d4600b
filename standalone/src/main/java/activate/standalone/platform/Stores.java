package activate.standalone.platform;

import activate.standalone.broker.BrokerPart;
import activate.standalone.home.Home;
import activate.standalone.home.Settings;
import activate.standalone.mongo.MongoPart;
import activate.standalone.postgres.PostgresLogins;
import activate.standalone.postgres.PostgresPart;
import activate.standalone.postgres.PostgresProbe;
import activate.standalone.probe.AmqpProbe;
import activate.standalone.probe.MongoProbe;
import activate.standalone.probe.VaultProbe;
import activate.standalone.service.StoreAccess;
import activate.standalone.supervise.Part;
import activate.standalone.vault.VaultPart;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The four stores: each either embedded, or a real server by the URL of the user. */
final class Stores {

    /** The secret that tells probes of several installations in one outside store apart. */
    private static final String INSTALLATION = "supervisor";

    private final Settings settings;
    private final Home home;
    private final InstantSource clock;
    private final List<Part> parts = new ArrayList<>();
    private final List<StoreAccess> access = new ArrayList<>();

    Stores(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.home = settings.home();
        this.clock = clock;
        postgres();
        rabbitmq();
        mongodb();
        vault();
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
            PostgresLogins logins = PostgresLogins.of(outside.get());
            var schemas = new PostgresSchemas(home, logins);
            var probe = new PostgresProbe(logins, home.secret(INSTALLATION));
            parts.add(new OutsidePart("postgres", outside.get(), probe::fault, schemas::ensure));
            access.add(schemas);
            return;
        }
        var part = new PostgresPart(home, settings.internalPort("postgres"));
        var schemas = new PostgresSchemas(home, part.logins());
        parts.add(new PreparedPart(part, schemas::ensure));
        access.add(schemas);
    }

    private void rabbitmq() {
        var outside = settings.storeUrl("rabbitmq");
        if (outside.isPresent()) {
            URI url = outside.get();
            var probe = AmqpProbe.of(url, home.secret(INSTALLATION));
            parts.add(new OutsidePart("rabbitmq", url, probe::fault, () -> {}));
            access.add(service -> StoreVariables.rabbitmq(service, url));
            return;
        }
        var part = new BrokerPart(home, settings.internalPort("rabbitmq"));
        parts.add(part);
        access.add(
                service ->
                        StoreVariables.rabbitmq(
                                service, part.port(), BrokerPart.USER, part.password()));
    }

    private void mongodb() {
        var outside = settings.storeUrl("mongodb");
        if (outside.isPresent()) {
            var probe = MongoProbe.of(outside.get().toString(), home.secret(INSTALLATION));
            parts.add(new OutsidePart("mongodb", outside.get(), probe::fault, () -> {}));
            access.add(service -> StoreVariables.mongodb(service, outside.get().toString()));
            return;
        }
        var part = new MongoPart(home, settings.internalPort("mongodb"), clock);
        parts.add(part);
        access.add(service -> StoreVariables.mongodb(service, part));
    }

    private void vault() {
        var outside = settings.storeUrl("vault");
        if (outside.isPresent()) {
            String token = settings.value("ACTIVATE_VAULT_TOKEN").orElse("");
            var mounts = new VaultMounts(outside.get(), token);
            var probe = new VaultProbe(outside::get, () -> token, home.secret(INSTALLATION));
            parts.add(
                    new OutsidePart(
                            "vault",
                            outside.get(),
                            () -> probe.fault(mounts.isEnsured()),
                            mounts::ensure));
            access.add(service -> StoreVariables.vault(service, outside.get().toString(), token));
            return;
        }
        var part = new VaultPart(home, settings.internalPort("vault"), clock);
        parts.add(part);
        access.add(
                service ->
                        StoreVariables.vault(
                                service, "http://127.0.0.1:" + part.port(), part.serviceToken()));
    }
}
