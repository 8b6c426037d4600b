package activate.embedded.vault;

import activate.embedded.grant.VaultPolicy;
import java.util.Locale;
import java.util.Optional;

/**
 * Whom a token stands for.
 *
 * @param policy absent for the root token, which may do everything
 */
record VaultIdentity(String name, Optional<VaultPolicy> policy) {

    private static final VaultIdentity ROOT = new VaultIdentity("root", Optional.empty());

    static VaultIdentity root() {
        return ROOT;
    }

    static VaultIdentity of(VaultPolicy policy) {
        return new VaultIdentity(policy.name(), Optional.of(policy));
    }

    boolean isRoot() {
        return policy.isEmpty();
    }

    boolean may(VaultRequest request) {
        if (policy.isEmpty()) {
            return true;
        }
        return switch (request.method()) {
            case "GET" -> policy.get().allows("read", request.path());
            // As in the real server, a list asks about the folder.
            case "LIST" -> policy.get().allows("list", request.path() + "/");
            case "POST", "PUT" ->
                    policy.get().allows("create", request.path())
                            && policy.get().allows("update", request.path());
            default ->
                    policy.get().allows(request.method().toLowerCase(Locale.ROOT), request.path());
        };
    }
}
