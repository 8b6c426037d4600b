package activate.ingress.listener;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Gives each handshake the certificate of that moment. Switching costs no connection, unlike new
 * options of a listener, which has none for the time that they take to be made.
 */
final class SwitchingKeys extends X509ExtendedKeyManager {

    /** The certificate in use, and the one before it for handshakes that have already chosen it. */
    private record Pair(Certificate current, Certificate before) {}

    private volatile Pair pair;

    SwitchingKeys(Certificate first) {
        this.pair = new Pair(first, first);
    }

    Certificate current() {
        return pair.current();
    }

    void use(Certificate next) {
        pair = new Pair(next, pair.current());
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        Certificate current = pair.current();
        return keyType.equals(current.keyType()) ? current.fingerprint() : null;
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = chooseEngineServerAlias(keyType, issuers, null);
        return alias == null ? new String[0] : new String[] {alias};
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        Certificate chosen = named(alias);
        return chosen == null ? null : chosen.chain();
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        Certificate chosen = named(alias);
        return chosen == null ? null : chosen.key();
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[0];
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    private @Nullable Certificate named(String alias) {
        Pair now = pair;
        if (now.current().fingerprint().equals(alias)) {
            return now.current();
        }
        return now.before().fingerprint().equals(alias) ? now.before() : null;
    }
}
