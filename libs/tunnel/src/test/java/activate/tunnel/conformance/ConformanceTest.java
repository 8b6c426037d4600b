package activate.tunnel.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.tunnel.state.GoAwayCode;
import activate.tunnel.state.SessionEnd;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Stock hashicorp/yamux (Go) and libp2p yamux (JavaScript) as clients of our hub side.
///
/// `plain` writes header and body apart (gorilla then fragments both), `joined` in one message,
/// `large` grants and fills 6 MiB windows, `split` makes JavaScript write them apart.
class ConformanceTest {
    @ParameterizedTest
    @CsvSource({"go, plain", "go, joined", "go, large", "js, joined", "js, split"})
    void aStockClientIsACompletePeer(String language, String mode) throws Exception {
        // given
        List<String> command = language.equals("go") ? PeerProcess.go() : PeerProcess.javaScript();
        try (SmallHub hub = new SmallHub();
                PeerProcess peer = PeerProcess.start(command, hub.url(), mode)) {
            hub.awaitPeer();

            // then
            echoesWithHalfClose(hub);
            answersAfterTheEnd(hub);
            sendsItsWholeWindowAtOnce(hub);
            servesManyStreams(hub);
            survivesAReset(hub);
            hub.drain();
            assertThat(hub.ended.get(15, TimeUnit.SECONDS))
                    .isEqualTo(new SessionEnd.LocalClose(GoAwayCode.NORMAL));
            assertThat(peer.ends()).isTrue();
            assertThat(peer.output()).contains("opened and echoed").doesNotContain("error");
            assertThat(hub.budget.usedBytes()).isZero();
        }
    }

    private static void echoesWithHalfClose(SmallHub hub) throws Exception {
        byte[] sent = pattern(1_000_000);
        assertThat(hub.exchange(with("echo\n", sent)).get()).isEqualTo(sent);
    }

    private static void answersAfterTheEnd(SmallHub hub) throws Exception {
        byte[] sent = pattern(3_000_000);
        String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(sent));
        assertThat(hub.exchange(with("digest\n", sent)).get())
                .asString()
                .isEqualTo("3000000 " + digest);
    }

    private static void sendsItsWholeWindowAtOnce(SmallHub hub) throws Exception {
        byte[] received = hub.exchange(with("source 6291456\n", new byte[0])).get();
        assertThat(received).isEqualTo(pattern(6 << 20));
    }

    private static void servesManyStreams(SmallHub hub) throws Exception {
        List<CompletableFuture<byte[]>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(hub.exchange(with("echo\n", pattern(1000 * i))));
        }
        for (int i = 0; i < 50; i++) {
            assertThat(answers.get(i).get()).isEqualTo(pattern(1000 * i));
        }
    }

    private static void survivesAReset(SmallHub hub) throws Exception {
        CompletableFuture<byte[]> cut =
                hub.exchange(with("source 50000000\n", new byte[0]), 100_000);
        assertThatThrownBy(cut::get).hasMessageContaining("ResetByUs");
        assertThat(hub.exchange(with("echo\n", pattern(10))).get()).isEqualTo(pattern(10));
    }

    private static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 251);
        }
        return bytes;
    }

    private static byte[] with(String line, byte[] rest) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(rest);
        return all.toByteArray();
    }
}
