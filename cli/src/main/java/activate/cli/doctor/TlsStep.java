package activate.cli.doctor;

import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import java.net.http.HttpResponse;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** What the agreed TLS connection has of a certificate, and who is believed. */
final class TlsStep {
    private static final Duration SOON = Duration.ofDays(7);

    private final Invocation invocation;
    private final InstantSource clock = InstantSource.system();

    TlsStep(Invocation invocation) {
        this.invocation = invocation;
    }

    StepFinding finding(HttpResponse<String> answer) throws Failure {
        String trust = "trusted by " + authorities();
        Optional<X509Certificate> certificate = answer.sslSession().flatMap(TlsStep::certificate);
        if (certificate.isEmpty()) {
            return StepFinding.good(trust);
        }
        Instant end = certificate.get().getNotAfter().toInstant();
        String text =
                "the certificate is good until "
                        + end.atZone(ZoneOffset.UTC).toLocalDate()
                        + ", "
                        + trust;
        return end.isBefore(clock.instant().plus(SOON))
                ? StepFinding.doubtful(
                        text, "the platform's operator must renew the certificate soon")
                : StepFinding.good(text);
    }

    private static Optional<X509Certificate> certificate(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate first
                    ? Optional.of(first)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException _) {
            return Optional.empty();
        }
    }

    private String authorities() throws Failure {
        return invocation
                .login()
                .caFile()
                .map(file -> "the CA file " + file)
                .or(
                        () ->
                                invocation
                                        .machine()
                                        .variable("SSL_CERT_FILE")
                                        .map(file -> "SSL_CERT_FILE, " + file))
                .orElse("the system's authorities");
    }
}
