package activate.legacyapi.platform;

import activate.messages.identity.UuidV7;
import activate.servicekit.secret.Secrets;
import activate.settings.PlatformConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The platform's address, time and randomness, each from one place. */
@ApplicationScoped
public class Platform {
    private final PlatformConfig config;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final UuidV7 ids;

    @Inject
    Platform(PlatformConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.ids = new UuidV7(clock, random);
    }

    /** Now, to the millisecond: what every store keeps and every answer shows. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** A new identifier; identifiers sort by the time at which they were made. */
    public String newId() {
        return ids.next();
    }

    /** A new secret of 256 bits as text that is safe in headers and URLs. */
    public String newSecret() {
        return Secrets.random(random);
    }

    /** Origin of the platform as browsers state it. */
    public String origin() {
        return config.origin();
    }

    /** Address of the platform, without a slash at its end. */
    public URI publicUrl() {
        return URI.create(config.origin());
    }

    /** {@code host[:port]} of the platform, as keys and tokens carry it. */
    public String host() {
        return publicUrl().getRawAuthority();
    }
}
