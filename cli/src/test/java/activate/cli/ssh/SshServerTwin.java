package activate.cli.ssh;

import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.AcceptAllPublickeyAuthenticator;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;

/** A real SSH server that lets every ECDSA key in. */
final class SshServerTwin implements AutoCloseable {
    private final SshServer server = SshServer.setUpDefaultServer();
    private final KeyPair key;

    SshServerTwin() throws IOException {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(256);
            key = keys.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(List.of(key)));
        server.setPublickeyAuthenticator(AcceptAllPublickeyAuthenticator.INSTANCE);
        server.setCommandFactory(new ProcessShellCommandFactory());
        server.start();
    }

    int port() {
        return server.getPort();
    }

    String hostKey() {
        return PublicKeyEntry.toString(key.getPublic());
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
