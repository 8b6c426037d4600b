package activate.cli.twin;

import activate.testkit.network.TestCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The platform as `pw` sees it: canned clusters, real logins and streams to one SSH server. */
public final class PlatformTwin implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, Object> answers = new HashMap<>();
    private final Map<String, Integer> statuses = new HashMap<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Queue<String> browserRequests = new ConcurrentLinkedQueue<>();
    private final Queue<JsonObject> bodies = new ConcurrentLinkedQueue<>();
    private volatile int sshPort;
    private volatile JsonArray direct = new JsonArray();
    private volatile JsonArray hostKeys = new JsonArray();
    private volatile JsonObject streamError = new JsonObject();
    private volatile String publicUrl = "";
    private volatile int silentAfter = -1;
    private volatile String hostNames = "";
    private volatile boolean online = true;
    private volatile Duration clockAhead = Duration.ZERO;
    private final Map<String, Node> nodes = new java.util.concurrent.ConcurrentHashMap<>();
    private final JsonArray keys = new JsonArray();
    private volatile boolean remembersKeys;
    private volatile String firstNode = "";

    private record Node(int port, String hostKey) {}

    public PlatformTwin(TestCertificate certificate) {
        HttpServerOptions options =
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PfxOptions()
                                        .setPath(certificate.keyStore().toString())
                                        .setPassword(TestCertificate.PASSWORD))
                        .setHost("127.0.0.1")
                        .setWebSocketSubProtocols(List.of("activate.connect.v1"));
        server = await(vertx.createHttpServer(options).requestHandler(this::handle).listen(0));
        defaults();
    }

    private void defaults() {
        answer(
                "GET /api/auth/session",
                new JsonObject()
                        .put("username", "ada")
                        .put("organization", "default")
                        .put("name", "Ada")
                        .put("email", "ada@example.org")
                        .put("admin", false));
        answer(
                "GET /api/clusters",
                new JsonArray()
                        .add(cluster("c1", "alpha", "existing", "ada", "on"))
                        .add(cluster("c2", "bravo", "existing", "bob", "off"))
                        .add(cluster("c3", "sandbox", "managed-cluster", "", "on")));
        answer("GET /api/ssh-public-keys", new JsonArray());
        answer(
                "POST /api/ssh-public-keys",
                new JsonObject().put("id", "k1").put("title", "t").put("key", "k"));
        answer(
                "POST /api/apikeys",
                new JsonObject().put("id", "a1").put("key", key()).put("title", "pw"));
        answer("POST /api/sso/logout", new JsonObject().put("redirectUrl", "/"));
        answer("GET /api/auth/token", "\"aGVhZA.e30.c2ln\"");
    }

    private static JsonObject cluster(
            String id, String name, String type, String user, String status) {
        return new JsonObject()
                .put("id", id)
                .put("name", name)
                .put("type", type)
                .put("status", status)
                .put("user", user)
                .put("activeNodes", status.equals("on") ? 1 : 0)
                .put("description", null);
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    public String host() {
        return "localhost:" + server.actualPort();
    }

    /** An API key that names this platform. */
    public String key() {
        return "pwt_"
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                ("localhost:" + (server == null ? 0 : server.actualPort()))
                                        .getBytes(StandardCharsets.UTF_8))
                + ".secret";
    }

    /** What a request is answered with: a JSON value or its text. */
    public void answer(String request, Object body) {
        answers.put(request, body);
    }

    public void refuse(String request, int status, String code, String detail) {
        statuses.put(request, status);
        answers.put(
                request,
                new JsonObject()
                        .put("status", status)
                        .put("code", code)
                        .put("detail", detail)
                        .put("error", true)
                        .put("message", detail));
    }

    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Those with a cookie and without any other credential. */
    public List<String> browserRequests() {
        return List.copyOf(browserRequests);
    }

    public List<JsonObject> bodies() {
        return List.copyOf(bodies);
    }

    /** Streams go to this port of the machine; its server is known by these keys. */
    public void ssh(int port, String... keys) {
        sshPort = port;
        hostKeys = new JsonArray(List.of((Object[]) keys));
    }

    /** A node of every cluster; the first that is told is the one of a stream without a name. */
    public void node(String name, int port, String hostKey) {
        nodes.put(name, new Node(port, hostKey));
        if (nodes.size() == 1) {
            firstNode = name;
        }
    }

    /** All nodes have this one host name; what they were told by is their id. */
    public void hostNames(String name) {
        hostNames = name;
    }

    private String hostName(@Nullable String node) {
        if (!hostNames.isEmpty()) {
            return hostNames;
        }
        return node != null ? node : firstNode.isEmpty() ? "node1" : firstNode;
    }

    /** Which node a stream without a name goes to from now on. */
    public void prefer(String name) {
        firstNode = name;
    }

    /** Keys are kept from now on; a second time the same is a conflict. */
    public void rememberKeys(String... known) {
        remembersKeys = true;
        for (String key : known) {
            keys.add(
                    new JsonObject()
                            .put("id", "k" + keys.size())
                            .put("title", "t")
                            .put("key", key));
        }
    }

    /** The keys that are kept. */
    public List<String> keys() {
        synchronized (keys) {
            return keys.stream().map(key -> ((JsonObject) key).getString("key")).toList();
        }
    }

    /** The nodes lose their connection. */
    public void offline() {
        online = false;
    }

    /** The clock of the platform, seen from here. */
    public void clockAhead(Duration by) {
        clockAhead = by;
    }

    public void direct(String host, int port) {
        direct = new JsonArray().add(new JsonObject().put("host", host).put("port", port));
    }

    /** Streams are refused after the upgrade. */
    public void failStreams(String code, String message) {
        streamError =
                new JsonObject().put("type", "error").put("code", code).put("message", message);
    }

    /** Logins are refused, because this is not the platform's own address. */
    public void publicUrl(String url) {
        publicUrl = url;
    }

    /** Streams break without a close after so many bytes to the client. */
    public void breakAfter(int bytes) {
        silentAfter = bytes;
    }

    private void handle(HttpServerRequest request) {
        String name = request.method() + " " + request.path();
        requests.add(name + (request.query() == null ? "" : "?" + request.query()));
        if (request.getHeader("Cookie") != null && request.getHeader("Authorization") == null) {
            browserRequests.add(name);
        }
        boolean known =
                request.getHeader("Authorization") != null || request.getHeader("Cookie") != null;
        if (name.equals("GET /healthzz")) {
            request.response()
                    .putHeader("Date", httpDate(Instant.now().plus(clockAhead)))
                    .end("ok");
        } else if (name.equals("POST /api/sso/password/login")) {
            signIn(request);
        } else if (!known) {
            end(
                    request.response().setStatusCode(401),
                    new JsonObject().put("code", "unauthenticated").put("detail", "Log in."));
        } else if (statuses.containsKey(name)) {
            end(
                    request.response().setStatusCode(statuses.getOrDefault(name, 500)),
                    Objects.requireNonNull(answers.get(name)));
        } else if (name.equals("GET /ws/ssh/target")) {
            end(request.response(), target(request.getParam("cluster"), request.getParam("node")));
        } else if (name.equals("GET /ws/ssh/connect")) {
            request.toWebSocket()
                    .onSuccess(
                            socket ->
                                    new StreamTwin(
                                                    socket,
                                                    node(request.getParam("node")).port(),
                                                    streamError,
                                                    silentAfter)
                                            .serve());
        } else {
            request.body()
                    .onSuccess(
                            body -> {
                                if (body.length() > 0) {
                                    bodies.add(body.toJsonObject());
                                }
                                if (remembersKeys && name.equals("POST /api/ssh-public-keys")) {
                                    addKey(request.response(), body.toJsonObject());
                                    return;
                                }
                                generic(request.response(), name);
                            });
        }
    }

    private void signIn(HttpServerRequest request) {
        if (publicUrl.isEmpty()) {
            request.body().onSuccess(body -> login(request.response(), body.toJsonObject()));
            return;
        }
        end(
                request.response().setStatusCode(403),
                new JsonObject()
                        .put("code", "forbidden")
                        .put("detail", "Sign in at the platform's own address: " + publicUrl)
                        .put("params", new JsonObject().put("publicUrl", publicUrl)));
    }

    private static String httpDate(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atZone(ZoneOffset.UTC));
    }

    private Node node(@Nullable String name) {
        Node chosen = nodes.get(name == null ? firstNode : name);
        return chosen == null ? new Node(sshPort, "") : chosen;
    }

    private void addKey(HttpServerResponse response, JsonObject body) {
        synchronized (keys) {
            if (keys().contains(body.getString("key"))) {
                end(
                        response.setStatusCode(409),
                        new JsonObject().put("code", "ssh_key_exists").put("detail", "Known."));
            } else {
                keys.add(body);
                end(response, body);
            }
        }
    }

    private void generic(HttpServerResponse response, String name) {
        if (remembersKeys && name.equals("GET /api/ssh-public-keys")) {
            synchronized (keys) {
                end(response, keys);
            }
        } else if (answers.containsKey(name)) {
            end(response, Objects.requireNonNull(answers.get(name)));
        } else if (name.startsWith("DELETE ")) {
            response.setStatusCode(204).end();
        } else {
            end(
                    response.setStatusCode(404),
                    new JsonObject().put("code", "not_found").put("detail", "Nothing is here."));
        }
    }

    private static void end(HttpServerResponse response, Object body) {
        response.putHeader("Content-Type", "application/json");
        response.end(
                body instanceof String text
                        ? Buffer.buffer(text)
                        : Buffer.buffer(Json.encode(body)));
    }

    private static void login(HttpServerResponse response, JsonObject body) {
        if (body.getString("password").equals("correct horse")) {
            response.putHeader("Set-Cookie", "pw.sso=abc; Path=/; Secure; HttpOnly; SameSite=Lax")
                    .setStatusCode(204)
                    .end();
        } else {
            end(
                    response.setStatusCode(401),
                    new JsonObject()
                            .put("code", "unauthenticated")
                            .put("detail", "User name or password is wrong."));
        }
    }

    private JsonObject target(String cluster, @Nullable String node) {
        Node chosen = node(node);
        return new JsonObject()
                .put("cluster", cluster.replaceFirst(".*/|id-of-", ""))
                .put("clusterId", cluster.startsWith("id-of-") ? cluster : "id-of-" + cluster)
                .put("node", hostName(node))
                .put("user", System.getProperty("user.name"))
                .put("port", 22)
                .put("hostKeyAlias", cluster.replaceFirst(".*/", "") + ".default.activate")
                .put(
                        "hostKeys",
                        chosen.hostKey().isEmpty()
                                ? hostKeys
                                : new JsonArray().add(chosen.hostKey()))
                .put("direct", direct)
                .put("online", online);
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
