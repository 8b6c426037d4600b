package activate.agenthub.enrol;

import activate.agenthub.HubConfig;
import activate.agenthub.HubLimits;
import activate.agenthub.enrol.IssuedToken.Redemption;
import activate.agenthub.limit.InFlight;
import activate.agenthub.node.Node;
import activate.agenthub.node.NodeKeys;
import activate.agenthub.node.NodeStore;
import activate.agenthub.node.NodeViews;
import activate.agenthub.node.RevokeNode;
import activate.messages.agent.Registered;
import activate.messages.event.EventType;
import activate.messages.identity.UuidV7;
import activate.servicekit.envelope.EnvelopeWriter;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import activate.servicekit.secret.Secrets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges a registration token for a node's identity. A one-time token is consumed in one update
 * of its own document, which also holds everything that the node's document is made of.
 */
@ApplicationScoped
class RegisterNode {
    private final TokenStore tokens;
    private final NodeStore nodes;
    private final NodeKeys keys;
    private final EnvelopeWriter events;
    private final UuidV7 ids;
    private final InstantSource clock;
    private final HubConfig config;
    private final RevokeNode revokeNode;
    private final Room room;
    private final InFlight underWay;

    @SuppressWarnings("checkstyle:ParameterNumber")
    RegisterNode(
            TokenStore tokens,
            NodeStore nodes,
            NodeKeys keys,
            EnvelopeWriter events,
            UuidV7 ids,
            InstantSource clock,
            HubConfig config,
            HubLimits limits,
            RevokeNode revokeNode,
            Room room,
            MeterRegistry metrics) {
        this.tokens = tokens;
        this.nodes = nodes;
        this.keys = keys;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
        this.config = config;
        this.revokeNode = revokeNode;
        this.room = room;
        this.underWay = new InFlight(limits.registrationsPerToken(), limits.registrations());
        metrics.gauge(
                "activate.hub.held", Tags.of("what", "registrations"), underWay, InFlight::size);
    }

    /**
     * Gives {@code asked} its identity.
     *
     * @throws Problem 401 where the token cannot be used any more, 409 where there is no room, 429
     *     and 503 where too much is under way
     */
    Registered run(IssuedToken token, Redemption asked) {
        if (!underWay.tryEnter(token.id)) {
            throw Problem.of(
                    ProblemCode.RATE_LIMITED,
                    "Too many registrations are under way, try again.",
                    Map.of("retryAfterSeconds", 1));
        }
        try {
            return room.inTurn(token.organization, () -> redeem(token, asked));
        } finally {
            underWay.leave(token.id);
        }
    }

    private Registered redeem(IssuedToken token, Redemption asked) {
        asked.at = clock.instant();
        asked.nodeId = nodeId(token, asked.publicKey);
        String key = keys.make(asked.nodeId);
        asked.keyHash = Secrets.digest(key);
        asked.keyVersion = asked.at.toEpochMilli();
        boolean usable = token.revokedAt == null && asked.at.isBefore(token.expiresAt);
        if (usable && token.redeemed == null) {
            room.check(token, asked.nodeId);
        }
        if (token.reusable) {
            if (!usable) {
                throw invalid();
            }
            storeNode(token, asked);
            return lasting(token, asked, key);
        }
        Optional<IssuedToken> consumed = tokens.redeem(token.id, asked, asked.at);
        if (consumed.isPresent()) {
            store(consumed.get());
            return lasting(token, asked, key);
        }
        return again(token, asked);
    }

    /**
     * The identity, unless the token or the node was revoked meanwhile: whoever revokes the tokens
     * of a cluster and then its nodes leaves none, because either he sees the node, or he is seen
     * here.
     */
    private Registered lasting(IssuedToken token, Redemption node, String key) {
        Node stored = nodes.find(node.nodeId).orElseThrow(RegisterNode::invalid);
        boolean isRevoked =
                tokens.find(token.id).filter(known -> known.revokedAt == null).isEmpty();
        if (isRevoked && stored.revokedAt == null) {
            revokeNode.revoke(stored, null);
        }
        if (isRevoked || stored.revokedAt != null) {
            throw invalid();
        }
        return new Registered(
                key,
                token.clusterName,
                node.hostname,
                token.organization,
                node.nodeId,
                token.clusterId);
    }

    /** Writes the node of every redemption that a crash has left unfinished. */
    void finish() {
        for (IssuedToken token : tokens.unfinished()) {
            store(token);
            if (token.revokedAt != null && token.redeemed != null) {
                nodes.find(token.redeemed.nodeId).ifPresent(n -> revokeNode.revoke(n, null));
            }
        }
    }

    private Registered again(IssuedToken token, Redemption asked) {
        Redemption first = tokens.find(token.id).map(t -> t.redeemed).orElse(null);
        if (first == null || asked.publicKey == null) {
            throw invalid();
        }
        String key = keys.make(first.nodeId);
        Instant notBefore = asked.at.minus(config.registrationRepeat());
        IssuedToken repeated =
                tokens.redeemAgain(token.id, asked.publicKey, Secrets.digest(key), notBefore)
                        .orElseThrow(RegisterNode::invalid);
        store(repeated);
        return lasting(token, first, key);
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
                events.message(
                        EventType.NODE_ENROLLED, NodeViews.event(node, 0, null, token.createdBy)));
        nodes.rekey(node.id, redeemed.keyHash, redeemed.keyVersion);
    }

    /**
     * The token of this text, whether it can still be used or not.
     *
     * @throws Problem 401 where there is none
     */
    IssuedToken known(String text) {
        TokenText given = TokenText.parse(text).orElseThrow(RegisterNode::invalid);
        return tokens.find(given.id())
                .filter(token -> Secrets.same(token.secretHash, Secrets.digest(given.secret())))
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

    private static Problem invalid() {
        return Problem.of(
                EnrolProblems.TOKEN_INVALID,
                "The registration token is wrong, used, expired or revoked. Ask for a new one.");
    }
}
