package activate.ingress.listener;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The id of a request: what its client calls it, if that is plain text and given once. */
final class RequestIds {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestIds() {}

    static String of(HttpServerRequest request) {
        List<String> given = request.headers().getAll("x-request-id");
        boolean taken = given.size() == 1 && PLAIN.matcher(given.getFirst()).matches();
        return taken ? given.getFirst() : fresh();
    }

    /**
     * One of our own; it need not be hard to guess, so it does not cost the system's randomness.
     */
    static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(high, low).toString();
    }
}
