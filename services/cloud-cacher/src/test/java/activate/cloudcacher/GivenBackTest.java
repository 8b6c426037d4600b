package activate.cloudcacher;

import activate.testkit.resource.NothingLeft;
import activate.testkit.resource.OpenResources;
import activate.testkit.resource.RepeatedRequests;
import activate.testkit.resource.RepeatedRequests.Kind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is opened for a request is given back, however the request ends.
@QuarkusTest
@QuarkusTestResource(Stores.class)
final class GivenBackTest {

    private static final int WARM = 40;

    @TestHTTPResource("/")
    URI service = URI.create("http://127.0.0.1");

    @Inject Vertx vertx;

    @AfterEach
    void unseal() {
        Stores.vault().unseal();
    }

    @Test
    void manyRequestsOfEachKindLeaveNothingOpen() {
        leaveNothingOpen(kinds());
    }

    @Test
    void nothingIsLeftOpenWhileTheCredentialStoreIsAway() {
        Stores.vault().seal();
        leaveNothingOpen(kinds().subList(0, 2));
    }

    private List<Kind> kinds() {
        Supplier<String> token = () -> Stores.KEYS.token("internal-api", "cloud-cacher");
        return List.of(
                Kind.authorized("list", 200, at("providers"), token),
                Kind.authorized(
                        "list, forwarded",
                        200,
                        at("regions"),
                        token,
                        "X-Forwarded-For",
                        "2001:db8::7"),
                Kind.get("no token", 401, at("providers")),
                Kind.get("bad token", 401, at("providers"), "Authorization", "Bearer a.b.c"),
                Kind.get("unknown path", 404, at("nowhere")),
                Kind.send("POST", 405, at("providers"), "{}"));
    }

    private void leaveNothingOpen(List<Kind> kinds) {
        for (Kind kind : kinds) {
            // Given
            RepeatedRequests.send(kind, WARM);
            // When, Then
            NothingLeft.after(kind, RepeatedRequests.MANY, this::now, () -> {});
        }
    }

    @SuppressWarnings("deprecation") // The loops themselves are reached in no other way.
    private OpenResources now() {
        return OpenResources.now(
                StreamSupport.stream(vertx.nettyEventLoopGroup().spliterator(), false)
                        .map(ExecutorService.class::cast)
                        .toList());
    }

    private URI at(String path) {
        return service.resolve("/internal/v1/" + path);
    }
}
