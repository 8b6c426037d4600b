package activate.internalapi.usage;

import activate.internalapi.delivery.PoisonMessage;
import activate.messages.event.Envelope;
import activate.messages.event.EventType;
import activate.messages.event.UsageInterval;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads a usage interval out of a message and refuses what must not reach the ledger. */
@ApplicationScoped
class ReadInterval {

    private static final int MOST_CHARS = 300;
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final TypeReference<Envelope<@Nullable UsageInterval>> TYPE =
            new TypeReference<>() {};

    private final ObjectMapper json;

    ReadInterval(ObjectMapper json) {
        this.json = json;
    }

    UsageInterval read(byte[] body) throws PoisonMessage {
        Envelope<@Nullable UsageInterval> envelope = parse(body);
        if (!EventType.USAGE_INTERVAL.equals(envelope.type()) || envelope.version() != 1) {
            throw new PoisonMessage(
                    "type="
                            + envelope.type()
                            + " version="
                            + envelope.version()
                            + " (expected: "
                            + EventType.USAGE_INTERVAL
                            + " version 1)");
        }
        UsageInterval interval = envelope.data();
        if (interval == null) {
            throw new PoisonMessage("no data");
        }
        checkText("source", interval.source());
        checkText("id", interval.id());
        checkText("clusterId", interval.clusterId());
        checkText("organization", interval.organization());
        checkText("hostname", interval.hostname());
        checkTime(interval);
        return interval;
    }

    private Envelope<@Nullable UsageInterval> parse(byte[] body) throws PoisonMessage {
        try {
            Envelope<@Nullable UsageInterval> envelope = json.readValue(body, TYPE);
            if (envelope == null) {
                throw new PoisonMessage("null");
            }
            return envelope;
        } catch (IOException e) {
            throw new PoisonMessage("no JSON of a usage interval", e);
        }
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
