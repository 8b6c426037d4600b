package activate.outbound;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Believes the authorities of one PEM file, and reads only those of them that a chain names. The
 * bundle of a system has about 140, and to read them all takes longer than a handshake.
 *
 * <p>The rules are the JDK's, and more authorities never make it refuse a chain. So what the few
 * confirm, all of them confirm; and what they do not is decided by all, so that why something is
 * not believed is the same, too. One thing differs: damage within an authority that nobody named is
 * not noticed.
 */
final class AuthoritiesAsNeeded extends X509ExtendedTrustManager {
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";
    private static final String RULER = "-----";

    private final List<String> written;
    private final Reading reading;
    private @Nullable X509ExtendedTrustManager all;

    /** Makes a trust manager of all authorities of the file. */
    interface Reading {
        X509ExtendedTrustManager all() throws IOException;
    }

    AuthoritiesAsNeeded(List<String> written, Reading reading) {
        this.written = List.copyOf(written);
        this.reading = reading;
    }

    /**
     * The certificates of a PEM file, as they are written there, in Base64.
     *
     * @return none where anything of the file might be taken for a certificate by one reader and
     *     for a comment by another, such as one that is commented out
     */
    static List<String> written(String pem) {
        List<String> found = new ArrayList<>();
        int begin = -1;
        int at = 0;
        while (at < pem.length()) {
            int newline = pem.indexOf('\n', at);
            int next = newline < 0 ? pem.length() : newline + 1;
            String line = line(pem, at, newline < 0 ? next : newline);
            if (begin < 0 && line.equals(BEGIN)) {
                begin = next;
            } else if (begin >= 0 && line.equals(END)) {
                found.add(pem.substring(begin, at));
                begin = -1;
            } else if (begin >= 0 ? !isBase64(line) : line.contains(RULER)) {
                return List.of();
            }
            at = next;
        }
        return begin < 0 ? found : List.of();
    }

    private static String line(String pem, int from, int to) {
        boolean isForeign = to > from && pem.charAt(to - 1) == '\r';
        return pem.substring(from, isForeign ? to - 1 : to);
    }

    private static boolean isBase64(String line) {
        return line.chars()
                .allMatch(
                        letter ->
                                (letter >= '0' && letter <= '9')
                                        || (letter >= 'A' && letter <= 'Z')
                                        || (letter >= 'a' && letter <= 'z')
                                        || letter == '+'
                                        || letter == '/'
                                        || letter == '=');
    }

    private interface Check {
        void run(X509ExtendedTrustManager believed) throws CertificateException;
    }

    private void check(X509Certificate[] chain, Check check) throws CertificateException {
        Optional<X509ExtendedTrustManager> few = named(chain);
        if (few.isPresent()) {
            try {
                check.run(few.get());
                return;
            } catch (CertificateException _) {
                // A name can be written in several ways: the others may know it.
            }
        }
        check.run(all());
    }

    private Optional<X509ExtendedTrustManager> named(X509Certificate[] chain) {
        Set<String> names = new HashSet<>();
        for (X509Certificate certificate : chain) {
            names.add(text(certificate.getIssuerX500Principal().getEncoded()));
            names.add(text(certificate.getSubjectX500Principal().getEncoded()));
        }
        List<Certificate> few = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509", "SUN");
            for (String one : written) {
                byte[] bytes = Base64.getDecoder().decode(one.replaceAll("[\r\n]", ""));
                // The first one tells whether the file holds certificates at all.
                if (few.isEmpty() || names.stream().anyMatch(text(bytes)::contains)) {
                    few.add(factory.generateCertificate(new ByteArrayInputStream(bytes)));
                }
            }
            return few.isEmpty()
                    ? Optional.empty()
                    : Optional.of(TrustedAuthorities.believing(few));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // Whoever reads them all says what is wrong with the file.
            return Optional.empty();
        }
    }

    /** One character for each byte, to search in. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private synchronized X509ExtendedTrustManager all() throws CertificateException {
        if (all == null) {
            try {
                all = reading.all();
            } catch (IOException e) {
                throw new CertificateException(e);
            }
        }
        return all;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        check(chain, believed -> believed.checkServerTrusted(chain, type));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        check(chain, believed -> believed.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        check(chain, believed -> believed.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        check(chain, believed -> believed.checkClientTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        check(chain, believed -> believed.checkClientTrusted(chain, type, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        check(chain, believed -> believed.checkClientTrusted(chain, type, engine));
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        try {
            return all().getAcceptedIssuers();
        } catch (CertificateException _) {
            return new X509Certificate[0];
        }
    }
}
