package activate.agenthub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;

/**
 * Stands where a node's SSH server would: who speaks SSH reaches a real one, so that it can prove
 * its host key; to everybody else it sends back what it gets and finishes when its client does.
 */
final class PeeredServer implements AutoCloseable {
    static {
        // As the hub does: a provider of the whole JVM would outlive the class loader of this test.
        System.setProperty("org.apache.sshd.security.provider.BC.useNamed", "false");
    }

    /** How many have begun to speak SSH. */
    final AtomicInteger sshConnections = new AtomicInteger();

    private final ServerSocket server = new ServerSocket();
    private final SshServer ssh = SshServer.setUpDefaultServer();
    private final KeyPair key;

    PeeredServer(String address, int port) throws IOException, GeneralSecurityException {
        key = KeyUtils.generateKeyPair("ssh-ed25519", 256);
        ssh.setHost("127.0.0.1");
        ssh.setKeyPairProvider(KeyPairProvider.wrap(key));
        ssh.start();
        server.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
        Thread.ofVirtual().start(this::accept);
    }

    /** The line that a node reports of this server. */
    String hostKey() {
        return PublicKeyEntry.toString(key.getPublic());
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            PushbackInputStream in = new PushbackInputStream(socket.getInputStream());
            int first = in.read();
            if (first < 0) {
                return;
            }
            in.unread(first);
            if (first == 'S') {
                sshConnections.incrementAndGet();
                join(socket, in);
            } else {
                in.transferTo(socket.getOutputStream());
                socket.shutdownOutput();
            }
        } catch (IOException _) {
            // The other side is gone.
        }
    }

    private void join(Socket client, InputStream in) throws IOException {
        try (Socket inner = new Socket(InetAddress.ofLiteral("127.0.0.1"), ssh.getPort())) {
            Thread back =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try (OutputStream out = client.getOutputStream()) {
                                            inner.getInputStream().transferTo(out);
                                        } catch (IOException _) {
                                            // One of the two is gone, and the other goes now.
                                        }
                                    });
            in.transferTo(inner.getOutputStream());
            back.interrupt();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            ssh.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
