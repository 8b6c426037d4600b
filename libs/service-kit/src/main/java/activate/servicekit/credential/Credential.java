package activate.servicekit.credential;

import activate.servicekit.secret.Secrets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code Authorization} header of a request says, read but not verified. Two spellings of
 * one credential are equal: the scheme's name in any case (RFC 9110), spaces, the padding of
 * base64, and the password beside a key, which nobody looks at. No kind shows its secret in its
 * text.
 */
public sealed interface Credential {
    /** There is no header. */
    record Absent() implements Credential {}

    /** There is more than one header: nobody knows which of them others have looked at. */
    record Several() implements Credential {}

    /** The header is empty, a scheme without anything, or of a scheme that is not taken here. */
    record Unsupported() implements Credential {}

    /** The scheme is taken here, but what follows cannot be a credential of the platform. */
    record Malformed() implements Credential {}

    /** A signed token, of a user or of a service. */
    record Token(String text) implements Credential {
        @Override
        public String toString() {
            return "Token[]";
        }
    }

    /** An API key of a user: {@code pwt_…} as the name of HTTP Basic. */
    record ApiKey(String text) implements Credential {
        /** How every API key begins. */
        public static final String PREFIX = "pwt_";

        @Override
        public String toString() {
            return "ApiKey[]";
        }
    }

    /** The API key of a node: {@code pwan_…} as the name of HTTP Basic, or as a bearer token. */
    record NodeKey(String text) implements Credential {
        /** How every key of a node begins. */
        public static final String PREFIX = "pwan_";

        @Override
        public String toString() {
            return "NodeKey[]";
        }
    }

    /**
     * Reads all the {@code Authorization} headers of a request.
     *
     * @param headers as they came; null where there are none
     */
    static Credential of(@Nullable List<String> headers) {
        if (headers == null || headers.isEmpty()) {
            return new Absent();
        }
        return headers.size() > 1 ? new Several() : AuthorizationText.read(headers.getFirst());
    }

    /** Reads the only {@code Authorization} header of a request, which may be absent. */
    static Credential of(@Nullable String header) {
        return header == null ? new Absent() : AuthorizationText.read(header);
    }

    /**
     * Under which the credential may be remembered: the same for each of its spellings. It does not
     * give the secret away.
     */
    default String digest() {
        return Secrets.digest(
                switch (this) {
                    case Token(var text) -> "token " + text;
                    case ApiKey(var text) -> "key " + text;
                    case NodeKey(var text) -> "key " + text;
                    case Absent _, Several _, Unsupported _, Malformed _ -> toString();
                });
    }
}
