package activate.ingress.route;

import activate.ingress.problem.EdgeProblem;
import activate.ingress.problem.EdgeProblems;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request target that means the same to every parser: origin form, visible ASCII, no segment that
 * another program could resolve, decode or strip differently, and nothing encoded that need not be:
 * what the edge compares is what the service sees. Everything else is refused, never repaired.
 */
public record CheckedTarget(String path, @Nullable String query) {

    /**
     * A whole segment of the API that is the address of a cluster, {@code pw://[user/]name}: the
     * one place where a slash is encoded, between two names that no parser takes for anything else.
     */
    // Bounded and possessive: no path makes the matcher recurse.
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?<=/)pw%3[Aa]%2[Ff]%2[Ff](?:\\w[\\w.@+-]{0,126}+(?:%40[\\w.@+-]{1,126}+)?%2[Ff])?+\\w[\\w.-]{0,126}+(?=/|$)");

    private static final String BAD_ESCAPE =
            "a percent sign is not followed by two hexadecimal digits";

    /** Either a target or why it is refused. */
    public sealed interface Outcome {
        /** The target can be routed. */
        record Accepted(CheckedTarget target) implements Outcome {}

        /** The target is answered with this problem. */
        record Refused(EdgeProblem problem) implements Outcome {}
    }

    public static Outcome parse(String uri) {
        if (!uri.startsWith("/")) {
            return refused("it must begin with a slash");
        }
        int mark = uri.indexOf('?');
        String path = mark < 0 ? uri : uri.substring(0, mark);
        String query = mark < 0 ? null : uri.substring(mark + 1);
        String why =
                whyNot(path.startsWith("/api/") ? ADDRESS.matcher(path).replaceAll("pw") : path);
        if (why == null && query != null) {
            why = whyNotQuery(query);
        }
        return why == null ? new Outcome.Accepted(new CheckedTarget(path, query)) : refused(why);
    }

    public String uri() {
        return query == null ? path : path + "?" + query;
    }

    private static @Nullable String whyNot(String path) {
        if (!isVisibleAscii(path)) {
            return "it has a character that must be percent-encoded";
        }
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '\\' || c == ';') {
                return "backslash and semicolon are not allowed";
            }
            if (c == '%') {
                String why = whyNotEscape(path, i);
                if (why != null) {
                    return why;
                }
                i += 2;
            }
        }
        return path.indexOf('%') < 0 || isUtf8(path)
                ? whyNotSegments(path)
                : "what is encoded must be UTF-8";
    }

    /** An overlong form of a slash or of a letter is none for some decoders and one for others. */
    private static boolean isUtf8(String path) {
        byte[] bytes = new byte[path.length()];
        int length = 0;
        for (int i = 0; i < path.length(); i++) {
            boolean escape = path.charAt(i) == '%';
            bytes[length++] = (byte) (escape ? escapeAt(path, i) : path.charAt(i));
            i += escape ? 2 : 0;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    /** The value of the two digits after a percent sign; -1 where there are none. */
    private static int escapeAt(String text, int at) {
        return at + 2 < text.length() ? hex(text.charAt(at + 1), text.charAt(at + 2)) : -1;
    }

    private static @Nullable String whyNotQuery(String query) {
        if (!isVisibleAscii(query)) {
            return "the query has a character that must be percent-encoded";
        }
        for (int at = query.indexOf('%'); at >= 0; at = query.indexOf('%', at + 1)) {
            int value = escapeAt(query, at);
            if (value <= 0) {
                return value < 0 ? BAD_ESCAPE : "an encoded NUL is not allowed";
            }
        }
        return null;
    }

    private static @Nullable String whyNotEscape(String path, int at) {
        int value = escapeAt(path, at);
        if (value < 0) {
            return BAD_ESCAPE;
        }
        if (value < 0x20 || value == 0x7f) {
            return "an encoded control character is not allowed";
        }
        if (value == '%') {
            return isHexPair(path, at + 3) ? "double encoding is not allowed" : null;
        }
        if (isUnreserved(value)) {
            return "letters, digits, dot, hyphen, underscore and tilde must not be encoded";
        }
        return switch (value) {
            case '/', '\\', ';' -> "slash, backslash and semicolon must not be encoded";
            default -> null;
        };
    }

    private static @Nullable String whyNotSegments(String path) {
        if (path.contains("//")) {
            return "empty segments are not allowed";
        }
        boolean onlyDots = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '/' && onlyDots) {
                break;
            }
            onlyDots = c == '.' && (onlyDots || path.charAt(i - 1) == '/');
        }
        return onlyDots ? "dot segments are not allowed" : null;
    }

    private static boolean isHexPair(String path, int at) {
        return at + 1 < path.length() && hex(path.charAt(at), path.charAt(at + 1)) >= 0;
    }

    private static int hex(char high, char low) {
        int h = high < 0x80 ? Character.digit(high, 16) : -1;
        int l = low < 0x80 ? Character.digit(low, 16) : -1;
        return h < 0 || l < 0 ? -1 : h * 16 + l;
    }

    private static boolean isVisibleAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= 0x20 || c >= 0x7f || c == '#') {
                return false;
            }
        }
        return true;
    }

    private static Outcome refused(String why) {
        return new Outcome.Refused(EdgeProblems.badPath(why));
    }
}
