package activate.embedded.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * One call.
 *
 * @param method as sent; {@code LIST} also for {@code GET ?list=true}
 * @param path below {@code /v1/}, without a slash at its ends
 */
record VaultRequest(String method, String path, Map<String, String> query, ObjectNode body) {

    VaultRequest {
        query = Map.copyOf(query);
    }

    boolean isWrite() {
        return method.equals("POST") || method.equals("PUT");
    }

    VaultRequest below(String prefix) {
        return new VaultRequest(method, path.substring(prefix.length()), query, body);
    }

    /** Bodies hold secrets. */
    @Override
    public String toString() {
        return "VaultRequest[method=" + method + ", path=" + path + "]";
    }
}
