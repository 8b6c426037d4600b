package activate.ingress.route;

import activate.ingress.problem.EdgeProblem;
import activate.ingress.problem.EdgeProblems;
import org.jspecify.annotations.Nullable;

/**
 * A request target that means the same to every parser: origin form, visible ASCII, no segment that
 * another program could resolve, decode or strip differently. Everything else is refused, never
 * repaired.
 */
public record CheckedTarget(String path, @Nullable String query) {

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
        String why = whyNot(path);
        if (why == null && query != null && !isVisibleAscii(query)) {
            why = "the query has a character that must be percent-encoded";
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
        return whyNotSegments(path);
    }

    private static @Nullable String whyNotEscape(String path, int at) {
        int value = at + 2 < path.length() ? hex(path.charAt(at + 1), path.charAt(at + 2)) : -1;
        if (value < 0) {
            return "a percent sign is not followed by two hexadecimal digits";
        }
        if (value < 0x20 || value == 0x7f) {
            return "an encoded control character is not allowed";
        }
        if (value == '%') {
            return isHexPair(path, at + 3) ? "double encoding is not allowed" : null;
        }
        return switch (value) {
            case '.', '/', '\\', ';' -> "dot, slash, backslash and semicolon must not be encoded";
            default -> null;
        };
    }

    private static @Nullable String whyNotSegments(String path) {
        if (path.contains("//")) {
            return "empty segments are not allowed";
        }
        for (String segment : path.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return "dot segments are not allowed";
            }
        }
        return null;
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
        return text.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '#');
    }

    private static Outcome refused(String why) {
        return new Outcome.Refused(EdgeProblems.badPath(why));
    }
}
