package activate.ingress.proxy;

import io.vertx.core.MultiMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which header fields can be written in HTTP/1.1 at all. HTTP/2 carries any bytes, and a field that
 * a service could take for another one, or for two, must not reach it (RFC 9113, 8.2.1).
 */
final class FieldRules {

    private static final String MARKS = "!#$%&'*+-.^_`|~";

    private FieldRules() {}

    /** Why the fields cannot be passed on; null when they can. */
    static @Nullable String whyNot(MultiMap fields) {
        for (Map.Entry<String, String> field : fields) {
            String name = field.getKey();
            if (!isName(name.startsWith(":") ? name.substring(1) : name)) {
                return "a name that is no token";
            }
            if (!isValue(field.getValue())) {
                return "a value with a control character";
            }
        }
        return null;
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean digit = c >= '0' && c <= '9';
            if (!letter && !digit && MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < 0x20 && c != '\t') || c == 0x7f || c > 0xff) {
                return false;
            }
        }
        return true;
    }
}
