package activate.standalone.platform;

import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeoutException;

/** A whole login at a broker of the user's own. */
record AmqpProbe(URI url) {

    private static final int MILLIS = 3_000;

    boolean answers() {
        var factory = new ConnectionFactory();
        try {
            factory.setUri(url);
            factory.setConnectionTimeout(MILLIS);
            factory.setHandshakeTimeout(MILLIS);
            factory.setAutomaticRecoveryEnabled(false);
            try (var connection = factory.newConnection("readiness")) {
                return connection.isOpen();
            }
        } catch (IOException | TimeoutException e) {
            return false;
        } catch (URISyntaxException | GeneralSecurityException e) {
            throw new IllegalArgumentException("ACTIVATE_RABBITMQ_URL is no AMQP address", e);
        }
    }

    /** The address holds a password. */
    @Override
    public String toString() {
        return "AmqpProbe[host=" + url.getHost() + "]";
    }
}
