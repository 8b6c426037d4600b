package activate.standalone.store;

import activate.embedded.grant.ServiceGrants;
import activate.embedded.mongo.MongoProbe;
import activate.embedded.part.Fault;
import activate.embedded.part.PartFailure;
import activate.standalone.settings.Settings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;

/** In a real MongoDB: a user for each service in its own database, with the role for it alone. */
final class MongoIdentities extends OutsidePart {

    private static final String URL = "ACTIVATE_MONGODB_URL";
    private static final int EXISTS = 51003;

    private final MongoProbe probe;

    MongoIdentities(URI url, Settings settings) {
        super(Store.MONGODB, url, settings, URL);
        if (logins.areOurs() && url.getRawUserInfo() == null) {
            throw new IllegalArgumentException(
                    "%s: no login (expected: mongodb://administrator:password@host:port; %s)"
                            .formatted(URL, logins.remedy()));
        }
        if (url.getRawUserInfo() != null || logins.isShared()) {
            probe = MongoProbe.of(url.toString(), MongoProbe.DATABASE, installation());
        } else {
            // An own login may write nowhere but in the database of its service.
            ServiceGrants first = logins.users().getFirst();
            probe = MongoProbe.of(connectionString(first), database(first), installation());
        }
    }

    @Override
    Optional<Fault> trouble() {
        return probe.fault();
    }

    @Override
    Map<String, String> variables(ServiceGrants grants) {
        return variables(grants, connectionString(grants));
    }

    /** As a service is told. */
    static Map<String, String> variables(ServiceGrants grants, String connectionString) {
        return Map.of(
                "QUARKUS_MONGODB_CONNECTION_STRING",
                connectionString,
                "QUARKUS_MONGODB_DATABASE",
                database(grants));
    }

    private String connectionString(ServiceGrants grants) {
        return logins.isShared()
                ? url.toString()
                : logins.given(grants).orElseGet(() -> own(grants));
    }

    @Override
    void ensure() {
        if (!logins.areOurs()) {
            return;
        }
        try (MongoClient client = MongoClients.create(url.toString())) {
            for (ServiceGrants grants : logins.users()) {
                ensureUser(client, grants);
            }
        } catch (MongoException e) {
            throw new PartFailure(
                    "mongodb: the logins could not be made: %s: take an administrator's login, %s"
                            .formatted(e.getMessage(), logins.remedy()),
                    e);
        }
    }

    private void ensureUser(MongoClient client, ServiceGrants grants) {
        var database = client.getDatabase(database(grants));
        try {
            database.runCommand(user("createUser", grants));
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != EXISTS) {
                throw e;
            }
            database.runCommand(user("updateUser", grants));
        }
    }

    private Document user(String command, ServiceGrants grants) {
        var role = new Document("role", "readWrite").append("db", database(grants));
        return new Document(command, grants.login())
                .append("pwd", password(grants))
                .append("roles", List.of(role));
    }

    private String password(ServiceGrants grants) {
        return home.secret("mongodb-outside-" + grants.name());
    }

    private static String database(ServiceGrants grants) {
        return grants.database().orElseThrow();
    }

    /** The same servers and parameters under the service's login. */
    private String own(ServiceGrants grants) {
        String authority = url.getRawAuthority();
        String query = url.getRawQuery() == null ? "" : url.getRawQuery();
        String parameters =
                Stream.of(query.split("&", -1))
                        .filter(one -> !one.isEmpty())
                        .filter(one -> !one.toLowerCase(Locale.ROOT).startsWith("authsource="))
                        .map(one -> one + "&")
                        .collect(Collectors.joining());
        return "%s://%s:%s@%s/%s?%sauthSource=%5$s"
                .formatted(
                        url.getScheme(),
                        grants.login(),
                        password(grants),
                        authority.substring(authority.lastIndexOf('@') + 1),
                        database(grants),
                        parameters);
    }
}
