package activate.outbound;

import activate.outbound.OutboundException.Kind;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Turns what the JDK throws into one sentence and one hint. */
final class DiagnoseFailure {
    private DiagnoseFailure() {}

    /**
     * @param where host and port that could not be reached
     */
    static OutboundException diagnose(String where, Throwable failure) {
        OutboundException known = find(failure, OutboundException.class);
        if (known != null) {
            return known;
        }
        if (find(failure, HttpConnectTimeoutException.class) != null) {
            return new OutboundException(
                    Kind.TIMEOUT,
                    where + " did not accept a connection in time",
                    reachHint(where),
                    failure);
        }
        if (find(failure, HttpTimeoutException.class) != null
                || find(failure, TimeoutException.class) != null) {
            return new OutboundException(
                    Kind.TIMEOUT,
                    where + " did not answer in time",
                    "the platform is overloaded, or something between drops the traffic; try again",
                    failure);
        }
        SSLException ssl = find(failure, SSLException.class);
        if (ssl != null) {
            return tls(where, ssl);
        }
        return network(where, failure);
    }

    private static OutboundException network(String where, Throwable failure) {
        if (find(failure, UnresolvedAddressException.class) != null
                || find(failure, UnknownHostException.class) != null) {
            return new OutboundException(
                    Kind.UNREACHABLE,
                    "no address found for " + where,
                    "check the host name and the DNS",
                    failure);
        }
        if (find(failure, NoRouteToHostException.class) != null) {
            return new OutboundException(
                    Kind.UNREACHABLE, "no route to " + where, reachHint(where), failure);
        }
        if (text(failure).contains("eof reached")) {
            return new OutboundException(
                    Kind.UNREACHABLE,
                    where + " ended the connection instead of answering",
                    reachHint(where),
                    failure);
        }
        if (find(failure, ConnectException.class) != null) {
            return new OutboundException(
                    Kind.UNREACHABLE, where + " refuses connections", reachHint(where), failure);
        }
        return new OutboundException(
                Kind.UNREACHABLE,
                "the connection to " + where + " failed: " + reason(failure),
                reachHint(where),
                failure);
    }

    private static OutboundException tls(String where, SSLException ssl) {
        if (find(ssl, CertificateExpiredException.class) != null) {
            return certificate(
                    "the certificate of " + where + " has expired",
                    "the operator must renew it; check this machine's clock",
                    ssl);
        }
        if (find(ssl, CertificateNotYetValidException.class) != null) {
            return certificate(
                    "the certificate of " + where + " is not valid yet",
                    "check this machine's clock",
                    ssl);
        }
        String text = text(ssl);
        if (text.contains("no name matching") || text.contains("no subject alternative")) {
            return certificate(
                    "the certificate is not for the name " + where,
                    "use the platform's own host name",
                    ssl);
        }
        if (text.contains("unable to find valid certification path")
                || find(ssl, CertPathValidatorException.class) != null
                || text.contains("signature check failed")
                || text.contains("path does not chain")) {
            return certificate(
                    "the certificate of "
                            + where
                            + " is signed by an authority that is not trusted here",
                    "give the platform's CA with --ca-file",
                    ssl);
        }
        if (text.contains("plaintext connection")
                || text.contains("unrecognized record")
                || text.contains("unable to parse tls packet header")) {
            return new OutboundException(
                    Kind.PROTOCOL,
                    where + " does not speak TLS",
                    "check the port of the platform",
                    ssl);
        }
        if (ssl instanceof SSLHandshakeException && !text.contains("terminated the handshake")) {
            return certificate(
                    "no TLS agreement with " + where + ": " + reason(ssl), reachHint(where), ssl);
        }
        return new OutboundException(
                Kind.UNREACHABLE,
                "TLS to " + where + " broke off: " + reason(ssl),
                reachHint(where),
                ssl);
    }

    private static OutboundException certificate(String message, String hint, Throwable cause) {
        return new OutboundException(Kind.CERTIFICATE, message, hint, cause);
    }

    static String reachHint(String where) {
        return "check that "
                + where
                + " is right, that the platform runs and that no firewall or proxy is between";
    }

    static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    /** All messages of a failure and its causes, in lower case. */
    static String text(Throwable failure) {
        StringBuilder all = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            all.append(cause.getMessage()).append('\n');
        }
        return all.toString().toLowerCase(Locale.ROOT);
    }

    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        String message = failure.getMessage();
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
            message = deepest.getMessage() == null ? message : deepest.getMessage();
        }
        return message == null
                ? deepest.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
