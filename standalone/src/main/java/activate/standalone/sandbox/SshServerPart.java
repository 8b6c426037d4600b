package activate.standalone.sandbox;

import activate.embedded.home.Home;
import activate.embedded.part.ChildPart;
import activate.embedded.part.Fault;
import activate.standalone.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SSH server of the demo cluster on loopback. It admits the keys that are registered in the
 * platform, no others.
 */
final class SshServerPart extends ChildPart {

    private static final int PROBE_MILLIS = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(SshServerPart.class);
    private static final long WISH_MILLIS = 200;
    private static final int ROUNDS = 25;
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(5);

    private final Home home;
    private final PlatformApi api;
    private final SshServer server;
    private final Path hostKey;
    private @Nullable CountDownLatch keysStopped;

    SshServerPart(Settings settings, LoginAccount account, PlatformApi api) {
        super(settings.home(), "sandbox-ssh", Sandbox.sshPort(settings), "TERM", STOP_DEADLINE);
        this.home = settings.home();
        this.api = api;
        Path folder = home.part(Sandbox.NAME);
        this.hostKey = HostKey.ensure(folder);
        this.server = new SshServer(folder, hostKey, port(), account, process);
    }

    Path hostKey() {
        return hostKey;
    }

    @Override
    public boolean isRequired() {
        return false;
    }

    @Override
    public String version() {
        return server.version();
    }

    @Override
    public void launch() {
        process.start(server.command());
        server.started();
        var stopped = new CountDownLatch(1);
        keysStopped = stopped;
        Thread.ofVirtual().name("sandbox-keys").start(() -> followKeys(stopped));
    }

    @Override
    public Optional<Fault> fault() {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), PROBE_MILLIS);
            socket.setSoTimeout(PROBE_MILLIS);
            byte[] greeting = socket.getInputStream().readNBytes(4);
            return new String(greeting, StandardCharsets.US_ASCII).equals("SSH-")
                    ? Optional.empty()
                    : Optional.of(Fault.of("what answers on port " + port() + " is no SSH server"));
        } catch (IOException e) {
            return Optional.of(Fault.of("no greeting on port " + port(), e));
        }
    }

    @Override
    public void stop() {
        CountDownLatch keys = keysStopped;
        if (keys != null) {
            keys.countDown();
        }
        super.stop();
        server.ended();
    }

    /**
     * Asks for the keys now and then, and at once when a login waits for a key that is not known
     * yet. While the platform cannot be asked, the keys stay as they were.
     */
    private void followKeys(CountDownLatch stopped) {
        int rounds = 0;
        try {
            while (!stopped.await(WISH_MILLIS, TimeUnit.MILLISECONDS)) {
                boolean wished = Files.exists(server.wish());
                rounds++;
                if (!wished && rounds % ROUNDS != 0) {
                    continue;
                }
                Optional<String> keys = api.publicKeys(AgentPart.state(home));
                if (wished || keys.filter(now -> !now.equals(server.admitted())).isPresent()) {
                    server.admit(keys.orElse(server.admitted()));
                }
                Files.deleteIfExists(server.wish());
            }
        } catch (IOException e) {
            LOG.error("the keys of the demo cluster are not followed any more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
