package activate.standalone.platform;

import static java.util.Objects.requireNonNull;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Somebody who has taken over a service: all he holds is its environment. */
record Intruder(Map<String, String> environment) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private String value(String name) {
        return requireNonNull(environment.get(name), name);
    }

    boolean has(String name) {
        return environment.containsKey(name);
    }

    record Answer(int status, String body) {}

    Answer vault(String method, String path, String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(value("QUARKUS_VAULT_URL") + "/v1/" + path))
                        .header("X-Vault-Token", value("QUARKUS_VAULT_AUTHENTICATION_CLIENT_TOKEN"))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body());
    }

    /** One act at the broker. */
    interface Act {
        void on(Channel channel) throws Exception;
    }

    /** On a connection of its own, with confirms: a refusal ends it. */
    void broker(Act act) throws Exception {
        var factory = new ConnectionFactory();
        factory.setHost(value("RABBITMQ_HOST"));
        factory.setPort(Integer.parseInt(value("RABBITMQ_PORT")));
        factory.setVirtualHost(environment.getOrDefault("RABBITMQ_VIRTUAL_HOST", "/"));
        factory.setUsername(value("RABBITMQ_USERNAME"));
        factory.setPassword(value("RABBITMQ_PASSWORD"));
        factory.setAutomaticRecoveryEnabled(false);
        Connection connection = factory.newConnection();
        try {
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            act.on(channel);
            channel.waitForConfirmsOrDie(10_000);
            // A refused act that has no answer of its own ends the channel before the next one.
            channel.exchangeDeclarePassive("amq.topic");
        } finally {
            connection.abort(2_000);
        }
    }

    java.sql.Connection postgres(String database) throws SQLException {
        String url = value("QUARKUS_DATASOURCE_JDBC_URL");
        return DriverManager.getConnection(
                database.isEmpty()
                        ? url
                        : url.replaceFirst("/[^/?]*(\\?|$)", "/" + database + "$1"),
                value("QUARKUS_DATASOURCE_USERNAME"),
                value("QUARKUS_DATASOURCE_PASSWORD"));
    }

    String database() {
        return value("QUARKUS_MONGODB_DATABASE");
    }

    MongoClient mongodb() throws IOException, GeneralSecurityException {
        var settings =
                MongoClientSettings.builder()
                        .applyConnectionString(
                                new ConnectionString(value("QUARKUS_MONGODB_CONNECTION_STRING")))
                        .retryWrites(false);
        if (has("QUARKUS_TLS_MONGODB_KEY_STORE_P12_PATH")) {
            SSLContext context = tls();
            settings.applyToSslSettings(ssl -> ssl.enabled(true).context(context));
        }
        return MongoClients.create(settings.build());
    }

    private SSLContext tls() throws IOException, GeneralSecurityException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        char[] password = value("QUARKUS_TLS_MONGODB_KEY_STORE_P12_PASSWORD").toCharArray();
        try (var in = new FileInputStream(value("QUARKUS_TLS_MONGODB_KEY_STORE_P12_PATH"))) {
            own.load(in, password);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, password);
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        try (var in = new FileInputStream(value("QUARKUS_TLS_MONGODB_TRUST_STORE_PEM_CERTS"))) {
            known.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** Holds passwords. */
    @Override
    public String toString() {
        return "Intruder[" + environment.keySet() + "]";
    }
}
