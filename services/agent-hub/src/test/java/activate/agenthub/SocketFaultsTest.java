package activate.agenthub;

import static activate.agenthub.HubCalls.enrol;
import static org.assertj.core.api.Assertions.assertThat;

import activate.agenthub.HubCalls.Enrolled;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Who breaks the protocol of a socket is told so by the code with which it is closed. */
@QuarkusTest
@QuarkusTestResource(HubRig.class)
final class SocketFaultsTest {
    private static final String OPEN = "{\"type\":\"open\",\"v\":1,\"id\":\"i\",\"offset\":0}";
    private static final byte[] NO_UTF8 = {'{', (byte) 0xc3, (byte) 0x28, '}'};

    /** Frames that RFC 6455 forbids, and the code for each. */
    private static final Map<String, Map.Entry<byte[], Integer>> FORBIDDEN =
            new TreeMap<>(
                    Map.of(
                            "reserved bit", Map.entry(RawSocket.frame(0xc2, new byte[1]), 1002),
                            "reserved opcode", Map.entry(RawSocket.frame(0x83, new byte[1]), 1002),
                            "reserved control", Map.entry(RawSocket.frame(0x8b, new byte[1]), 1002),
                            "fragmented ping", Map.entry(RawSocket.frame(0x09, new byte[1]), 1002),
                            "long ping", Map.entry(RawSocket.frame(0x89, new byte[126]), 1002),
                            "not masked", Map.entry(new byte[] {(byte) 0x82, 1, 0}, 1002),
                            "stray continuation",
                                    Map.entry(RawSocket.frame(0x80, new byte[1]), 1002),
                            "huge", Map.entry(head(1L << 40), 1009),
                            "no UTF-8", Map.entry(RawSocket.frame(0x81, NO_UTF8), 1007)));

    @Inject Vertx vertx;

    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource
    URI base;

    private static byte[] head(long length) {
        return ByteBuffer.allocate(14)
                .put((byte) 0x82)
                .put((byte) 0xff)
                .putLong(length)
                .put(new byte[4])
                .array();
    }

    private RawSocket tunnel(Enrolled node, boolean own) throws IOException {
        RawSocket socket = new RawSocket(base.getPort());
        String key = "Authorization: Basic " + TestAgent.basic(node.apiKey());
        List<String> lines =
                own ? List.of(key, "Sec-WebSocket-Protocol: activate.yamux.v1") : List.of(key);
        assertThat(socket.upgrade("/ws/ssh/tunnel", lines)).isEqualTo(101);
        return socket;
    }

    private RawSocket user(String node) throws IOException {
        RawSocket socket = new RawSocket(base.getPort());
        int status =
                socket.upgrade(
                        "/ws/ssh/connect?cluster=annsbox&via=tunnel&node=" + node,
                        List.of(
                                "Authorization: Bearer " + HubRig.userToken("ann"),
                                "Sec-WebSocket-Protocol: activate.connect.v1"));
        assertThat(status).isEqualTo(101);
        return socket;
    }

    @Test
    void forbiddenFramesCloseEverySocketWithTheirCode() throws Exception {
        // Given
        Enrolled own = enrol("faulty-own", TestAgent.newKey());
        Enrolled plain = enrol("faulty-plain", null);
        Enrolled far = enrol("faulty-far", TestAgent.newKey());
        SoftAssertions soft = new SoftAssertions();
        try (TestAgent _ = new HubCalls(vertx, base.getPort()).link(far)) {
            for (var forbidden : FORBIDDEN.entrySet()) {
                byte[] frame = forbidden.getValue().getKey();
                int code = forbidden.getValue().getValue();
                // When, Then: before the proof
                try (RawSocket socket = tunnel(own, true)) {
                    socket.write(frame);
                    soft.assertThat(socket.closeCode())
                            .as("own, " + forbidden.getKey())
                            .isEqualTo(code);
                }
                // When, Then: on a tunnel
                try (RawSocket socket = tunnel(plain, false)) {
                    socket.write(frame);
                    boolean isText = (frame[0] & 0x0f) == 1;
                    soft.assertThat(socket.closeCode())
                            .as("plain, " + forbidden.getKey())
                            .isEqualTo(isText ? 4400 : code);
                }
                // When, Then: before and after a stream's opening
                for (boolean opened : List.of(false, true)) {
                    try (RawSocket socket = user("faulty-far")) {
                        // In one segment with the message before it.
                        ByteArrayOutputStream sent = new ByteArrayOutputStream();
                        sent.writeBytes(opened ? RawSocket.text(OPEN) : new byte[0]);
                        sent.writeBytes(frame);
                        socket.write(sent.toByteArray());
                        soft.assertThat(socket.closeCode())
                                .as("user, opened " + opened + ", " + forbidden.getKey())
                                .isEqualTo(code);
                    }
                }
            }
        }
        soft.assertAll();
    }

    @Test
    void messagesThatAreTooLongCloseWithTheirCode() throws Exception {
        Enrolled far = enrol("long-far", TestAgent.newKey());
        try (TestAgent _ = new HubCalls(vertx, base.getPort()).link(far)) {
            try (RawSocket socket = user("long-far")) {
                socket.write(RawSocket.text("{\"type\":\"" + "x".repeat(20_000) + "\"}"));
                assertThat(socket.closeCode()).isEqualTo(1009);
            }
        }
    }

    /** So many copies of one frame in one write. */
    private static byte[] many(byte[] frame, int times) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    private static void flood(RawSocket socket, byte[] piece, int times) {
        try {
            for (int i = 0; i < times; i++) {
                socket.write(piece);
            }
        } catch (IOException _) {
            // Cut off, as it should be.
        }
    }

    @Test
    void floodOfSmallFramesIsCutOff() throws Exception {
        // Given: one message of 4,000 answers to pings that nobody sent
        byte[] pong = ByteBuffer.allocate(12).putInt(0x00020002).array();
        Enrolled plain = enrol("flood", null);
        try (RawSocket socket = tunnel(plain, false)) {
            // When
            flood(socket, RawSocket.frame(0x82, many(pong, 4000)), 500);
            // Then
            assertThat(socket.closeCode()).isEqualTo(4400);
        }
    }

    @Test
    void floodOfEmptyMessagesAndPingsIsCutOff() throws Exception {
        Enrolled plain = enrol("flood-ws", null);
        for (int opcode : List.of(0x82, 0x89)) {
            try (RawSocket socket = tunnel(plain, false)) {
                flood(socket, many(RawSocket.frame(opcode, new byte[0]), 10_000), 100);
                assertThat(socket.closeCode()).as("opcode %x", opcode).isIn(1008, -1);
            }
        }
    }

    @Test
    void anUpgradeThatIsNoneIsRefused() throws Exception {
        Enrolled node = enrol("no-upgrade", null);
        String key = "Authorization: Basic " + TestAgent.basic(node.apiKey());
        for (String lines :
                List.of(
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Version: 12\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x")) {
            try (RawSocket socket = new RawSocket(base.getPort())) {
                String request =
                        "GET /ws/ssh/tunnel HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\n"
                                + "Upgrade: websocket\r\n"
                                + key
                                + "\r\n"
                                + lines
                                + "\r\n\r\n";
                assertThat(socket.request(request)).as(lines).isEqualTo(400);
            }
        }
    }

    @Test
    void aBodyAboveTheLimitIsAnsweredWhileItIsStillSent() throws Exception {
        // Given
        Enrolled node = enrol("large-body", null);
        byte[] piece = "x".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
        for (int length : List.of(100_000, 900_000, 5_000_000)) {
            try (RawSocket socket = new RawSocket(base.getPort())) {
                socket.write(
                        ("POST /api/agent/heartbeat HTTP/1.1\r\nHost: h\r\n"
                                        + "Content-Type: application/json\r\nAuthorization: Basic "
                                        + TestAgent.basic(node.apiKey())
                                        + "\r\nContent-Length: "
                                        + length
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                // When
                for (int sent = 0; sent < length; sent += piece.length) {
                    socket.write(
                            java.util.Arrays.copyOf(piece, Math.min(piece.length, length - sent)));
                }
                // Then
                assertThat(socket.request("")).as("length " + length).isEqualTo(413);
            }
        }
    }

    @Test
    void aBodyWithoutALengthIsReadToTheLimitOnly() throws Exception {
        Enrolled node = enrol("chunked-body", null);
        try (RawSocket socket = new RawSocket(base.getPort())) {
            String chunk = "8000\r\n" + " ".repeat(0x8000) + "\r\n";
            String request =
                    "POST /api/agent/heartbeat HTTP/1.1\r\nHost: h\r\n"
                            + "Content-Type: application/json\r\nAuthorization: Basic "
                            + TestAgent.basic(node.apiKey())
                            + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + chunk.repeat(10)
                            + "0\r\n\r\n";
            assertThat(socket.request(request)).isEqualTo(413);
        }
    }
}
