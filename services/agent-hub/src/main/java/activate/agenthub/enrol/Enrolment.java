package activate.agenthub.enrol;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** What the rest of the hub asks of enrolment. */
@ApplicationScoped
public class Enrolment {
    private final TokenStore tokens;
    private final RegisterNode registerNode;
    private final InstantSource clock;

    Enrolment(TokenStore tokens, RegisterNode registerNode, InstantSource clock) {
        this.tokens = tokens;
        this.registerNode = registerNode;
        this.clock = clock;
    }

    /** Makes the indexes; safe to repeat. */
    public void createIndexes() {
        tokens.createIndexes();
    }

    /** Completes what a crash has left half done, and forgets tokens long expired. */
    public void finish() {
        registerNode.finish();
        tokens.sweep(clock.instant());
    }

    /** Revokes the tokens of a cluster that is gone. */
    public void revokeAll(String clusterId) {
        tokens.revokeAll(clusterId, clock.instant());
    }
}
