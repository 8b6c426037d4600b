package activate.servicekit.credential;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** The text of one {@code Authorization} header. */
final class AuthorizationText {
    /** In characters; longer headers are not decoded. */
    static final int LONGEST_HEADER = 8192;

    /** In characters; what the platform issues is shorter. */
    static final int LONGEST_SECRET = 4096;

    private AuthorizationText() {}

    static Credential read(String header) {
        int end = header.indexOf(' ');
        String rest = end < 0 ? "" : header.substring(end).strip();
        if (rest.isEmpty()) {
            return new Credential.Unsupported();
        }
        return switch (header.substring(0, end).toLowerCase(Locale.ROOT)) {
            case "bearer" -> ofBearer(rest);
            case "basic" ->
                    header.length() > LONGEST_HEADER ? new Credential.Malformed() : ofPair(rest);
            default -> new Credential.Unsupported();
        };
    }

    /** Clients that know only users' keys as names of Basic send that of a node as it is. */
    private static Credential ofBearer(String text) {
        if (!isSecret(text)) {
            return new Credential.Malformed();
        }
        return text.startsWith(Credential.NodeKey.PREFIX)
                ? new Credential.NodeKey(text)
                : new Credential.Token(text);
    }

    /** Of a pair of name and password (RFC 7617) the name is the credential. */
    private static Credential ofPair(String base64) {
        String pair;
        try {
            byte[] decoded = Base64.getDecoder().decode(base64);
            pair = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded)).toString();
        } catch (IllegalArgumentException | CharacterCodingException _) {
            return new Credential.Malformed();
        }
        int colon = pair.indexOf(':');
        String name = colon < 0 ? pair : pair.substring(0, colon);
        if (!isSecret(name)) {
            return new Credential.Malformed();
        }
        if (name.startsWith(Credential.ApiKey.PREFIX)) {
            return new Credential.ApiKey(name);
        }
        if (name.startsWith(Credential.NodeKey.PREFIX)) {
            return new Credential.NodeKey(name);
        }
        return isToken(name) ? new Credential.Token(name) : new Credential.Malformed();
    }

    /** A program that knows only Basic may hold a token as well. */
    private static boolean isToken(String name) {
        return name.startsWith("ey") && name.chars().filter(c -> c == '.').count() == 2;
    }

    private static boolean isSecret(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_SECRET
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
