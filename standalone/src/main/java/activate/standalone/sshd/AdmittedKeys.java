package activate.standalone.sshd;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;

/** The keys that log in now, for one user name. */
final class AdmittedKeys implements PublickeyAuthenticator {

    private final String user;
    private volatile List<PublicKey> keys = List.of();

    AdmittedKeys(String user) {
        this.user = user;
    }

    /** Lines that are no keys are passed over: one bad key must not lock out the others. */
    void replace(String lines) {
        List<PublicKey> parsed = new ArrayList<>();
        for (String line : lines.split("\n", -1)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                parsed.add(
                        PublicKeyEntry.parsePublicKeyEntry(line.strip()).resolvePublicKey(null, null, null));
            } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
                System.err.println("key not understood: " + e.getMessage());
            }
        }
        keys = List.copyOf(parsed);
    }

    @Override
    public boolean authenticate(String username, PublicKey key, ServerSession session) {
        return username.equals(user) && keys.stream().anyMatch(known -> KeyUtils.compareKeys(known, key));
    }
}
