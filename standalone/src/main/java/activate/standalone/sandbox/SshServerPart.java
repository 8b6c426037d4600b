package activate.standalone.sandbox;

import activate.standalone.home.Home;
import activate.standalone.home.Settings;
import activate.standalone.supervise.ChildProcess;
import activate.standalone.supervise.Part;
import activate.standalone.supervise.PortHolder;
import activate.standalone.supervise.ProcessIdentity;
import activate.standalone.supervise.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The SSH server of the demo cluster on loopback. It admits the keys that are registered in the platform, no others. */
final class SshServerPart implements Part {

    private static final int PROBE_MILLIS = 2_000;
    private static final long KEYS_MILLIS = 3_000;
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(5);

    private final Home home;
    private final int port;
    private final PlatformApi api;
    private final ChildProcess process;
    private final SshServer server;
    private final Path hostKey;
    private @Nullable CountDownLatch keysStopped;

    SshServerPart(Settings settings, LoginAccount account, PlatformApi api) {
        this.home = settings.home();
        this.port = settings.internalPort(Sandbox.NAME);
        this.api = api;
        this.process = new ChildProcess(home, "sandbox-ssh");
        Path folder = home.part(Sandbox.NAME);
        this.hostKey = HostKey.ensure(folder);
        Optional<String> sshd = Programs.find("sshd");
        this.server =
                sshd.isPresent() && !account.separate()
                        ? new OpenSshServer(sshd.get(), folder, hostKey, port, account.name())
                        : new JavaSshServer(folder, hostKey, port, account, process);
        PortHolder.requireFree(port, Settings.portVariable(Sandbox.NAME));
    }

    Path hostKey() {
        return hostKey;
    }

    @Override
    public String name() {
        return "sandbox-ssh";
    }

    @Override
    public boolean isRequired() {
        return false;
    }

    @Override
    public int port() {
        return port;
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
    public boolean isReady() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
            socket.setSoTimeout(PROBE_MILLIS);
            byte[] greeting = socket.getInputStream().readNBytes(4);
            return new String(greeting, StandardCharsets.US_ASCII).equals("SSH-");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void stop() {
        CountDownLatch keys = keysStopped;
        if (keys != null) {
            keys.countDown();
        }
        process.stop("TERM", STOP_DEADLINE);
        server.ended();
    }

    @Override
    public Optional<ProcessIdentity> process() {
        return process.identity();
    }

    @Override
    public boolean awaitEnd(long millis) throws InterruptedException {
        return process.awaitEnd(millis);
    }

    /** While the platform cannot be asked, the keys stay as they were. */
    private void followKeys(CountDownLatch stopped) {
        String known = "";
        try {
            while (!stopped.await(KEYS_MILLIS, TimeUnit.MILLISECONDS)) {
                Optional<String> keys = api.publicKeys(AgentPart.state(home));
                if (keys.isPresent() && !keys.get().equals(known)) {
                    known = keys.get();
                    server.admit(known);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
