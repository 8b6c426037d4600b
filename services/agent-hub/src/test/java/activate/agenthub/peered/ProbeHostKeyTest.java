package activate.agenthub.peered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProbeHostKeyTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ProbeHostKey probe = new ProbeHostKey();

    private static SshServer server(KeyPair... keys) throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(keys));
        server.start();
        return server;
    }

    private boolean isProved(SshServer server, String... keys) throws IOException {
        return probe.isProved(
                new InetSocketAddress(LOOPBACK, server.getPort()), List.of(keys), PATIENCE);
    }

    @ParameterizedTest
    @CsvSource({
        "ssh-ed25519, 256",
        "ecdsa-sha2-nistp256, 256",
        "ecdsa-sha2-nistp384, 384",
        "ecdsa-sha2-nistp521, 521",
        "ssh-rsa, 2048"
    })
    void serverProvesItsOwnKeyAndNoOther(String type, int size) throws Exception {
        // Given
        KeyPair own = KeyUtils.generateKeyPair(type, size);
        String other = PublicKeyEntry.toString(KeyUtils.generateKeyPair(type, size).getPublic());
        try (SshServer server = server(own)) {
            // When, Then
            String known = PublicKeyEntry.toString(own.getPublic());
            assertThat(isProved(server, known)).isTrue();
            assertThat(isProved(server, other)).isFalse();
        }
    }

    @Test
    void serverWithSeveralKeysIsAskedForTheKindThatIsKnown() throws Exception {
        // Given
        KeyPair edwards = KeyUtils.generateKeyPair("ssh-ed25519", 256);
        KeyPair curve = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        KeyPair rsa = KeyUtils.generateKeyPair("ssh-rsa", 2048);
        try (SshServer server = server(edwards, curve, rsa)) {
            // When, Then
            for (KeyPair known : List.of(edwards, curve, rsa)) {
                assertThat(isProved(server, PublicKeyEntry.toString(known.getPublic()))).isTrue();
            }
        }
    }

    @Test
    void whoSaysNothingIsGivenUp() throws Exception {
        // Given
        try (ServerSocket silent = new ServerSocket(0, 5, LOOPBACK)) {
            InetSocketAddress address = new InetSocketAddress(LOOPBACK, silent.getLocalPort());

            // When, Then
            assertThatThrownBy(
                            () ->
                                    probe.isProved(
                                            address,
                                            List.of("ssh-ed25519 AAAA"),
                                            Duration.ofMillis(300)))
                    .isInstanceOf(IOException.class);
        }
    }
}
