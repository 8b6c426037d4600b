package activate.ingress.listener;

import activate.settings.bound.ListenerPort;
import activate.settings.bound.PositiveCount;
import activate.settings.bound.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Addresses, ports and certificate of the edge. */
@ConfigMapping(prefix = "activate.ingress.listener")
public interface ListenerConfig {

    /** Addresses that the edge listens on. */
    @WithDefault("127.0.0.1")
    List<String> bind();

    /** Port for HTTPS; -1 takes a free one. */
    @WithDefault("4443")
    @WithConverter(ListenerPort.class)
    int httpsPort();

    /** Port for plain HTTP, which only redirects; -1 takes a free one. */
    @WithDefault("4080")
    @WithConverter(ListenerPort.class)
    int httpPort();

    /** Certificate chain, PEM, own certificate first. */
    Path certFile();

    /** Private key of the certificate, PEM. */
    Path keyFile();

    /** How often the two files are looked at for a change. */
    @WithDefault("2s")
    @WithConverter(PositiveDuration.class)
    Duration reloadPeriod();

    /** Event loops that serve clients. */
    @WithDefault("2")
    @WithConverter(PositiveCount.class)
    int eventLoops();

    /** Whether one line per request is written to the log. */
    @WithDefault("false")
    boolean accessLog();
}
