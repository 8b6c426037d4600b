package activate.embedded.vault;

import activate.embedded.grant.ServiceGrants;
import activate.embedded.grant.VaultPolicy;
import activate.embedded.home.Home;
import activate.embedded.part.EmbeddedPart;
import activate.embedded.part.Fault;
import activate.embedded.part.PartFailure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stand-in on loopback; it is no Vault, and says so when it starts. */
public final class VaultPart extends EmbeddedPart {

    private static final Logger LOG = LoggerFactory.getLogger(VaultPart.class);
    private static final int MAX_BODY = 1 << 20;

    private final Home home;
    private final Path folder;
    private final InstantSource clock;
    private final ObjectMapper mapper = new ObjectMapper();
    private final VaultProbe probe;
    private @Nullable HttpServer server;
    private @Nullable ExecutorService threads;

    public VaultPart(Home home, int port, InstantSource clock) {
        super("vault", port);
        this.home = home;
        this.folder = home.part("vault");
        this.clock = clock;
        this.probe =
                new VaultProbe(
                        () -> URI.create("http://127.0.0.1:" + boundPort()),
                        this::rootToken,
                        home.secret("supervisor"));
    }

    public synchronized int boundPort() {
        return server == null ? port() : server.getAddress().getPort();
    }

    @Override
    public String version() {
        return "stand-in";
    }

    /** What a service shows; it reaches what its policy names and nothing else. */
    public String token(ServiceGrants grants) {
        return "hvs." + home.secret("vault-token-" + grants.name());
    }

    /** That of an administrator, who may do everything. */
    public String rootToken() {
        return "hvs." + home.secret("vault-root-token");
    }

    /** Ends {@code sys/seal}. */
    public String unsealKey() {
        return home.secret("vault-key-1") + home.secret("vault-key-2");
    }

    @Override
    protected synchronized void open() {
        LOG.warn(
                "vault is a small stand-in over an encrypted file: use a real Vault through ACTIVATE_VAULT_URL");
        var content = new SealedFile(folder.resolve("vault.aes"), unsealKey());
        var routes = new VaultServer(content, clock, unsealKey(), tokens());
        try {
            HttpServer opened =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 0);
            threads = Executors.newVirtualThreadPerTaskExecutor();
            opened.setExecutor(threads);
            opened.createContext("/v1/", exchange -> handle(exchange, routes));
            opened.start();
            server = opened;
        } catch (IOException e) {
            throw new PartFailure("vault does not start: " + e.getMessage(), e);
        }
    }

    @Override
    protected synchronized void close() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
        if (threads != null) {
            threads.shutdownNow();
            threads = null;
        }
    }

    @Override
    public Optional<Fault> fault() {
        return probe.fault(true);
    }

    private Map<String, Optional<VaultPolicy>> tokens() {
        Map<String, Optional<VaultPolicy>> tokens = new HashMap<>();
        tokens.put(rootToken(), Optional.empty());
        for (ServiceGrants grants : ServiceGrants.all()) {
            tokens.put(token(grants), Optional.of(grants.policy()));
        }
        return tokens;
    }

    private void handle(HttpExchange exchange, VaultServer routes) throws IOException {
        try (exchange) {
            VaultAnswer answer;
            try {
                answer = routes.answer(request(exchange), token(exchange));
            } catch (JsonProcessingException | ClassCastException e) {
                answer = VaultAnswer.error(VaultRefusal.invalid("failed to parse JSON input"));
            } catch (VaultRefusal refusal) {
                answer = VaultAnswer.error(refusal);
            } catch (RuntimeException e) {
                LOG.error(
                        "vault call failed: method={} path={}",
                        exchange.getRequestMethod(),
                        path(exchange),
                        e);
                answer = VaultAnswer.error(new VaultRefusal(500, "internal error"));
            }
            send(exchange, answer);
        }
    }

    private VaultRequest request(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (bytes.length > MAX_BODY) {
            throw VaultRefusal.invalid("failed to parse JSON input");
        }
        ObjectNode body =
                bytes.length == 0 ? mapper.createObjectNode() : (ObjectNode) mapper.readTree(bytes);
        String method = exchange.getRequestMethod().toUpperCase(Locale.ROOT);
        boolean isList = "list=true".equals(exchange.getRequestURI().getRawQuery());
        return new VaultRequest(
                isList && method.equals("GET") ? "LIST" : method, path(exchange), body);
    }

    private static String path(HttpExchange exchange) {
        return exchange.getRequestURI()
                .getPath()
                .substring("/v1/".length())
                .replaceAll("^/+|/+$", "");
    }

    private static @Nullable String token(HttpExchange exchange) {
        return exchange.getRequestHeaders().getFirst("X-Vault-Token");
    }

    private void send(HttpExchange exchange, VaultAnswer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (answer.body() == null) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        byte[] bytes = mapper.writeValueAsBytes(answer.body());
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
