package activate.internalapi.revocation;

import activate.internalapi.delivery.Delivery;
import activate.internalapi.delivery.PoisonMessage;
import activate.messages.event.CredentialRevoked;
import activate.messages.event.Envelope;
import activate.messages.event.EventType;
import activate.servicekit.caller.Revocation;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** Consumes queue {@code internal-api.credentials}. */
@ApplicationScoped
public class RevocationConsumer {

    private static final int MOST_CHARS = 300;
    private static final TypeReference<Envelope<@Nullable CredentialRevoked>> TYPE =
            new TypeReference<>() {};

    private final Delivery delivery;
    private final Revocations revocations;
    private final ObjectMapper json;

    RevocationConsumer(Delivery delivery, Revocations revocations, ObjectMapper json) {
        this.delivery = delivery;
        this.revocations = revocations;
        this.json = json;
    }

    @Incoming("credentials")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    @RunOnVirtualThread
    CompletionStage<Void> consume(Message<byte[]> message) {
        return delivery.settle("credentials", message, body -> revocations.keep(read(body)));
    }

    private Revocation read(byte[] body) throws PoisonMessage {
        Envelope<@Nullable CredentialRevoked> envelope = parse(body);
        CredentialRevoked revoked = envelope.data();
        if (revoked == null
                || !EventType.CREDENTIAL_REVOKED.equals(envelope.type())
                || envelope.version() != 1) {
            throw new PoisonMessage(
                    "type="
                            + envelope.type()
                            + " version="
                            + envelope.version()
                            + " (expected: "
                            + EventType.CREDENTIAL_REVOKED
                            + " version 1)");
        }
        try {
            Revocation revocation = Revocation.of(revoked, envelope.time());
            if (revocation.key().length() > MOST_CHARS || revocation.key().indexOf('\0') >= 0) {
                throw new PoisonMessage("the name is too long or not text");
            }
            return revocation;
        } catch (IllegalArgumentException e) {
            throw new PoisonMessage(String.valueOf(e.getMessage()), e);
        }
    }

    private Envelope<@Nullable CredentialRevoked> parse(byte[] body) throws PoisonMessage {
        try {
            Envelope<@Nullable CredentialRevoked> envelope = json.readValue(body, TYPE);
            if (envelope == null) {
                throw new PoisonMessage("null");
            }
            return envelope;
        } catch (IOException e) {
            throw new PoisonMessage("no JSON of a revocation", e);
        }
    }
}
