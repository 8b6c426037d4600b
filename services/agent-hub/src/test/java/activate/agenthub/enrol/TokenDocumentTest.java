package activate.agenthub.enrol;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import activate.agenthub.node.Node;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

final class TokenDocumentTest {
    private static final String BEFORE =
            """
            {"_id": "t-1", "schemaVersion": 1, "secretHash": "ab12", "hint": "wxyz",
             "clusterId": "c-1", "clusterName": "hpc", "organization": "default",
             "reusable": true, "createdBy": "ann",
             "createdAt": {"$date": "2026-01-01T00:00:00Z"},
             "expiresAt": {"$date": "2026-01-02T00:00:00Z"},
             "revokedAt": {"$date": "2026-01-03T00:00:00Z"},
             "redeemed": {"nodeId": "n-1", "at": {"$date": "2026-01-01T12:00:00Z"},
              "keyHash": "cd34", "keyVersion": {"$numberLong": "7"}, "publicKey": "raw",
              "hostname": "login", "os": "linux", "arch": "amd64",
              "ipAddresses": ["10.0.0.1"], "sshPort": 2222,
              "sshHostKeys": ["ssh-ed25519 AAAA"], "agentVersion": "1.2", "nodeStored": false}}
            """;
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void documentOfTheVersionBeforeIsReadWhole() {
        // When
        IssuedToken token = TokenDocument.read(Document.parse(BEFORE));

        // Then
        assertThat(token)
                .isEqualTo(
                        new IssuedToken(
                                "t-1",
                                new IssuedToken.Secret("ab12", "wxyz"),
                                new Node.Membership("c-1", "hpc", "default"),
                                true,
                                new IssuedToken.Issue(
                                        "ann",
                                        Instant.parse("2026-01-01T00:00:00Z"),
                                        Instant.parse("2026-01-02T00:00:00Z"),
                                        Instant.parse("2026-01-03T00:00:00Z")),
                                new IssuedToken.Redemption(
                                        "n-1",
                                        NOON,
                                        new Node.Identity("cd34", 7, "raw"),
                                        new Node.Facts(
                                                "login",
                                                "linux",
                                                "amd64",
                                                null,
                                                "1.2",
                                                new Node.Ssh(
                                                        List.of("10.0.0.1"),
                                                        2222,
                                                        List.of("ssh-ed25519 AAAA"))),
                                        false)));
    }

    @Test
    void tokenAndRedemptionAreStoredAsTheVersionBeforeStoresThem() {
        // Given
        Document before = Document.parse(BEFORE);
        IssuedToken token = TokenDocument.read(before);
        Document redeemed = (Document) before.remove("redeemed");
        before.remove("revokedAt");

        // When
        Document stored = TokenDocument.write(token);

        // Then
        assertThat(stored).containsExactlyInAnyOrderEntriesOf(before);
        assertThat(TokenDocument.of(requireNonNull(token.redeemed())))
                .containsExactlyInAnyOrderEntriesOf(redeemed);
    }

    @Test
    void tokenWhoseRevocationCannotBeReadIsGoodForNothing() {
        // Given
        Document planted = Document.parse(BEFORE).append("revokedAt", true);

        // When
        IssuedToken token = TokenDocument.read(planted);

        // Then
        assertThat(token.isGood(NOON)).isFalse();
    }

    @Test
    void tokenWithoutAnEndIsOver() {
        // Given
        Document planted = Document.parse(BEFORE);
        planted.remove("expiresAt");
        planted.remove("revokedAt");

        // When
        IssuedToken token = TokenDocument.read(planted);

        // Then
        assertThat(token.isGood(NOON)).isFalse();
    }
}
