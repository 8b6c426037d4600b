package activate.internalapi.caller;

import activate.servicekit.call.TimedCall;
import activate.servicekit.caller.UserTokens;
import activate.servicekit.platform.PlatformConfig;
import activate.servicekit.platform.ServiceUrls;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The public keys that sign user tokens, fetched from legacy-api. Keys that were fetched once stay
 * in use while legacy-api is away; tokens with unknown keys cause at most one fetch in ten seconds.
 */
@ApplicationScoped
class PlatformKeys {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final long FRESH_NANOS = Duration.ofMinutes(5).toNanos();
    private static final long REFETCH_NANOS = Duration.ofSeconds(10).toNanos();

    private record Known(UserTokens tokens, long atNanos) {}

    private final PlatformConfig config;
    private final ServiceUrls urls;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Known known;

    PlatformKeys(PlatformConfig config, ServiceUrls urls) {
        this.urls = urls;
        this.config = config;
    }

    UserTokens current() {
        return olderThan(FRESH_NANOS);
    }

    UserTokens refreshed() {
        return olderThan(REFETCH_NANOS);
    }

    private UserTokens olderThan(long nanos) {
        Known now = known;
        if (now != null && System.nanoTime() - now.atNanos() < nanos) {
            return now.tokens();
        }
        if (!isMyTurn()) {
            if (now != null) {
                return now.tokens();
            }
            throw Problem.of(
                    ProblemCode.UNAVAILABLE, "The keys of user tokens cannot be fetched now.");
        }
        try {
            Known meanwhile = known;
            boolean fetchedByOther =
                    meanwhile != null && (now == null || meanwhile.atNanos() != now.atNanos());
            return meanwhile != null && fetchedByOther ? meanwhile.tokens() : fetch(meanwhile);
        } finally {
            fetching.unlock();
        }
    }

    /** Who waits for somebody else's fetch waits for one only. */
    private boolean isMyTurn() {
        try {
            return fetching.tryLock(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private UserTokens fetch(@Nullable Known old) {
        UserTokens tokens;
        try {
            tokens = request();
        } catch (IOException e) {
            if (old == null) {
                throw Problem.causedBy(
                        ProblemCode.UNAVAILABLE,
                        "The keys of user tokens cannot be fetched now.",
                        e);
            }
            tokens = old.tokens();
        }
        known = new Known(tokens, System.nanoTime());
        return tokens;
    }

    private UserTokens request() throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(urls.legacyApi().resolve("/api/platform/keys"))
                        .timeout(TIMEOUT)
                        .build();
        try {
            HttpResponse<byte[]> answer = TimedCall.send(http, request, TIMEOUT);
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
            return new UserTokens(
                    new JsonWebKeySet(new String(answer.body(), StandardCharsets.UTF_8))
                            .getJsonWebKeys(),
                    config.origin());
        } catch (JoseException e) {
            throw new IOException("the answer is no key set", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
