package activate.standalone.store;

import activate.embedded.grant.ServiceGrants;
import activate.embedded.home.Home;
import activate.embedded.mongo.MongoProbe;
import activate.embedded.part.PartFailure;
import activate.standalone.settings.Settings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;

/** In a real MongoDB: a user for each service in its own database, with the role for it alone. */
final class MongoIdentities {

    private static final int EXISTS = 51003;

    private final URI url;
    private final Home home;
    private final Logins logins;

    public MongoIdentities(URI url, Settings settings) {
        this.url = url;
        this.home = settings.home();
        this.logins = new Logins(settings, Store.MONGODB, "ACTIVATE_MONGODB_URL");
        if (!logins.isShared() && !logins.areGiven(owners()) && url.getRawUserInfo() == null) {
            throw new IllegalArgumentException(
                    "ACTIVATE_MONGODB_URL: no login (expected: mongodb://administrator:password@host:port; "
                            + logins.remedy()
                            + ")");
        }
    }

    /**
     * Asks whether the server works: in a database of the supervisor's own with an administrator's
     * login, else in that of a service.
     *
     * @param id of this installation
     */
    public MongoProbe probe(String id) {
        if (url.getRawUserInfo() != null || logins.isShared()) {
            return MongoProbe.of(url.toString(), MongoProbe.DATABASE, id);
        }
        ServiceGrants first = owners().getFirst();
        return MongoProbe.of(connectionString(first), first.database().orElseThrow(), id);
    }

    private static List<ServiceGrants> owners() {
        return ServiceGrants.all().stream().filter(Store.MONGODB::serves).toList();
    }

    /** As a service is told. */
    static Map<String, String> variables(ServiceGrants grants, String connectionString) {
        return Map.of(
                "QUARKUS_MONGODB_CONNECTION_STRING",
                connectionString,
                "QUARKUS_MONGODB_DATABASE",
                grants.database().orElseThrow());
    }

    /** With which a service connects. */
    public String connectionString(ServiceGrants grants) {
        if (logins.isShared()) {
            return url.toString();
        }
        return logins.given(grants)
                .orElseGet(
                        () ->
                                own(
                                        url,
                                        grants.login(),
                                        password(grants),
                                        grants.database().orElseThrow()));
    }

    /** Harmless when all is there; sets the passwords again. */
    public void ensure() {
        if (logins.isShared() || logins.areGiven(owners())) {
            return;
        }
        try (MongoClient client = MongoClients.create(url.toString())) {
            for (ServiceGrants grants : owners()) {
                ensureUser(client, grants);
            }
        } catch (MongoException e) {
            throw new PartFailure(
                    "mongodb: the logins could not be made: "
                            + e.getMessage()
                            + ": take an administrator's login, "
                            + logins.remedy(),
                    e);
        }
    }

    private void ensureUser(MongoClient client, ServiceGrants grants) {
        String database = grants.database().orElseThrow();
        try {
            client.getDatabase(database).runCommand(user("createUser", grants, database));
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != EXISTS) {
                throw e;
            }
            client.getDatabase(database).runCommand(user("updateUser", grants, database));
        }
    }

    private Document user(String command, ServiceGrants grants, String database) {
        return new Document(command, grants.login())
                .append("pwd", password(grants))
                .append("roles", List.of(new Document("role", "readWrite").append("db", database)));
    }

    private String password(ServiceGrants grants) {
        return home.secret("mongodb-outside-" + grants.name());
    }

    /** The same servers and parameters under another login. */
    static String own(URI url, String user, String password, String database) {
        String address =
                url.getRawAuthority().substring(url.getRawAuthority().lastIndexOf('@') + 1);
        String query = url.getRawQuery() == null ? "" : url.getRawQuery();
        String parameters =
                Stream.concat(
                                Arrays.stream(query.split("&", -1))
                                        .filter(parameter -> !parameter.isEmpty())
                                        .filter(
                                                parameter ->
                                                        !parameter
                                                                .toLowerCase(Locale.ROOT)
                                                                .startsWith("authsource=")),
                                Stream.of("authSource=" + database))
                        .collect(Collectors.joining("&"));
        return url.getScheme()
                + "://"
                + user
                + ":"
                + password
                + "@"
                + address
                + "/"
                + database
                + "?"
                + parameters;
    }
}
