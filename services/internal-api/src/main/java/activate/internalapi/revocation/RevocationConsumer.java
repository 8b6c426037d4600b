package activate.internalapi.revocation;

import activate.messages.event.CredentialRevoked;
import activate.messages.event.Envelope;
import activate.messages.event.EventType;
import activate.servicekit.caller.Revocation;
import activate.servicekit.consume.ConsumeMessage;
import activate.servicekit.consume.ConsumeMessage.Poison;
import activate.servicekit.consume.PoisonMessage;
import activate.servicekit.envelope.EnvelopeReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Consumes queue {@code internal-api.credentials}. */
@ApplicationScoped
public class RevocationConsumer {

    private static final int MOST_CHARS = 300;

    private final ConsumeMessage consume;
    private final Revocations revocations;
    private final EnvelopeReader envelopes;

    RevocationConsumer(ConsumeMessage consume, Revocations revocations, EnvelopeReader envelopes) {
        this.consume = consume;
        this.revocations = revocations;
        this.envelopes = envelopes;
    }

    @Incoming("credentials")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    @RunOnVirtualThread
    CompletionStage<Void> consume(Message<byte[]> message) {
        return consume.run(
                "credentials", Poison.DEAD_LETTER, message, body -> revocations.keep(read(body)));
    }

    private Revocation read(byte[] body) throws PoisonMessage {
        Envelope<CredentialRevoked> envelope =
                PoisonMessage.unlessKnown(
                        envelopes.read(
                                body, EventType.CREDENTIAL_REVOKED, CredentialRevoked.class));
        try {
            Revocation revocation = Revocation.of(envelope.data(), envelope.time());
            if (revocation.key().length() > MOST_CHARS || revocation.key().indexOf('\0') >= 0) {
                throw new PoisonMessage("the name is too long or not text");
            }
            return revocation;
        } catch (IllegalArgumentException e) {
            throw new PoisonMessage(String.valueOf(e.getMessage()), e);
        }
    }
}
