package activate.agenthub;

import io.quarkus.test.common.http.TestHTTPResource;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;

/** A running hub, and what nodes and users ask of it. */
@SuppressWarnings("NullAway.Init") // Injected.
abstract class HubFixture {
    @Inject Vertx vertx;

    @TestHTTPResource URI base;

    HubCalls hub;

    @BeforeEach
    void calls() {
        hub = new HubCalls(vertx, base.getPort());
    }
}
