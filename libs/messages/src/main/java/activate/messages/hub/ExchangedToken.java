package activate.messages.hub;

import java.time.Instant;

/** A short user token that stands for an opaque credential. */
public record ExchangedToken(String token, Instant expiresAt) {

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "ExchangedToken[expiresAt=" + expiresAt + "]";
    }
}
