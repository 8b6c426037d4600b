package activate.internalapi.usage;

import activate.messages.event.EventType;
import activate.messages.event.UsageInterval;
import activate.servicekit.consume.PoisonMessage;
import activate.servicekit.envelope.EnvelopeReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads a usage interval out of a message and refuses what must not reach the ledger. */
@ApplicationScoped
class ReadInterval {

    private static final int MOST_CHARS = 300;
    private static final Duration LONGEST = Duration.ofDays(1);

    private final EnvelopeReader envelopes;

    ReadInterval(EnvelopeReader envelopes) {
        this.envelopes = envelopes;
    }

    UsageInterval read(byte[] body) throws PoisonMessage {
        UsageInterval interval =
                PoisonMessage.unlessKnown(
                                envelopes.read(body, EventType.USAGE_INTERVAL, UsageInterval.class))
                        .data();
        checkText("source", interval.source());
        checkText("id", interval.id());
        checkText("clusterId", interval.clusterId());
        checkText("organization", interval.organization());
        checkText("hostname", interval.hostname());
        checkTime(interval);
        return interval;
    }

    private static void checkText(String name, @Nullable String text) throws PoisonMessage {
        if (text == null
                || text.isBlank()
                || text.length() > MOST_CHARS
                || text.indexOf('\0') >= 0) {
            throw new PoisonMessage(name + " is missing, too long or not text");
        }
    }

    private static void checkTime(UsageInterval interval) throws PoisonMessage {
        if (interval.startAt() == null || interval.endAt() == null) {
            throw new PoisonMessage("startAt or endAt is missing");
        }
        long start = interval.startAt().toEpochMilli();
        long end = interval.endAt().toEpochMilli();
        if (start < 0 || end <= start || end - start > LONGEST.toMillis()) {
            throw new PoisonMessage(
                    "startAt="
                            + interval.startAt()
                            + " endAt="
                            + interval.endAt()
                            + " (expected: forward, at most "
                            + LONGEST
                            + ")");
        }
    }
}
