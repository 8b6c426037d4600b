package activate.agenthub.enrol;

import activate.agenthub.HubConfig;
import activate.agenthub.enrol.IssuedToken.Redemption;
import activate.agenthub.messaging.Events;
import activate.agenthub.node.Node;
import activate.agenthub.node.NodeFacts;
import activate.agenthub.node.NodeKeys;
import activate.agenthub.node.NodeStore;
import activate.agenthub.node.NodeViews;
import activate.agenthub.node.Secrets;
import activate.messages.event.EventType;
import activate.messages.identity.UuidV7;
import activate.servicekit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges a registration token for a node's identity. A one-time token is consumed in one update
 * of its own document, which also holds everything that the node's document is made of.
 */
@ApplicationScoped
class RegisterNode {
    private static final int PUBLIC_KEY_BYTES = 32;

    private final TokenStore tokens;
    private final NodeStore nodes;
    private final NodeKeys keys;
    private final Events events;
    private final UuidV7 ids;
    private final InstantSource clock;
    private final HubConfig config;

    @SuppressWarnings("checkstyle:ParameterNumber")
    RegisterNode(
            TokenStore tokens,
            NodeStore nodes,
            NodeKeys keys,
            Events events,
            UuidV7 ids,
            InstantSource clock,
            HubConfig config) {
        this.tokens = tokens;
        this.nodes = nodes;
        this.keys = keys;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
        this.config = config;
    }

    RegisterBody.Answer run(RegisterBody body) {
        NodeFacts facts = new NodeFacts();
        Redemption asked = new Redemption();
        asked.hostname = facts.hostname(body.hostname());
        asked.os = facts.word("/os", body.os());
        asked.arch = facts.word("/arch", body.arch());
        asked.ipAddresses = facts.addresses(body.ipAddresses());
        asked.sshPort = facts.port(body.sshPort());
        asked.sshHostKeys = facts.hostKeys(body.sshHostKeys());
        asked.agentVersion = body.agentVersion();
        asked.publicKey = publicKey(body.publicKey());
        facts.check();

        IssuedToken token = known(body.token());
        asked.at = clock.instant();
        asked.nodeId = nodeId(token, asked.publicKey);
        String key = keys.make(asked.nodeId);
        asked.keyHash = Secrets.hash(key);
        asked.keyVersion = asked.at.toEpochMilli();
        if (token.reusable) {
            redeemReusable(token, asked);
            return answer(token, asked, key);
        }
        Optional<IssuedToken> consumed = tokens.redeem(token.id, asked, asked.at);
        if (consumed.isPresent()) {
            store(consumed.get());
            return answer(token, asked, key);
        }
        return again(token, asked);
    }

    /** Writes the node of every redemption that a crash has left unfinished. */
    void finish() {
        tokens.unfinished().forEach(this::store);
    }

    private RegisterBody.Answer again(IssuedToken token, Redemption asked) {
        Redemption first = tokens.find(token.id).map(t -> t.redeemed).orElse(null);
        if (first == null || asked.publicKey == null) {
            throw invalid();
        }
        String key = keys.make(first.nodeId);
        Instant notBefore = asked.at.minus(config.registrationRepeat());
        IssuedToken repeated =
                tokens.redeemAgain(token.id, asked.publicKey, Secrets.hash(key), notBefore)
                        .orElseThrow(RegisterNode::invalid);
        store(repeated);
        return answer(token, first, key);
    }

    private void redeemReusable(IssuedToken token, Redemption asked) {
        boolean usable = token.revokedAt == null && asked.at.isBefore(token.expiresAt);
        if (!usable) {
            throw invalid();
        }
        storeNode(token, asked);
    }

    private void store(IssuedToken token) {
        if (token.redeemed != null) {
            storeNode(token, token.redeemed);
            tokens.markStored(token.id);
        }
    }

    private void storeNode(IssuedToken token, Redemption redeemed) {
        Node node = new Node();
        node.id = redeemed.nodeId;
        node.clusterId = token.clusterId;
        node.clusterName = token.clusterName;
        node.organization = token.organization;
        node.hostname = redeemed.hostname;
        node.os = redeemed.os;
        node.arch = redeemed.arch;
        node.tokenId = token.id;
        node.keyHash = redeemed.keyHash;
        node.keyVersion = redeemed.keyVersion;
        node.publicKey = redeemed.publicKey;
        node.ipAddresses = redeemed.ipAddresses;
        node.sshPort = redeemed.sshPort;
        node.sshHostKeys = redeemed.sshHostKeys;
        node.agentVersion = redeemed.agentVersion;
        node.registeredAt = redeemed.at;
        nodes.enrol(
                node,
                events.of(
                        EventType.NODE_ENROLLED, NodeViews.event(node, 0, null, token.createdBy)));
        nodes.rekey(node.id, redeemed.keyHash, redeemed.keyVersion);
    }

    private IssuedToken known(@Nullable String text) {
        TokenText given =
                Optional.ofNullable(text)
                        .flatMap(TokenText::parse)
                        .orElseThrow(RegisterNode::invalid);
        return tokens.find(given.id())
                .filter(token -> Secrets.same(token.secretHash, Secrets.hash(given.secret())))
                .orElseThrow(RegisterNode::invalid);
    }

    /** The same public key with the same reusable token is the same node. */
    private String nodeId(IssuedToken token, @Nullable String publicKey) {
        if (!token.reusable || publicKey == null) {
            return ids.next();
        }
        String name = token.id + "/" + publicKey;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static @Nullable String publicKey(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            if (Base64.getUrlDecoder().decode(text).length == PUBLIC_KEY_BYTES) {
                return text;
            }
        } catch (IllegalArgumentException _) {
            // Not base64url: the same answer as for a wrong length.
        }
        throw Problem.invalid(
                "/publicKey", "publicKey (expected: a raw Ed25519 key, 32 bytes in base64url)");
    }

    private static RegisterBody.Answer answer(IssuedToken token, Redemption node, String key) {
        return new RegisterBody.Answer(
                key,
                token.clusterName,
                node.hostname,
                token.organization,
                node.nodeId,
                token.clusterId);
    }

    private static Problem invalid() {
        return Problem.of(
                EnrolProblems.TOKEN_INVALID,
                "The registration token is wrong, used, expired or revoked. Ask for a new one.");
    }
}
