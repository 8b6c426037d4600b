package activate.agenthub.enrol;

import activate.agenthub.body.Faults;
import activate.agenthub.body.NodeFacts;
import activate.agenthub.enrol.IssuedToken.Redemption;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A registration: the shape of the public API, and what our own agent adds.
 *
 * @param node everything but its identity, which is not given yet
 */
record RegisterBody(@Nullable String token, Redemption node) {
    private static final int LONGEST_TOKEN = 1024;
    private static final int LONGEST_VERSION = 128;
    private static final int SSH_PORT = 22;

    /** 32 bytes in base64url: the last character holds four bits. */
    private static final Pattern PUBLIC_KEY =
            Pattern.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]=?");

    /** Checks and reads the body. */
    static RegisterBody read(ObjectNode body) {
        Faults faults = new Faults();
        NodeFacts facts = new NodeFacts(body, faults);
        Redemption asked = new Redemption();
        asked.hostname = facts.hostname();
        asked.os = facts.word("os");
        asked.arch = facts.word("arch");
        asked.ipAddresses = facts.addresses();
        asked.sshPort = Objects.requireNonNullElse(facts.port(), SSH_PORT);
        asked.sshHostKeys = facts.hostKeys();
        asked.agentVersion = facts.text("agentVersion", LONGEST_VERSION);
        asked.publicKey =
                facts.text("publicKey", PUBLIC_KEY, "a raw Ed25519 key, 32 bytes in base64url");
        String token = facts.text("token", LONGEST_TOKEN);
        faults.check();
        return new RegisterBody(token, asked);
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "RegisterBody[hostname=" + node.hostname + "]";
    }
}
