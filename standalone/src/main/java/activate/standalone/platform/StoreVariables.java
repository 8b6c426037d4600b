package activate.standalone.platform;

import activate.embedded.grant.ServiceGrants;
import activate.embedded.mongo.MongoPart;
import java.util.Map;
import java.util.TreeMap;

/** How the services are told where the stores are. */
final class StoreVariables {

    private StoreVariables() {}

    static Map<String, String> rabbitmq(int port, String user, String password) {
        return Map.of(
                "RABBITMQ_HOST",
                "127.0.0.1",
                "RABBITMQ_PORT",
                Integer.toString(port),
                "RABBITMQ_USERNAME",
                user,
                "RABBITMQ_PASSWORD",
                password,
                // The supervisor has made them: a service needs no right to.
                "ACTIVATE_DECLARE_EXCHANGES",
                "false");
    }

    static Map<String, String> mongodb(ServiceGrants grants, String connectionString) {
        return Map.of(
                "QUARKUS_MONGODB_CONNECTION_STRING",
                connectionString,
                "QUARKUS_MONGODB_DATABASE",
                grants.database().orElseThrow());
    }

    /** The embedded server takes only clients that show its certificate. */
    static Map<String, String> mongodb(ServiceGrants grants, MongoPart part) {
        Map<String, String> variables =
                new TreeMap<>(mongodb(grants, "mongodb://127.0.0.1:" + part.port() + "/?tls=true"));
        variables.put("QUARKUS_MONGODB_TLS_CONFIGURATION_NAME", "mongodb");
        variables.put(
                "QUARKUS_TLS_MONGODB_KEY_STORE_P12_PATH", part.clientKeyStore(grants).toString());
        variables.put(
                "QUARKUS_TLS_MONGODB_KEY_STORE_P12_PASSWORD", part.clientKeyStorePassword(grants));
        variables.put("QUARKUS_TLS_MONGODB_TRUST_STORE_PEM_CERTS", part.trust().toString());
        return variables;
    }

    static Map<String, String> vault(String url, String token) {
        return Map.of("QUARKUS_VAULT_URL", url, "QUARKUS_VAULT_AUTHENTICATION_CLIENT_TOKEN", token);
    }
}
