package activate.embedded.mongo;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Who is at the other end of a connection: the common name of the certificate that was verified.
 */
final class ClientCertificate {

    private static final AttributeKey<Optional<String>> NAME =
            AttributeKey.valueOf(ClientCertificate.class, "name");

    private ClientCertificate() {}

    /** Looked up once for each connection. */
    static Optional<String> nameOf(Channel channel) {
        Optional<String> known = channel.attr(NAME).get();
        if (known != null) {
            return known;
        }
        Optional<String> found = find(channel);
        channel.attr(NAME).set(found);
        return found;
    }

    private static Optional<String> find(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            return Optional.empty();
        }
        try {
            var certificate = (X509Certificate) tls.engine().getSession().getPeerCertificates()[0];
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> part.getValue().toString())
                            .findFirst();
        } catch (SSLPeerUnverifiedException | InvalidNameException e) {
            return Optional.empty();
        }
    }
}
