package activate.agenthub.enrol;

import activate.agenthub.body.Faults;
import activate.agenthub.body.NodeFacts;
import activate.agenthub.node.Node;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A registration: the shape of the public API, and what our own agent adds. */
record RegisterBody(@Nullable String token, Newcomer newcomer) {
    private static final int LONGEST_TOKEN = 1024;
    private static final int LONGEST_VERSION = 128;

    /** 32 bytes in base64url: the last character holds four bits. */
    private static final Pattern PUBLIC_KEY =
            Pattern.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]=?");

    /**
     * A machine that has no identity yet.
     *
     * @param publicKey raw Ed25519, base64url; absent for plain agents
     */
    record Newcomer(Node.Facts facts, @Nullable String publicKey) {}

    /** Checks and reads the body. */
    static RegisterBody read(ObjectNode body) {
        Faults faults = new Faults();
        NodeFacts facts = new NodeFacts(body, faults);
        Node.Facts machine =
                new Node.Facts(
                        facts.hostname(),
                        facts.word("os"),
                        facts.word("arch"),
                        null,
                        facts.text("agentVersion", LONGEST_VERSION),
                        new Node.Ssh(
                                facts.addresses(),
                                Objects.requireNonNullElse(facts.port(), Node.Ssh.PORT),
                                facts.hostKeys()));
        String publicKey =
                facts.text("publicKey", PUBLIC_KEY, "a raw Ed25519 key, 32 bytes in base64url");
        String token = facts.text("token", LONGEST_TOKEN);
        faults.check();
        return new RegisterBody(token, new Newcomer(machine, publicKey));
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "RegisterBody[hostname=" + newcomer.facts().hostname() + "]";
    }
}
