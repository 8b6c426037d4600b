package activate.bench.idle;

import activate.agent.link.KeepLink;
import activate.agent.platform.AgentApi;
import activate.agent.platform.WireJson;
import activate.agent.state.AgentFailure;
import activate.agent.state.AgentVersion;
import activate.agent.state.EnrolledNode;
import activate.agent.state.NodeKeyPair;
import activate.agent.state.SshAddress;
import activate.agent.state.StateDirectory;
import activate.messages.agent.Heartbeat;
import activate.messages.agent.NodeDescription;
import activate.messages.agent.Registered;
import activate.messages.agent.Registration;
import activate.outbound.OutboundClient;
import activate.outbound.OutboundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Many agents in one process: each with its own identity, link and heartbeats, none with work.
///
/// Arguments: the platform's URL, its CA file, a folder for the keys, how many. A reusable
/// registration token is read from standard input. Says `ready` when all links have been up.
public final class Swarm {
    private static final long HEARTBEAT_MILLIS = 15_000;
    private static final int AT_ONCE = 8;
    private static final long MINUTES = 5;

    private final URI server;
    private final Optional<Path> caFile;
    private final String token;
    private final OutboundClient client;
    private final AgentApi api;
    private final SecureRandom random = new SecureRandom();
    private final CountDownLatch connected;

    private Swarm(URI server, Path caFile, String token, int count) throws IOException {
        this.server = server;
        this.caFile = Optional.of(caFile);
        this.token = token;
        this.client = OutboundClient.open(this.caFile, Map.of());
        this.api = new AgentApi(client, server);
        this.connected = new CountDownLatch(count);
    }

    public static void main(String[] args) throws Exception {
        // A thousand links that are up are no news; the root logger is held by the log manager.
        Logger.getLogger("").setLevel(Level.WARNING);
        String token = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        int count = Integer.parseInt(args[3]);
        Swarm swarm = new Swarm(URI.create(args[0]), Path.of(args[1]), token, count);
        Semaphore places = new Semaphore(AT_ONCE);
        for (int i = 0; i < count; i++) {
            String hostname = "idle-%05d".formatted(i);
            NodeKeyPair key = StateDirectory.open(Path.of(args[2], hostname)).key();
            places.acquire();
            Thread.ofVirtual().start(() -> swarm.live(hostname, key, places));
        }
        if (!swarm.connected.await(MINUTES, TimeUnit.MINUTES)) {
            System.out.println("not connected: " + swarm.connected.getCount());
            System.exit(1);
        }
        System.out.println("ready");
        Thread.currentThread().join();
    }

    private void live(String hostname, NodeKeyPair key, Semaphore places) {
        try {
            EnrolledNode identity = enrol(hostname, key);
            CountDownLatch first = new CountDownLatch(1);
            KeepLink link =
                    new KeepLink(
                            identity,
                            key,
                            client,
                            random,
                            state -> {
                                if (state.connected() && first.getCount() > 0) {
                                    first.countDown();
                                    connected.countDown();
                                    places.release();
                                }
                            });
            Thread.ofVirtual().start(() -> beat(identity));
            link.run();
        } catch (AgentFailure | IOException e) {
            System.err.println(hostname + ": " + e.getMessage());
            System.exit(1);
        }
    }

    private EnrolledNode enrol(String hostname, NodeKeyPair key) throws IOException {
        AgentApi.Answer answer =
                api.register(new Registration(token, described(hostname), key.publicKey()));
        if (!answer.isSuccess()) {
            throw new IOException(answer.detail());
        }
        Registered made = answer.as(Registered.class);
        return new EnrolledNode(
                server,
                caFile,
                made.apiKey(),
                made.nodeId(),
                made.clusterName(),
                made.organization(),
                hostname,
                new SshAddress("", 22),
                List.of());
    }

    private static NodeDescription described(String hostname) {
        return new NodeDescription(
                hostname, "linux", "amd64", List.of(), AgentVersion.TEXT, 22, List.of());
    }

    private void beat(EnrolledNode identity) {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(random.nextLong(2 * HEARTBEAT_MILLIS));
                report(identity);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(EnrolledNode identity) {
        try {
            api.heartbeat(
                    WireJson.tree(
                            new Heartbeat(
                                    described(identity.hostname()), null, null, null, null, null)),
                    identity.apiKey());
        } catch (OutboundException e) {
            System.err.println(identity.hostname() + ": " + e.getMessage());
        }
    }
}
