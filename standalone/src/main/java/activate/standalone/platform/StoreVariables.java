package activate.standalone.platform;

import activate.standalone.mongo.MongoPart;
import activate.standalone.service.Service;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** How the services are told where the stores are. */
final class StoreVariables {

    private static final int AMQP = 5672;
    private static final int AMQPS = 5671;

    private StoreVariables() {}

    static Map<String, String> rabbitmq(Service service, int port, String user, String password) {
        if (service == Service.INGRESS) {
            return Map.of();
        }
        return Map.of(
                "RABBITMQ_HOST",
                "127.0.0.1",
                "RABBITMQ_PORT",
                Integer.toString(port),
                "RABBITMQ_USERNAME",
                user,
                "RABBITMQ_PASSWORD",
                password);
    }

    static Map<String, String> rabbitmq(Service service, URI url) {
        if (service == Service.INGRESS) {
            return Map.of();
        }
        boolean tls = "amqps".equals(url.getScheme());
        String[] login =
                url.getRawUserInfo() == null ? new String[0] : url.getRawUserInfo().split(":", 2);
        if (login.length != 2) {
            throw new IllegalArgumentException(
                    "ACTIVATE_RABBITMQ_URL: no login (expected: amqp://user:password@host:port/vhost)");
        }
        Map<String, String> variables = new TreeMap<>();
        variables.put("RABBITMQ_HOST", url.getHost());
        variables.put(
                "RABBITMQ_PORT",
                Integer.toString(url.getPort() > 0 ? url.getPort() : tls ? AMQPS : AMQP));
        variables.put("RABBITMQ_USERNAME", decode(login[0]));
        variables.put("RABBITMQ_PASSWORD", decode(login[1]));
        if (url.getRawPath() != null && url.getRawPath().length() > 1) {
            variables.put("RABBITMQ_VIRTUAL_HOST", decode(url.getRawPath().substring(1)));
        }
        if (tls) {
            variables.put("RABBITMQ_SSL", "true");
        }
        return variables;
    }

    static Map<String, String> mongodb(Service service, String connectionString) {
        if (service != Service.LEGACY_API && service != Service.AGENT_HUB) {
            return Map.of();
        }
        return Map.of(
                "QUARKUS_MONGODB_CONNECTION_STRING",
                connectionString,
                "QUARKUS_MONGODB_DATABASE",
                "activate_" + service.part().replace('-', '_'));
    }

    /** The embedded server takes only clients that show its certificate. */
    static Map<String, String> mongodb(Service service, MongoPart part) {
        Map<String, String> variables =
                new TreeMap<>(
                        mongodb(service, "mongodb://127.0.0.1:" + part.port() + "/?tls=true"));
        if (variables.isEmpty()) {
            return variables;
        }
        variables.put("QUARKUS_MONGODB_TLS_CONFIGURATION_NAME", "mongodb");
        variables.put("QUARKUS_TLS_MONGODB_KEY_STORE_P12_PATH", part.clientKeyStore().toString());
        variables.put("QUARKUS_TLS_MONGODB_KEY_STORE_P12_PASSWORD", part.clientKeyStorePassword());
        variables.put("QUARKUS_TLS_MONGODB_TRUST_STORE_PEM_CERTS", part.trust().toString());
        return variables;
    }

    static Map<String, String> vault(Service service, String url, String token) {
        if (service == Service.INGRESS) {
            return Map.of();
        }
        return Map.of("QUARKUS_VAULT_URL", url, "QUARKUS_VAULT_AUTHENTICATION_CLIENT_TOKEN", token);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
