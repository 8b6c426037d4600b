package activate.messages.hub;

/**
 * An opaque credential to be exchanged for a short user token at legacy-api.
 *
 * @param kind {@code api_key} or {@code cookie}
 */
public record TokenExchange(String kind, String value) {

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "TokenExchange[kind=" + kind + "]";
    }
}
