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
 * <p>What the few do not confirm is decided by all, so that what is believed, and why something is
 * not, is the same.
 */
final class AuthoritiesAsNeeded extends X509ExtendedTrustManager {
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

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

    /** The certificates of a PEM file, as they are written there, in Base64. */
    static List<String> written(String pem) {
        List<String> found = new ArrayList<>();
        int begin = pem.indexOf(BEGIN);
        while (begin >= 0) {
            int end = pem.indexOf(END, begin);
            if (end < 0) {
                break;
            }
            found.add(pem.substring(begin + BEGIN.length(), end));
            begin = pem.indexOf(BEGIN, end);
        }
        return found;
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
                byte[] bytes = Base64.getMimeDecoder().decode(one);
                if (names.stream().anyMatch(text(bytes)::contains)) {
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
