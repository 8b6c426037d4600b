package activate.embedded.vault;

import java.util.List;

/** A request that is refused, with the status and the text of the real server. */
final class VaultRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    VaultRefusal(int status, String text) {
        super(text, null, false, false);
        this.status = status;
    }

    static VaultRefusal invalid(String text) {
        return new VaultRefusal(400, text);
    }

    /** Of a secret; the real server says no more. */
    static VaultRefusal notFound() {
        return new VaultRefusal(404, "");
    }

    static VaultRefusal unsupported() {
        return new VaultRefusal(405, "1 error occurred:\n\t* unsupported operation\n\n");
    }

    int status() {
        return status;
    }

    List<String> errors() {
        String text = String.valueOf(getMessage());
        return text.isEmpty() ? List.of() : List.of(text);
    }
}
