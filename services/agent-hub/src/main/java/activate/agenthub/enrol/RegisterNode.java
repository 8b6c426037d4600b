package activate.agenthub.enrol;

import activate.agenthub.HubConfig;
import activate.agenthub.enrol.IssuedToken.Redemption;
import activate.agenthub.enrol.RegisterBody.Newcomer;
import activate.agenthub.node.Node;
import activate.agenthub.node.NodeKeys;
import activate.messages.agent.Registered;
import activate.servicekit.problem.Problem;
import activate.servicekit.secret.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Exchanges a registration token for a node's identity. A one-time token is consumed in one update
 * of its own document, which also holds everything that the node's document is made of.
 */
@ApplicationScoped
class RegisterNode {
    private final TokenStore tokens;
    private final EnrolledNodes nodes;
    private final NodeKeys keys;
    private final InstantSource clock;
    private final HubConfig config;
    private final Room room;

    RegisterNode(
            TokenStore tokens,
            EnrolledNodes nodes,
            NodeKeys keys,
            InstantSource clock,
            HubConfig config,
            Room room) {
        this.tokens = tokens;
        this.nodes = nodes;
        this.keys = keys;
        this.clock = clock;
        this.config = config;
        this.room = room;
    }

    /**
     * Gives a newcomer its identity.
     *
     * @throws Problem 401 where the token cannot be used any more, 409 where there is no room, 429
     *     and 503 where too much is under way
     */
    Registered run(IssuedToken token, Newcomer newcomer) {
        return room.inTurn(token, () -> redeem(token, newcomer));
    }

    private Registered redeem(IssuedToken token, Newcomer newcomer) {
        Instant now = clock.instant();
        String nodeId = nodes.id(token, newcomer.publicKey());
        String key = keys.make(nodeId);
        Node.Identity identity =
                new Node.Identity(Secrets.digest(key), now.toEpochMilli(), newcomer.publicKey());
        Redemption asked = new Redemption(nodeId, now, identity, newcomer.facts(), false);
        boolean usable = token.isGood(now);
        if (usable && token.redeemed() == null) {
            room.check(token, nodeId);
        }
        if (token.reusable()) {
            if (!usable) {
                throw EnrolProblems.tokenInvalid();
            }
            nodes.store(token, asked);
            return lasting(token, asked, key);
        }
        Optional<IssuedToken> consumed = tokens.redeem(token.id(), asked);
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
        boolean isRevoked = tokens.find(token.id()).filter(known -> !known.isRevoked()).isEmpty();
        if (!nodes.isGood(node.nodeId(), isRevoked)) {
            throw EnrolProblems.tokenInvalid();
        }
        return new Registered(
                key,
                token.membership().clusterName(),
                node.facts().hostname(),
                token.membership().organization(),
                node.nodeId(),
                token.membership().clusterId(),
                null);
    }

    /** Writes the node of every redemption that a crash has left unfinished. */
    void finish() {
        for (IssuedToken token : tokens.unfinished()) {
            store(token);
            if (token.isRevoked() && token.redeemed() != null) {
                nodes.revoke(token.redeemed().nodeId());
            }
        }
    }

    private Registered again(IssuedToken token, Redemption asked) {
        Redemption first = tokens.find(token.id()).map(IssuedToken::redeemed).orElse(null);
        String publicKey = asked.identity().publicKey();
        if (first == null || publicKey == null) {
            throw EnrolProblems.tokenInvalid();
        }
        String key = keys.make(first.nodeId());
        Instant notBefore = asked.at().minus(config.registrationRepeat());
        IssuedToken repeated =
                tokens.redeemAgain(token.id(), publicKey, Secrets.digest(key), notBefore)
                        .orElseThrow(EnrolProblems::tokenInvalid);
        store(repeated);
        return lasting(token, first, key);
    }

    private void store(IssuedToken token) {
        if (token.redeemed() != null) {
            nodes.store(token, token.redeemed());
            tokens.markStored(token.id());
        }
    }
}
