package activate.servicekit.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import activate.messages.event.CredentialRevoked;
import activate.messages.event.EventType;
import activate.messages.identity.UuidV7;
import activate.servicekit.outbox.OutboxEntry;
import activate.testkit.time.ManualClock;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvelopeReaderTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final EnvelopeReader reader = new EnvelopeReader(JSON);

    private Received<CredentialRevoked> read(String text) {
        return reader.read(
                text.getBytes(StandardCharsets.UTF_8),
                EventType.CREDENTIAL_REVOKED,
                CredentialRevoked.class);
    }

    @Test
    void whatIsWrittenIsRead() {
        // Given
        EnvelopeWriter writer =
                new EnvelopeWriter("test", UuidV7.system(), new ManualClock(NOW), JSON);
        CredentialRevoked data = new CredentialRevoked("k", "api_key", "ann");

        // When
        OutboxEntry.Message message = writer.message(EventType.CREDENTIAL_REVOKED, data);
        Received<CredentialRevoked> received = read(message.json());

        // Then
        assertThat(received).isInstanceOf(Received.Known.class);
        var envelope = ((Received.Known<CredentialRevoked>) received).envelope();
        assertThat(envelope.data()).isEqualTo(data);
        assertThat(envelope.id()).isEqualTo(message.id());
        assertThat(envelope.time()).isEqualTo(NOW);
        assertThat(envelope.source()).isEqualTo("test");
    }

    @Test
    void aMemberOfANewerSenderIsPassedOver() {
        assertThat(
                        read(
                                """
                                {"id":"1","type":"credential.revoked","version":1,"time":"2026-01-02T03:04:05Z",
                                 "newer":{"a":1},"data":{"credentialId":"k","kind":"api_key","username":"a","b":2}}
                                """))
                .isInstanceOf(Received.Known.class);
    }

    @Test
    void anotherTypeIsForeignWhateverItsData() {
        assertThat(read("{\"type\":\"node.online\",\"version\":9,\"data\":[[]]}"))
                .isEqualTo(new Received.Foreign<>("node.online"));
    }

    @Test
    void anotherVersionIsNotGuessedAt() {
        assertThat(read("{\"type\":\"credential.revoked\",\"version\":2,\"data\":{}}"))
                .isEqualTo(new Received.OtherVersion<>("credential.revoked", 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "null",
                "7",
                "[]",
                "{",
                "\u0000\u0001",
                "{\"type\":\"credential.revoked\",\"version\":1}",
                "{\"type\":\"credential.revoked\",\"version\":1,\"id\":\"1\",\"data\":{}}",
                "{\"type\":\"credential.revoked\",\"version\":1,\"id\":\"1\",\"time\":\"noon\",\"data\":{}}",
                "{\"type\":\"credential.revoked\",\"version\":1,\"id\":\"1\","
                        + "\"time\":\"2026-01-02T03:04:05Z\",\"data\":null}",
                "{\"type\":\"credential.revoked\",\"version\":1,\"id\":\"1\","
                        + "\"time\":\"2026-01-02T03:04:05Z\",\"data\":[1]}",
            })
    void anythingElseIsUnreadableAndNotQuoted(String text) {
        // When
        Received<CredentialRevoked> received = read(text);

        // Then
        assertThat(received).isInstanceOf(Received.Unreadable.class);
        assertThat(received.toString()).doesNotContain("noon");
    }
}
