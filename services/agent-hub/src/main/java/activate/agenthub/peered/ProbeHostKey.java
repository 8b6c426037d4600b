package activate.agenthub.peered;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * Lets an SSH server prove its host key: a key exchange, whose signature is verified, and then the
 * connection is dropped. Nobody logs in.
 */
@ApplicationScoped
class ProbeHostKey {
    private static final String USER = "activate-hub";

    static {
        // sshd takes Ed25519 from Bouncy Castle, but must not make that a provider of the whole
        // JVM.
        System.setProperty("org.apache.sshd.security.provider.BC.useNamed", "false");
    }

    /**
     * Whether the server at {@code address} proves one of {@code keys}, lines of type and base64.
     * Blocks.
     *
     * @throws IOException when there is no answer in time, or none that is an SSH server's
     */
    boolean isProved(InetSocketAddress address, List<String> keys, Duration timeout)
            throws IOException {
        CompletableFuture<Boolean> proved = new CompletableFuture<>();
        long end = System.nanoTime() + timeout.toNanos();
        // A client of its own, because which kinds of keys are asked for is set on the client.
        try (SshClient client = SshClient.setUpDefaultClient()) {
            // Nothing of the account that runs the hub takes part.
            client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
            client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
            client.setSignatureFactories(signatures(keys));
            CoreModuleProperties.NIO_WORKERS.set(client, 1);
            client.setServerKeyVerifier(
                    (_, _, key) -> {
                        proved.complete(keys.contains(PublicKeyEntry.toString(key)));
                        return false;
                    });
            client.start();
            ClientSession session =
                    client.connect(USER, address).verify(timeout).getClientSession();
            session.addCloseFutureListener(
                    _ -> proved.completeExceptionally(new IOException("no key exchange")));
            return proved.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no proof of a host key", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** A server shows one of its keys: it must be of a kind that is known. */
    private static List<NamedFactory<Signature>> signatures(List<String> keys) throws IOException {
        Set<NamedFactory<Signature>> found = new LinkedHashSet<>();
        for (String key : keys) {
            switch (key.substring(0, Math.max(0, key.indexOf(' ')))) {
                case "ssh-ed25519" -> found.add(BuiltinSignatures.ed25519);
                case "ecdsa-sha2-nistp256" -> found.add(BuiltinSignatures.nistp256);
                case "ecdsa-sha2-nistp384" -> found.add(BuiltinSignatures.nistp384);
                case "ecdsa-sha2-nistp521" -> found.add(BuiltinSignatures.nistp521);
                case "ssh-rsa" -> {
                    found.add(BuiltinSignatures.rsaSHA512);
                    found.add(BuiltinSignatures.rsaSHA256);
                }
                default -> {
                    // Kinds that no node reports.
                }
            }
        }
        if (found.isEmpty()) {
            throw new IOException("no host key of a known kind");
        }
        return new ArrayList<>(found);
    }
}
