package activate.agent.twin;

import activate.testkit.network.TestCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The platform as an agent sees it: registration, heartbeats and the tunnel. */
public final class HubTwin implements AutoCloseable {
    public static final String API_KEY = "pwan_0123.secret";
    public static final String NODE_ID = "01920000-0000-7000-8000-000000000001";

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Queue<JsonObject> registrations = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<JsonObject> heartbeats = new LinkedBlockingQueue<>();
    private final BlockingQueue<HubLink> links = new LinkedBlockingQueue<>();
    private final AtomicInteger generation = new AtomicInteger();
    private volatile String publicKey = "";
    private final AtomicInteger lostAnswers = new AtomicInteger();
    private volatile int registerStatus = 200;
    private volatile int refusal;
    private volatile String userKeys = "";
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private volatile Sending sending = Sending.WHOLE;
    private volatile @Nullable String publicUrl;
    private volatile @Nullable Instant time = Instant.now();

    /** How much of a large file is sent. */
    public enum Sending {
        WHOLE,
        /** Half, and the connection ends. */
        CUT,
        /** Half, and nothing more comes. */
        STALLED
    }

    public HubTwin(TestCertificate certificate, int port) {
        HttpServerOptions options =
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PfxOptions()
                                        .setPath(certificate.keyStore().toString())
                                        .setPassword(TestCertificate.PASSWORD))
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setWebSocketSubProtocols(List.of("activate.yamux.v1"));
        server = await(vertx.createHttpServer(options).requestHandler(this::handle).listen());
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    public int port() {
        return server.actualPort();
    }

    public String url() {
        return "https://localhost:" + port();
    }

    public List<JsonObject> registrations() {
        return List.copyOf(registrations);
    }

    /** The next registrations are taken and their answers lost. */
    public void loseAnswers(int count) {
        lostAnswers.set(count);
    }

    public void refuseRegistration(int status) {
        registerStatus = status;
    }

    /** What registrations are told to be the platform's own address; null tells nothing. */
    public void publicUrl(@Nullable String url) {
        publicUrl = url;
    }

    /** The time that its health tells; null tells none. */
    public void time(@Nullable Instant now) {
        time = now;
    }

    /** What ada may log in with. */
    public void userKeys(String lines) {
        userKeys = lines;
    }

    /** The agent that is offered for download. */
    public void offer(byte[] archive, String sum) {
        files.put("/agent/linux-amd64.tar.gz", archive);
        files.put(
                "/agent/linux-amd64.tar.gz.sha256",
                (sum + "  linux-amd64.tar.gz\n").getBytes(StandardCharsets.US_ASCII));
    }

    public void send(Sending how) {
        sending = how;
    }

    private void file(HttpServerRequest request, byte @Nullable [] content) {
        if (content == null) {
            request.response().setStatusCode(404).end();
            return;
        }
        HttpServerResponse response = request.response();
        response.putHeader("Content-Length", Integer.toString(content.length));
        if (sending == Sending.WHOLE || request.path().endsWith(".sha256")) {
            response.end(Buffer.buffer(content));
            return;
        }
        var _ =
                response.write(Buffer.buffer(content).slice(0, content.length / 2))
                        .onSuccess(
                                _ -> {
                                    if (sending == Sending.CUT) {
                                        request.connection().close();
                                    }
                                });
    }

    /** Upgrades are refused with this status; 0 accepts them. */
    public void refuseUpgrades(int status) {
        refusal = status;
    }

    public @Nullable JsonObject heartbeat() throws InterruptedException {
        return heartbeats.poll(10, TimeUnit.SECONDS);
    }

    /** The next tunnel that proved its key. */
    public HubLink link() throws InterruptedException {
        HubLink link = links.poll(20, TimeUnit.SECONDS);
        if (link == null) {
            throw new AssertionError("no tunnel came");
        }
        return link;
    }

    /** Ends the next tunnel as soon as it is there, if one comes in time. */
    public void cutNext(Duration patience) {
        try {
            HubLink link = links.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (link != null) {
                link.close(1001, "going away");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean hasLink() {
        return !links.isEmpty();
    }

    /** Takes the key as given at registration. */
    public void trust(String rawKey) {
        publicKey = rawKey;
    }

    private void handle(HttpServerRequest request) {
        switch (request.path()) {
            case "/api/agent/register" ->
                    request.body().onSuccess(body -> register(request, body.toJsonObject()));
            case "/api/agent/heartbeat" ->
                    request.body()
                            .onSuccess(
                                    body -> {
                                        heartbeats.add(body.toJsonObject());
                                        request.response()
                                                .end(
                                                        "{\"status\":\"ok\",\"accessManagement\":{},\"schedulerReporter\":false}");
                                    });
            case "/healthzz" -> {
                Instant now = time;
                if (now != null) {
                    request.response()
                            .putHeader(
                                    "Date",
                                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                            now.atOffset(ZoneOffset.UTC)));
                }
                request.response().end("ok");
            }
            case "/api/users/ada/ssh-public-keys" -> request.response().end(userKeys);
            case "/ws/ssh/tunnel" -> upgrade(request);
            default -> file(request, files.get(request.path()));
        }
    }

    private void register(HttpServerRequest request, JsonObject body) {
        registrations.add(body);
        publicKey = body.getString("publicKey");
        if (lostAnswers.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            var _ = request.connection().close();
            return;
        }
        if (registerStatus != 200) {
            request.response()
                    .setStatusCode(registerStatus)
                    .end(
                            "{\"code\":\"registration_token_invalid\",\"detail\":\"The token is not valid.\"}");
            return;
        }
        request.response()
                .end(
                        new JsonObject()
                                .put("apiKey", API_KEY)
                                .put("nodeId", NODE_ID)
                                .put("clusterId", "c1")
                                .put("clusterName", "alpha")
                                .put("organization", "default")
                                .put("hostname", body.getString("hostname"))
                                .put("publicUrl", publicUrl)
                                .encode());
    }

    private void upgrade(HttpServerRequest request) {
        if (refusal != 0) {
            request.response()
                    .setStatusCode(refusal)
                    .end("{\"code\":\"unauthenticated\",\"detail\":\"No.\"}");
            return;
        }
        request.toWebSocket().onSuccess(this::greet);
    }

    private void greet(ServerWebSocket socket) {
        String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);
        socket.frameHandler(
                frame -> {
                    if (frame.isText()) {
                        prove(socket, nonce, new JsonObject(frame.textData()));
                    }
                });
        var _ =
                socket.writeTextMessage(
                        new JsonObject()
                                .put("type", "nonce")
                                .put("nonce", nonce)
                                .put("hub", "twin")
                                .encode());
    }

    private void prove(ServerWebSocket socket, String nonce, JsonObject proof) {
        String signed =
                "activate-agent-proof-v1\n" + NODE_ID + "\nlocalhost:" + port() + "\n" + nonce;
        if (!isSigned(signed, proof.getString("signature"))) {
            var _ = socket.close((short) 4401, "unauthorized");
            return;
        }
        int number = generation.incrementAndGet();
        HubLink link = new HubLink(vertx, socket);
        var _ =
                socket.writeTextMessage(
                        new JsonObject()
                                .put("type", "welcome")
                                .put("generation", number)
                                .put("nodeId", NODE_ID)
                                .encode());
        link.start();
        links.add(link);
    }

    private boolean isSigned(String text, String signature) {
        try {
            byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
            byte[] raw = Base64.getUrlDecoder().decode(publicKey);
            byte[] encoded = new byte[44];
            System.arraycopy(prefix, 0, encoded, 0, 12);
            System.arraycopy(raw, 0, encoded, 12, 32);
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(encoded)));
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(Base64.getUrlDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
