package activate.embedded.vault;

import activate.embedded.grant.VaultPolicy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * One call.
 *
 * @param method as sent; {@code LIST} also for {@code GET ?list=true}
 * @param path below {@code /v1/}, without a slash at its ends
 */
record VaultRequest(String method, String path, ObjectNode body) {

    boolean isWrite() {
        return method.equals("POST") || method.equals("PUT");
    }

    boolean isAllowedBy(VaultPolicy policy) {
        return switch (method) {
            case "GET" -> policy.allows("read", path);
            // As in the real server, a list asks about the folder.
            case "LIST" -> policy.allows("list", path + "/");
            case "POST", "PUT" -> policy.allows("create", path) && policy.allows("update", path);
            default -> policy.allows(method.toLowerCase(Locale.ROOT), path);
        };
    }

    /** Bodies hold secrets. */
    @Override
    public String toString() {
        return "VaultRequest[method=" + method + ", path=" + path + "]";
    }
}
