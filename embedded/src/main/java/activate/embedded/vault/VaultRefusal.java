package activate.embedded.vault;

import org.jspecify.annotations.Nullable;

/** A request that is refused, with the status and the text of the real server. */
final class VaultRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String text;

    private VaultRefusal(int status, @Nullable String text) {
        super(text, null, false, false);
        this.status = status;
        this.text = text;
    }

    static VaultRefusal invalid(String text) {
        return new VaultRefusal(400, text);
    }

    static VaultRefusal badToken() {
        return new VaultRefusal(403, "permission denied");
    }

    /** A good token without the right. */
    static VaultRefusal notAllowed() {
        return new VaultRefusal(403, "1 error occurred:\n\t* permission denied\n\n");
    }

    static VaultRefusal notFound() {
        return new VaultRefusal(404, null);
    }

    static VaultRefusal notFound(String text) {
        return new VaultRefusal(404, text);
    }

    static VaultRefusal unsupported() {
        return new VaultRefusal(405, "1 error occurred:\n\t* unsupported operation\n\n");
    }

    static VaultRefusal sealed() {
        return new VaultRefusal(503, "Vault is sealed");
    }

    int status() {
        return status;
    }

    @Nullable String text() {
        return text;
    }
}
