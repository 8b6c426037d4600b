package activate.agenthub.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

final class NodeDocumentTest {
    /**
     * As the versions wrote it whose nodes were beans: with {@code online}, which nothing reads.
     */
    private static final String BEFORE =
            """
            {"_id": "n-1", "schemaVersion": 1, "clusterId": "c-1", "clusterName": "hpc",
             "organization": "default", "hostname": "login", "os": "linux", "arch": "amd64",
             "tokenId": "t-1", "keyHash": "ab12", "keyVersion": {"$numberLong": "7"},
             "publicKey": "raw", "ipAddresses": ["10.0.0.1"], "sshPort": 2222,
             "sshHostKeys": ["ssh-ed25519 AAAA"], "agentVersion": "1.2", "osRelease": "Debian 13",
             "registeredAt": {"$date": "2026-01-01T00:00:00Z"},
             "lastHeartbeatAt": {"$date": "2026-01-02T00:00:00Z"},
             "heartbeat": {"metrics": {"load": 1}},
             "generation": {"$numberLong": "3"}, "hub": "hub-1",
             "hubEpoch": {"$numberLong": "5"},
             "onlineSince": {"$date": "2026-01-03T00:00:00Z"},
             "usageFrom": {"$date": "2026-01-04T00:00:00Z"},
             "revokedAt": {"$date": "2026-01-05T00:00:00Z"},
             "contestedAt": {"$date": "2026-01-06T00:00:00Z"}, "online": true}
            """;

    @Test
    void documentOfTheVersionBeforeIsReadWhole() {
        // When
        Node node = NodeDocument.read(Document.parse(BEFORE));

        // Then
        assertThat(node)
                .isEqualTo(
                        new Node(
                                "n-1",
                                new Node.Membership("c-1", "hpc", "default"),
                                new Node.Identity("ab12", 7, "raw"),
                                new Node.Facts(
                                        "login",
                                        "linux",
                                        "amd64",
                                        "Debian 13",
                                        "1.2",
                                        new Node.Ssh(
                                                List.of("10.0.0.1"),
                                                2222,
                                                List.of("ssh-ed25519 AAAA"))),
                                new Node.Lease(3, "hub-1", 5, day(3), day(4)),
                                new Node.History("t-1", day(1), day(2), day(5), day(6)),
                                new Document("metrics", new Document("load", 1))));
        assertThat(node.isOnline()).isTrue();
        assertThat(node.isRevoked()).isTrue();
    }

    private static Instant day(int day) {
        return Instant.parse("2026-01-0" + day + "T00:00:00Z");
    }

    @Test
    void newNodeIsStoredAsTheVersionBeforeStoresIt() {
        // Given
        Document before = Document.parse(BEFORE);
        Node read = NodeDocument.read(before);
        Node newcomer =
                new Node(
                        read.id(),
                        read.membership(),
                        read.identity(),
                        read.facts(),
                        Node.Lease.NEVER,
                        Node.History.begun("t-1", day(1)),
                        null);

        // When
        Document stored = NodeDocument.write(newcomer);

        // Then
        List.of(
                        "lastHeartbeatAt",
                        "heartbeat",
                        "hub",
                        "onlineSince",
                        "usageFrom",
                        "revokedAt",
                        "contestedAt",
                        "online")
                .forEach(before::remove);
        assertThat(stored)
                .containsExactlyInAnyOrderEntriesOf(
                        before.append("generation", 0L).append("hubEpoch", 0L));
        assertThat(NodeDocument.read(stored)).isEqualTo(newcomer);
    }

    @Test
    void whateverStandsWhereTheRevocationIsNotedCountsAgainstTheNode() {
        // Given
        Document planted = Document.parse(BEFORE).append("revokedAt", "yes").append("publicKey", 7);

        // When
        Node node = NodeDocument.read(planted);

        // Then
        assertThat(node.isRevoked()).isTrue();
        assertThat(node.identity().publicKey()).isEqualTo("not a key");
    }

    @Test
    void identityDoesNotShowTheHashOfItsKey() {
        assertThat(NodeDocument.read(Document.parse(BEFORE)).toString()).doesNotContain("ab12");
    }
}
