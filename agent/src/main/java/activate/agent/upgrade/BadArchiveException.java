package activate.agent.upgrade;

import java.io.IOException;

/** An archive that holds something else than an agent, whoever made it. */
final class BadArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    BadArchiveException(String message) {
        super(message);
    }
}
