package activate.standalone.platform;

import activate.standalone.supervise.Part;
import activate.standalone.supervise.ProcessIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A real server that somebody else runs: we ask after it and prepare it, and never start or stop
 * it.
 */
final class OutsidePart implements Part {

    private static final int CONNECT_MILLIS = 2_000;

    private final String name;
    private final URI url;
    private final BooleanSupplier answers;
    private final Runnable preparation;
    private volatile CountDownLatch stopped = new CountDownLatch(1);

    OutsidePart(String name, URI url, BooleanSupplier answers, Runnable preparation) {
        this.name = name;
        this.url = url;
        this.answers = answers;
        this.preparation = preparation;
    }

    /** For servers whose protocol we do not speak: the services ask them properly. */
    static BooleanSupplier connects(URI url, int defaultPort) {
        return () -> {
            String address = url.getRawAuthority() == null ? "" : url.getRawAuthority();
            String first = address.substring(address.lastIndexOf('@') + 1).split(",", -1)[0];
            String[] hostAndPort = first.split(":", 2);
            if ("mongodb+srv".equals(url.getScheme())) {
                return true;
            }
            int port = hostAndPort.length > 1 ? Integer.parseInt(hostAndPort[1]) : defaultPort;
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(hostAndPort[0], port), CONNECT_MILLIS);
                return true;
            } catch (IOException e) {
                return false;
            }
        };
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return Math.max(url.getPort(), 0);
    }

    @Override
    public String version() {
        return "outside";
    }

    @Override
    public void launch() {
        // It runs already, or not at all.
        stopped = new CountDownLatch(1);
    }

    @Override
    public boolean isReady() {
        return answers.getAsBoolean();
    }

    @Override
    public void afterReady() {
        preparation.run();
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public Optional<ProcessIdentity> process() {
        return Optional.empty();
    }

    @Override
    public boolean awaitEnd(long millis) throws InterruptedException {
        return stopped.await(millis, TimeUnit.MILLISECONDS);
    }
}
