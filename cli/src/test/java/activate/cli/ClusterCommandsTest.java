package activate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import activate.cli.twin.PlatformTwin;
import activate.testkit.network.TestCertificate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // JUnit fills the directories.
class ClusterCommandsTest {
    private static final String ALPHA = "/api/organizations/default/users/ada/clusters/alpha";

    @TempDir static Path certificates;

    @TempDir Path home;

    private static TestCertificate certificate;
    private PlatformTwin platform;
    private PwRun.User user;

    @BeforeAll
    static void makeCertificate() throws IOException {
        certificate = TestCertificate.make(certificates, "localhost");
    }

    @BeforeEach
    void start() {
        platform = new PlatformTwin(certificate);
        user =
                new PwRun.User(
                        home,
                        Map.of(
                                "PW_API_KEY",
                                platform.key(),
                                "PW_CA_FILE",
                                certificate.pem().toString()));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void listIsATable() {
        PwRun run = user.run("", "clusters", "ls");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .isEqualTo(
                        """
                        NAME      TYPE              STATUS   OWNER   NODES   SCHEDULER   DESCRIPTION
                        alpha     existing          on       ada     1       -           -
                        bravo     existing          off      bob     0       -           -
                        sandbox   managed-cluster   on       -       1       -           -
                        """);
    }

    @Test
    void listIsAlsoJsonYamlAndCsv() {
        PwRun json = user.run("", "clusters", "ls", "-o", "json");
        PwRun yaml = user.run("", "-o", "yaml", "clusters", "ls");
        PwRun csv = user.run("", "clusters", "ls", "-o", "csv");

        assertThat(new JsonArray(json.out()).getJsonObject(0).getString("id")).isEqualTo("c1");
        assertThat(yaml.out()).startsWith("- id: c1\n  name: alpha\n  type: existing\n");
        assertThat(csv.out().split("\r\n", -1)[0])
                .isEqualTo("NAME,TYPE,STATUS,OWNER,NODES,SCHEDULER,DESCRIPTION");
        assertThat(csv.out().split("\r\n", -1)[1]).isEqualTo("alpha,existing,on,ada,1,,");
    }

    @Test
    void formulasAndControlCharactersOfOthersAreMadeHarmless() {
        platform.answer(
                "GET /api/clusters",
                new JsonArray()
                        .add(
                                new JsonObject()
                                        .put("name", "alpha")
                                        .put("description", "=cmd()")
                                        .put("user", "\u001b[2J")));

        assertThat(user.run("", "clusters", "ls", "-o", "csv").out()).contains("'=cmd()");
        assertThat(user.run("", "clusters", "ls").out()).doesNotContain("\u001b");
    }

    @Test
    void tokenStandsAloneOnStandardOutput() {
        platform.answer(
                "POST " + ALPHA + "/node-token", new JsonObject().put("token", "pwrt_x.y.z"));

        PwRun run = user.run("", "clusters", "node-token", "alpha", "--ttl", "2h");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("pwrt_x.y.z\n");
        assertThat(platform.bodies())
                .containsExactly(
                        new JsonObject().put("expiresInMinutes", 120).put("reusable", false));
    }

    @ParameterizedTest
    @CsvSource({
        "30m,30",
        "30min,30",
        "1h,60",
        "1h30m,90",
        "2 hours,120",
        "24h,1440",
        "1d,1440",
        "90 Minutes,90"
    })
    void lifeOfATokenIsReadAsPeopleWriteIt(String ttl, int minutes) {
        platform.answer("POST " + ALPHA + "/node-token", new JsonObject().put("token", "pwrt_x"));

        PwRun run = user.run("", "clusters", "node-token", "alpha", "--ttl", ttl);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(platform.bodies().getFirst().getInteger("expiresInMinutes")).isEqualTo(minutes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30",
                "",
                "0m",
                "25h",
                "90s",
                "-5m",
                "m",
                "1.5h",
                "1h x",
                "30mm",
                "9999999h"
            })
    void lifeThatIsNoneIsToldByTheNameOfTheOption(String ttl) {
        PwRun run = user.run("", "clusters", "node-token", "alpha", "--ttl", ttl);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("pw: --ttl: " + ttl + " (expected: from 1m to 24h");
        assertThat(platform.bodies()).isEmpty();
    }

    @Test
    void helpOfCreateHasTheRuleOfTheServer() {
        assertThat(user.run("", "clusters", "create", "--help").out())
                .contains("1 to 63 of a-z, 0-9 and inner dashes");
    }

    @Test
    void nodesHaveIdsByWhichOneOfTwoNamesakesIsRemoved() {
        platform.answer(
                "GET " + ALPHA + "/nodes",
                new JsonArray()
                        .add(new JsonObject().put("id", "n-1").put("hostname", "twin"))
                        .add(new JsonObject().put("id", "n-2").put("hostname", "twin")));
        platform.refuse(
                "DELETE " + ALPHA + "/nodes/twin",
                409,
                "node_name_ambiguous",
                "Several nodes have the name twin. Give the id of the one that is meant: n-1, n-2");
        platform.answer("DELETE " + ALPHA + "/nodes/n-2", new JsonObject());

        PwRun nodes = user.run("", "clusters", "nodes", "alpha");
        PwRun refused = user.run("", "clusters", "remove-node", "alpha", "twin");
        PwRun removed = user.run("", "clusters", "remove-node", "alpha", "n-2");

        assertThat(nodes.out()).contains("ID").contains("n-1").contains("n-2");
        assertThat(refused.code()).isEqualTo(6);
        assertThat(refused.err()).contains("n-1, n-2");
        assertThat(removed.code()).as(removed.err()).isZero();
        assertThat(platform.requests()).contains("DELETE " + ALPHA + "/nodes/n-2");
    }

    @Test
    void nodesOfAllClustersAreOneTable() {
        platform.answer(
                "GET " + ALPHA + "/nodes",
                new JsonArray()
                        .add(
                                new JsonObject()
                                        .put("id", "n-1")
                                        .put("hostname", "one")
                                        .put("status", "online")
                                        .put("lastHeartbeat", "2026-01-01T00:00:00Z")
                                        .put("metrics", new JsonObject().put("loadAvg1", 0.5))));
        platform.answer(
                "GET /api/organizations/default/managed-clusters/sandbox",
                new JsonObject()
                        .put(
                                "nodes",
                                new JsonArray()
                                        .add(
                                                new JsonObject()
                                                        .put("id", "n-2")
                                                        .put("hostname", "two")
                                                        .put("status", "offline"))));

        PwRun all = user.run("", "nodes");
        PwRun one = user.run("", "nodes", "sandbox", "-o", "json");
        PwRun none = user.run("", "nodes", "bravo");

        assertThat(all.code()).as(all.err()).isZero();
        assertThat(all.out().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "CLUSTER NODE ID STATE LAST SEEN LOAD CPU % MEMORY % AGENT",
                        "pw://ada/alpha one n-1 online 2026-01-01T00:00:00Z 0.5 - - -",
                        "pw://sandbox two n-2 offline - - - - -");
        // One cluster that cannot be told leaves the others theirs.
        assertThat(all.err()).startsWith("pw: left out pw://bob/bravo: ");
        assertThat(new JsonArray(one.out()).getJsonObject(0).getString("cluster"))
                .isEqualTo("pw://sandbox");
        assertThat(none.code()).isEqualTo(5);
    }

    @Test
    void hintThatTheSentenceHasAlreadyIsNotRepeated() {
        platform.refuse(
                "GET /api/clusters",
                404,
                "cluster_not_found",
                "There is none. See what there is with: pw clusters ls");

        PwRun run = user.run("", "clusters", "ls");

        assertThat(run.err().lines())
                .containsExactly(
                        "pw: There is none. (cluster_not_found)",
                        "hint: See what there is with: pw clusters ls");
    }

    @Test
    void everyAddressFindsItsCluster() {
        for (String address : new String[] {"alpha", "pw://ada/alpha", "pw://alpha", "c1"}) {
            platform.answer(
                    "GET " + ALPHA,
                    new JsonObject().put("name", "alpha").put("id", "c1").put("status", "on"));
            PwRun run = user.run("", "clusters", "get", address);

            assertThat(run.code()).as(address + run.err()).isZero();
            assertThat(run.out()).contains("STATUS        on");
        }
    }

    @Test
    void managedClusterLivesInTheOrganization() {
        platform.answer(
                "GET /api/organizations/default/managed-clusters/sandbox",
                new JsonObject()
                        .put("name", "sandbox")
                        .put(
                                "nodes",
                                new JsonArray()
                                        .add(
                                                new JsonObject()
                                                        .put("hostname", "n1")
                                                        .put("status", "online")
                                                        .put("tunnelConnected", true)
                                                        .put(
                                                                "metrics",
                                                                new JsonObject()
                                                                        .put("cpuUsage", 1.5)))));

        PwRun run = user.run("", "clusters", "nodes", "sandbox");

        assertThat(run.out()).contains("n1         online   true");
    }

    @Test
    void usageShowsHoursANode() {
        platform.answer(
                "GET " + ALPHA + "/nodes/usage",
                new JsonArray()
                        .add(
                                new JsonObject()
                                        .put("hostname", "n1")
                                        .put("nodeHours", "1.250")
                                        .put("intervals", 15)));

        assertThat(user.run("", "clusters", "nodes", "alpha", "--usage").out())
                .contains("n1         1.250");
    }

    @Test
    void createSendsWhatTheContractAsksFor() {
        platform.answer("POST /api/clusters", new JsonObject().put("name", "charlie"));
        platform.answer(
                "POST /api/organizations/default/managed-clusters",
                new JsonObject().put("name", "delta"));

        PwRun existing =
                user.run(
                        "",
                        "clusters",
                        "create",
                        "charlie",
                        "--type",
                        "existing",
                        "--description",
                        "d");
        PwRun managed = user.run("", "clusters", "create", "delta", "--type", "managed");

        assertThat(existing.code()).as(existing.err()).isZero();
        assertThat(managed.code()).as(managed.err()).isZero();
        assertThat(platform.bodies())
                .containsExactly(
                        new JsonObject()
                                .put("name", "charlie")
                                .put("description", "d")
                                .put("type", "existing"),
                        new JsonObject().put("name", "delta"));
    }

    @Test
    void eachRefusalHasItsExitCodeAndOneLine() {
        platform.refuse("DELETE " + ALPHA, 403, "forbidden", "Only its owner may delete it.");
        platform.refuse("POST " + ALPHA + "/connect", 409, "conflict", "It is busy.");
        platform.refuse("POST " + ALPHA + "/disconnect", 503, "unavailable", "Come back later.");
        platform.refuse("GET " + ALPHA, 500, "internal", "Something broke.");

        assertThat(user.run("", "clusters", "delete", "alpha"))
                .satisfies(
                        run -> {
                            assertThat(run.code()).isEqualTo(4);
                            assertThat(run.err())
                                    .startsWith(
                                            "pw: Only its owner may delete it. (forbidden)\nhint: ");
                        });
        assertThat(user.run("", "clusters", "connect", "alpha").code()).isEqualTo(6);
        assertThat(user.run("", "clusters", "disconnect", "alpha").code()).isEqualTo(7);
        assertThat(user.run("", "clusters", "get", "alpha").code()).isEqualTo(1);
        assertThat(user.run("", "clusters", "get", "nowhere").err())
                .isEqualTo(
                        """
                        pw: there is no cluster nowhere (cluster_not_found)
                        hint: see what there is with: pw clusters ls
                        """);
        assertThat(user.run("", "clusters", "get", "nowhere").code()).isEqualTo(5);
    }

    @Test
    void wrongUsageIsExitTwo() {
        assertThat(user.run("", "clusters", "frobnicate").code()).isEqualTo(2);
        assertThat(user.run("", "clusters").code()).isEqualTo(2);
        assertThat(user.run("", "clusters", "ls", "-o", "xml").code()).isEqualTo(2);
        assertThat(user.run("", "clusters", "node-token", "alpha", "--ttl", "5s").code())
                .isEqualTo(2);
        assertThat(user.run("", "api", "FETCH", "/api/x").code()).isEqualTo(2);
    }

    @Test
    void rawRequestPrintsTheAnswer() {
        platform.answer("POST /api/things", new JsonObject().put("id", 7));

        PwRun run = user.run("{\"a\":1}", "api", "POST", "/api/things", "-f", "-");

        assertThat(run.out()).isEqualTo("{\n  \"id\" : 7\n}\n");
        assertThat(platform.bodies()).containsExactly(new JsonObject().put("a", 1));
    }

    @Test
    void sshKeysAreAddedByFileAndDeletedByTitle() throws IOException {
        Path key = Files.writeString(home.resolve("k.pub"), "ssh-ed25519 AAAA ada@laptop\n");
        platform.answer(
                "GET /api/ssh-public-keys",
                new JsonArray()
                        .add(
                                new JsonObject()
                                        .put("id", "k9")
                                        .put("title", "ada@laptop")
                                        .put("key", "ssh-ed25519 AAAA")));

        assertThat(user.run("", "ssh-public-keys", "add", key.toString()).code()).isZero();
        assertThat(user.run("", "ssh-public-keys", "delete", "ada@laptop").code()).isZero();
        assertThat(user.run("", "ssh-public-keys", "delete", "other").code()).isEqualTo(5);

        assertThat(platform.bodies().getFirst().getString("title")).isEqualTo("ada@laptop");
        assertThat(platform.requests()).contains("DELETE /api/ssh-public-keys/k9");
    }

    @Test
    void wordThatBeginsWithAnAtSignIsNoFileOfArguments() throws IOException {
        Path secret = home.resolve("secret");
        Files.writeString(secret, "--help hidden");

        PwRun run =
                user.run(
                        "",
                        "clusters",
                        "create",
                        "@" + secret,
                        "--type",
                        "existing",
                        "--description",
                        "@" + secret);
        user.run("", "api", "POST", "/api/x", "-f", "@" + writeBody());

        assertThat(run.out() + run.err()).doesNotContain("hidden");
        assertThat(platform.bodies().getFirst().getString("name")).isEqualTo("@" + secret);
        assertThat(platform.bodies().getFirst().getString("description")).isEqualTo("@" + secret);
        // The one option that says so reads a file.
        assertThat(platform.bodies().getLast().getString("a")).isEqualTo("b");
    }

    private Path writeBody() throws IOException {
        return Files.writeString(home.resolve("u.json"), "{\"a\":\"b\"}");
    }
}
