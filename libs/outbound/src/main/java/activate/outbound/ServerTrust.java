package activate.outbound;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Checks servers' certificates as the JDK does, whoever speaks TLS: by its rules about names and
 * weak algorithms, and with its words about what is wrong.
 */
final class ServerTrust extends X509ExtendedTrustManager {
    /**
     * What the JDK names a key exchange by where the certificate has no part in it, as in TLS 1.3.
     */
    private static final String ANY = "UNKNOWN";

    /** The same, as BoringSSL says it. */
    private static final String ANY_NATIVE = "GENERIC";

    private final X509ExtendedTrustManager rules;

    private ServerTrust(X509ExtendedTrustManager rules) {
        this.rules = rules;
    }

    /**
     * @param authorities null for the runtime's own
     */
    static ServerTrust in(@Nullable KeyStore authorities) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX", "SunJSSE");
        factory.init(authorities);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager rules) {
                return new ServerTrust(rules);
            }
        }
        throw new GeneralSecurityException("no trust manager for certificates");
    }

    private static String keyExchange(String name) {
        return name.equals(ANY_NATIVE) ? ANY : name;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyExchange, SSLEngine engine)
            throws CertificateException {
        rules.checkServerTrusted(chain, keyExchange(keyExchange), engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyExchange, Socket socket)
            throws CertificateException {
        rules.checkServerTrusted(chain, keyExchange(keyExchange), socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyExchange)
            throws CertificateException {
        rules.checkServerTrusted(chain, keyExchange(keyExchange));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyExchange, SSLEngine engine)
            throws CertificateException {
        rules.checkClientTrusted(chain, keyExchange, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyExchange, Socket socket)
            throws CertificateException {
        rules.checkClientTrusted(chain, keyExchange, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyExchange)
            throws CertificateException {
        rules.checkClientTrusted(chain, keyExchange);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return rules.getAcceptedIssuers();
    }
}
