package activate.outbound;

import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** What is offered to a server, whoever speaks TLS. */
final class TlsParameters {
    /**
     * A key exchange under which whoever gets the server's key later reads what was recorded. The
     * JDK offers none of them; the native library would.
     */
    private static final String WITHOUT_FORWARD_SECRECY = "TLS_RSA_";

    private TlsParameters() {}

    static SSLParameters of(SSLContext context) {
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setCipherSuites(
                Arrays.stream(parameters.getCipherSuites())
                        .filter(suite -> !suite.startsWith(WITHOUT_FORWARD_SECRECY))
                        .toArray(String[]::new));
        return parameters;
    }
}
