package activate.ingress.wire;

import activate.settings.bound.PositiveCount;
import activate.settings.bound.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much of HTTP/2 that is neither a request nor a body one connection may send. */
@ConfigMapping(prefix = "activate.ingress.frames")
public interface FrameConfig {

    /**
     * Control frames (SETTINGS, PING, PRIORITY, WINDOW_UPDATE, RST_STREAM, CONTINUATION, unknown
     * ones) and nearly empty DATA frames at once; more ends the connection with ENHANCE_YOUR_CALM.
     * Each request, each 32 bytes of body and each KiB of answer allow some more.
     */
    @WithDefault("500")
    @WithConverter(PositiveCount.class)
    int burst();

    /** Such frames a second that are always allowed. */
    @WithDefault("100")
    @WithConverter(PositiveCount.class)
    int perSecond();

    /** Streams that may be reset, by either side, within the window below. */
    @WithDefault("200")
    @WithConverter(PositiveCount.class)
    int resets();

    /** Window in which resets are counted. */
    @WithDefault("30s")
    @WithConverter(PositiveDuration.class)
    Duration resetWindow();

    /**
     * How long a connection that was refused is still read from, so that its client can read why.
     */
    @WithDefault("500ms")
    @WithConverter(PositiveDuration.class)
    Duration linger();
}
