package activate.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.config.TunnelConfig;
import activate.tunnel.flow.MemoryBudget;
import activate.tunnel.frame.FrameDecoder;
import activate.tunnel.message.LengthPrefixed;
import activate.tunnel.state.SessionEnd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The test vectors of `docs/tunnel.md`, which other implementations may run too.
class VectorTest {
    @Test
    void framesMeanWhatTheVectorsSay() throws IOException {
        Map<String, String> vectors = read("frames.txt");
        assertThat(vectors).hasSize(15);
        vectors.forEach(
                (hex, meaning) -> {
                    Wire wire = new Wire();
                    new FrameDecoder(wire).decode(bytes(hex));
                    assertThat(String.join(", ", wire.frames)).isEqualTo(meaning);
                });
    }

    @Test
    void violationsEndTheSession() throws IOException {
        Map<String, String> vectors = read("violations.txt");
        assertThat(vectors).hasSize(7);
        vectors.forEach(
                (hex, reason) -> {
                    RecordingListener events = new RecordingListener();
                    var hub =
                            TunnelSession.server(
                                    TunnelConfig.PLAIN, new MemoryBudget(1 << 20), events, 1);
                    hub.receive(bytes(hex), 1);
                    assertThat(events.end).isEqualTo(new SessionEnd.ProtocolError(reason));
                    assertThat(Wire.sent(hub, 1)).last().isEqualTo("goaway 0 1");
                });
    }

    @Test
    void messagesReadAsTheirText() throws IOException {
        Map<String, String> vectors = read("messages.txt");
        assertThat(vectors).hasSize(5);
        vectors.forEach(
                (hex, text) -> {
                    ByteBuffer message = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                    assertThat(new LengthPrefixed().read(bytes(hex)))
                            .isEqualTo(new LengthPrefixed.Read.Message(message.slice()));
                    assertThat(LengthPrefixed.encode(message)).isEqualTo(bytes(hex));
                });
    }

    @Test
    void theProofIsTheSignatureOfItsText() throws Exception {
        Map<String, String> field = read("proof.txt");
        var seed = HexFormat.of().parseHex(field.getOrDefault("seed", ""));
        var key =
                KeyFactory.getInstance("Ed25519")
                        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(key);
        String text =
                "activate-agent-proof-v1\n"
                        + field.get("nodeId")
                        + "\n"
                        + field.get("host")
                        + "\n"
                        + field.get("nonce");
        signer.update(text.getBytes(StandardCharsets.UTF_8));

        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(signer.sign()))
                .isEqualTo(field.get("signature"));
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static Map<String, String> read(String file) throws IOException {
        Map<String, String> vectors = new LinkedHashMap<>();
        try (InputStream in = VectorTest.class.getResourceAsStream("/vectors/" + file)) {
            if (in == null) {
                throw new IOException(file + " is missing");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" = ?", 2))
                    .forEach(pair -> vectors.put(pair[0], pair[1]));
        }
        return vectors;
    }
}
