package activate.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four thousand slow connections of slowhttptest, and some hundred of the kinds that it does not
 * know, from one address; a client at another address is served as ever. Writes its figures to
 * {@code target/slow-clients.txt}.
 */
@Tag("slow")
final class SlowClientsTest {

    private static final String HOSTILE = "127.0.0.1";
    private static final String HONEST = "127.0.0.2";
    private static final String TOOL = "/usr/bin/slowhttptest";
    private static final int SECONDS = 40;
    private static final int OTHERS = 100;
    private static final String UPGRADE =
            String.join(
                    "\r\n",
                    "GET /ws/ssh/tunnel HTTP/1.1",
                    "Host: localhost",
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "");
    private static final List<List<String>> MODES =
            List.of(
                    List.of("-H", "-i", "5", "-x", "24", "-t", "GET"),
                    List.of("-B", "-i", "5", "-s", "8192", "-x", "10", "-t", "POST"),
                    List.of("-R", "-a", "10", "-b", "3000", "-t", "HEAD"),
                    List.of("-X", "-w", "512", "-y", "1024", "-n", "5", "-z", "32", "-k", "3"));

    private int port;

    @Test
    void aGoodClientIsServedAmongFourThousandSlowOnes(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of(TOOL)), "slowhttptest is not installed");
        Files.write(folder.resolve("linux-amd64.tar.gz"), new byte[4_000_000]);
        List<AutoCloseable> opened = new ArrayList<>();
        List<Process> tools = new ArrayList<>();
        try (EdgeFixture edge = new EdgeFixture(folder, Map.of(), this::serve, this::serve)) {
            port = edge.edge.httpsPort();
            ask(false);
            for (List<String> mode : MODES) {
                tools.add(slow(mode, folder));
            }
            openOthers(opened);

            List<Long> millis = new ArrayList<>();
            int most = 0;
            int failed = 0;
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            for (int i = 0; System.nanoTime() < until; i++) {
                long before = System.nanoTime();
                failed += ask(i % 2 == 0) ? 0 : 1;
                millis.add((System.nanoTime() - before) / 1_000_000);
                most = Math.max(most, edge.edge.connections() + edge.edge.upgrades());
                TimeUnit.MILLISECONDS.sleep(20);
            }

            report(millis, failed, most);
            assertThat(failed).isZero();
            assertThat(percentile(millis, 99)).isLessThan(3000);
            assertThat(most).isGreaterThan(1000);
        } finally {
            for (Process tool : tools) {
                tool.destroyForcibly().waitFor();
            }
            for (AutoCloseable one : opened) {
                one.close();
            }
        }
    }

    private Process slow(List<String> mode, Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(TOOL));
        command.addAll(mode);
        String path = mode.contains("-B") ? "/api/x" : "/agent/linux-amd64.tar.gz";
        command.addAll(
                List.of("-c", "1000", "-r", "200", "-p", "3", "-l", Integer.toString(SECONDS)));
        command.addAll(List.of("-u", "https://127.0.0.1:" + port + path));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Handshakes of TLS and of sockets that stay half done, and sockets that say nothing. */
    private void openOthers(List<AutoCloseable> opened) throws Exception {
        for (int i = 0; i < OTHERS; i++) {
            opened.add(RawClient.plain(port).send("\u0016\u0003\u0001"));
            opened.add(secure(HOSTILE).send(UPGRADE));
            RawClient idle = secure(HOSTILE);
            opened.add(idle);
            assertThat(idle.ask(UPGRADE + "\r\n").status()).isEqualTo(101);
        }
    }

    private boolean ask(boolean file) {
        String path = file ? "/healthzz" : "/api/x";
        try (RawClient client = secure(HONEST)) {
            return client.ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").status()
                    == 200;
        } catch (IOException | GeneralSecurityException e) {
            // Any failure is one that the good client has noticed.
            return false;
        }
    }

    private RawClient secure(String from) throws IOException, GeneralSecurityException {
        return RawClient.secure(RawClient.trusting(), from, port);
    }

    private static void report(List<Long> millis, int failed, int most) throws IOException {
        String text =
                String.format(
                        Locale.ROOT,
                        "requests of the good client %d, failed %d, p50 %d ms, p99 %d ms, most %d ms;"
                                + " connections at the same time %d; asked for: p99 300 ms%n",
                        millis.size(),
                        failed,
                        percentile(millis, 50),
                        percentile(millis, 99),
                        percentile(millis, 100),
                        most);
        Files.writeString(Path.of("target/slow-clients.txt"), text);
    }

    private static long percentile(List<Long> millis, int percent) {
        return millis.stream()
                .sorted()
                .skip(Math.max(0, millis.size() * percent / 100 - 1))
                .findFirst()
                .orElse(0L);
    }

    private void serve(HttpServerRequest request) {
        if (request.path().startsWith("/ws/")) {
            request.toWebSocket();
        } else {
            request.endHandler(_ -> request.response().end("ok"));
        }
    }
}
