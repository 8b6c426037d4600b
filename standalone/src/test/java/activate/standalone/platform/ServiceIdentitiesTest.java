package activate.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.standalone.grant.Messages;
import activate.standalone.grant.Messages.Queue;
import activate.standalone.grant.SecretFolder;
import activate.standalone.grant.ServiceGrants;
import activate.standalone.service.Service;
import com.mongodb.MongoCommandException;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.MessageProperties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With the environment of one service, everything of the others is refused in all four stores, and
 * its own works.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
final class ServiceIdentitiesTest {

    private static final int REFUSED = 403;
    private static final String SIGNING_KEY = "activate/legacy-api/user-token-keys/kid";

    @TempDir static Path folder;

    private RunningStores stores;

    @BeforeAll
    void start() throws Exception {
        stores = new RunningStores(folder, Map.of());
        // Given what each service leaves in the stores
        assertThat(
                        in(Service.LEGACY_API)
                                .vault(
                                        "POST",
                                        "secret/data/" + SIGNING_KEY,
                                        "{\"data\":{\"jwk\":\"private\"}}")
                                .status())
                .isEqualTo(200);
        for (ServiceGrants grants : ServiceGrants.all()) {
            for (Queue queue : grants.messages().orElseThrow().consumes()) {
                declare(grants, queue);
            }
            if (grants.database().isPresent()) {
                try (var client = in(grants.service()).mongodb()) {
                    var rows = client.getDatabase(grants.database().get()).getCollection("rows");
                    rows.insertMany(
                            Stream.iterate(0, i -> i + 1)
                                    .limit(10)
                                    .map(i -> new Document("secret", i))
                                    .toList());
                }
            }
            if (grants.schema().isPresent()) {
                try (var connection = in(grants.service()).postgres("")) {
                    connection.createStatement().execute("create table kept (id int)");
                    connection.createStatement().execute("create sequence counter");
                }
            }
        }
    }

    @AfterAll
    void stop() {
        stores.close();
    }

    private Intruder in(Service service) {
        return stores.in(service);
    }

    private static String nameOf(Queue queue) {
        return queue.name().replace("<hub id>", "hub-1");
    }

    /** As the services do it. */
    private void declare(ServiceGrants grants, Queue queue) throws Exception {
        in(grants.service())
                .broker(
                        channel -> {
                            String name = nameOf(queue);
                            Map<String, Object> arguments = Map.of();
                            if (queue.hasDeadLetters()) {
                                channel.queueDeclare(name + ".dead", true, false, false, null);
                                channel.queueBind(name + ".dead", Messages.DEAD, name);
                                for (String key : queue.keys()) {
                                    channel.queueBind(name + ".dead", Messages.DEAD, key);
                                }
                                arguments = deadLetters(Messages.DEAD, name);
                            }
                            channel.queueDeclare(name, true, false, false, arguments);
                            for (String key : queue.keys()) {
                                channel.queueBind(name, Messages.EVENTS, key);
                            }
                        });
    }

    private static Map<String, Object> deadLetters(String exchange, String key) {
        return Map.of(
                "x-dead-letter-exchange",
                exchange,
                "x-dead-letter-routing-key",
                key,
                "alternateBinding",
                "{\"destination\":\"" + (exchange.isEmpty() ? key : exchange) + "\"}");
    }

    static Stream<ServiceGrants> services() {
        return ServiceGrants.all().stream();
    }

    @ParameterizedTest
    @MethodSource("services")
    void itsOwnWorks(ServiceGrants grants) throws Exception {
        Intruder own = in(grants.service());
        // Vault
        assertThat(own.vault("GET", "auth/token/lookup-self", "").status()).isEqualTo(200);
        assertThat(own.vault("POST", "auth/token/renew-self", "").status()).isEqualTo(200);
        for (SecretFolder secrets : grants.secrets()) {
            String path = secrets.path() + "/mine";
            if (secrets.access() == SecretFolder.Access.WRITE) {
                for (int i = 0; i < 2; i++) {
                    assertThat(
                                    own.vault("POST", "secret/data/" + path, "{\"data\":{\"a\":1}}")
                                            .status())
                            .isEqualTo(200);
                }
                assertThat(own.vault("GET", "secret/data/" + path, "").status()).isEqualTo(200);
            }
            assertThat(own.vault("GET", "secret/data/" + secrets.path() + "/none", "").status())
                    .isEqualTo(404);
            assertThat(own.vault("LIST", "secret/metadata/" + secrets.path(), "").status())
                    .isIn(200, 404);
        }
        // Messages: what it publishes arrives in its own queues only where it listens for it
        Messages messages = grants.messages().orElseThrow();
        for (String key : messages.publishes()) {
            own.broker(channel -> channel.basicPublish(Messages.EVENTS, key, PERSISTENT, BODY));
        }
        for (Queue queue : messages.consumes()) {
            declare(grants, queue);
            own.broker(channel -> channel.basicGet(nameOf(queue), false));
            own.broker(channel -> channel.basicConsume(nameOf(queue), (_, _) -> {}, _ -> {}));
        }
        // Databases
        if (grants.database().isPresent()) {
            try (var client = own.mongodb()) {
                var rows = client.getDatabase(own.database()).getCollection("mine");
                rows.createIndex(new Document("word", 1));
                rows.insertOne(new Document("word", "w"));
                assertThat(rows.find().batchSize(1)).isNotEmpty();
                assertThat(rows.aggregate(List.of(new Document("$count", "n")))).hasSize(1);
                rows.drop();
            }
        }
        if (grants.schema().isPresent()) {
            try (var connection = own.postgres("")) {
                var statement = connection.createStatement();
                statement.execute("create table mine (id int primary key)");
                statement.execute("insert into mine values (1)");
                statement.execute("drop table mine");
            }
        }
    }

    private static final AMQP.BasicProperties PERSISTENT = MessageProperties.PERSISTENT_BASIC;
    private static final byte[] BODY = {'{', '}'};

    @ParameterizedTest
    @MethodSource("services")
    void secretsOfOthersAreRefused(ServiceGrants grants) throws Exception {
        Intruder intruder = in(grants.service());
        List<String> folders = new ArrayList<>(List.of("activate", "other"));
        for (ServiceGrants other : ServiceGrants.all()) {
            if (!other.equals(grants)) {
                other.secrets().forEach(secrets -> folders.add(secrets.path()));
            }
        }
        for (String path : folders) {
            for (String[] call :
                    new String[][] {
                        {"GET", "secret/data/" + path + "/x"},
                        {"POST", "secret/data/" + path + "/x"},
                        {"DELETE", "secret/data/" + path + "/x"},
                        {"GET", "secret/metadata/" + path + "/x"},
                        {"POST", "secret/metadata/" + path + "/x"},
                        {"DELETE", "secret/metadata/" + path + "/x"},
                        {"LIST", "secret/metadata/" + path},
                        {"GET", "secret/metadata/" + path + "?list=true"},
                        {"POST", "secret/destroy/" + path + "/x"},
                        {"POST", "secret/undelete/" + path + "/x"}
                    }) {
                assertThat(
                                intruder.vault(call[0], call[1], "{\"data\":{},\"versions\":[1]}")
                                        .status())
                        .as("%s %s", call[0], call[1])
                        .isEqualTo(REFUSED);
            }
        }
        for (String call :
                new String[] {
                    "GET sys/mounts",
                    "POST sys/mounts/mine",
                    "GET sys/policies/acl/" + grants.name(),
                    "POST sys/policies/acl/" + grants.name(),
                    "POST auth/token/create",
                    "LIST auth/token/accessors",
                    "PUT sys/seal",
                    "POST transit/encrypt/any",
                    "POST transit/keys/any",
                    "GET secret/config",
                    "GET sys/raw/logical",
                    "POST sys/wrapping/unwrap"
                }) {
            String[] words = call.split(" ", 2);
            assertThat(intruder.vault(words[0], words[1], "{}").status())
                    .as(call)
                    .isIn(REFUSED, 400);
        }
    }

    @Test
    void nobodyElseReadsTheKeyThatSignsUserTokens() throws Exception {
        for (ServiceGrants grants : ServiceGrants.all()) {
            if (grants.service() == Service.LEGACY_API) {
                continue;
            }
            Intruder intruder = in(grants.service());
            List<String> ways =
                    new ArrayList<>(
                            List.of(
                                    "secret/data/" + SIGNING_KEY,
                                    "secret//data/" + SIGNING_KEY,
                                    "secret/data//" + SIGNING_KEY,
                                    "secret/data/" + SIGNING_KEY + "?version=1",
                                    "secret/data/%61ctivate/legacy-api/user-token-keys/kid"));
            for (SecretFolder own : grants.secrets()) {
                String up = own.path().contains("/") ? "/../../" : "/../";
                ways.add("secret/data/" + own.path() + up + SIGNING_KEY);
                ways.add("secret/data/" + own.path() + up.replace("..", "%2e%2e") + SIGNING_KEY);
                ways.add("secret/data/" + own.path() + "%2f..%2f..%2f" + SIGNING_KEY);
            }
            for (String way : ways) {
                Intruder.Answer answer = intruder.vault("GET", way, "");
                assertThat(answer.status()).as("%s %s", grants.name(), way).isBetween(300, 404);
                assertThat(answer.body()).doesNotContain("private");
            }
        }
    }

    /** Every way to another service's messages, by what it is. */
    private Map<String, Intruder.Act> attacksAtTheBroker(ServiceGrants grants) {
        Map<String, Intruder.Act> attacks = new LinkedHashMap<>();
        String own = grants.name() + ".mine";
        for (ServiceGrants other : ServiceGrants.all()) {
            if (other.equals(grants)) {
                continue;
            }
            Messages messages = other.messages().orElseThrow();
            for (Queue queue : messages.consumes()) {
                String name = nameOf(queue);
                attacks.put("get " + name, channel -> channel.basicGet(name, false));
                attacks.put(
                        "consume " + name,
                        channel -> channel.basicConsume(name, (_, _) -> {}, _ -> {}));
                attacks.put("purge " + name, channel -> channel.queuePurge(name));
                attacks.put("delete " + name, channel -> channel.queueDelete(name));
                attacks.put(
                        "publish to " + name,
                        channel -> channel.basicPublish("", name, PERSISTENT, BODY));
                attacks.put(
                        "bind " + name,
                        channel ->
                                channel.queueBind(name, Messages.EVENTS, "cloud-account.changed"));
                attacks.put(
                        "unbind " + name,
                        channel ->
                                channel.queueUnbind(
                                        name, Messages.EVENTS, queue.keys().getFirst()));
                attacks.put(
                        "declare beside " + name,
                        channel ->
                                channel.queueDeclare(
                                        other.name() + ".mine", true, false, false, null));
                attacks.put(
                        "dead letters to " + name,
                        channel ->
                                channel.queueDeclare(
                                        own + ".to-" + name,
                                        true,
                                        false,
                                        false,
                                        deadLetters("", name)));
                if (queue.hasDeadLetters()) {
                    attacks.put(
                            "get dead letters of " + name,
                            channel -> channel.basicGet(name + ".dead", false));
                }
                for (String key : queue.keys()) {
                    if (!grants.messages().orElseThrow().keys().contains(key)) {
                        attacks.put("listen to " + key, channel -> listen(channel, own, key));
                    }
                }
            }
            for (String key : messages.publishes()) {
                if (!grants.messages().orElseThrow().publishes().contains(key)) {
                    attacks.put(
                            "publish " + key,
                            channel ->
                                    channel.basicPublish(Messages.EVENTS, key, PERSISTENT, BODY));
                }
            }
        }
        attacks.put("listen to all", channel -> listen(channel, own, "#"));
        attacks.put("listen to any one", channel -> listen(channel, own, "*.*"));
        attacks.put("temporary queue", channel -> channel.queueDeclare());
        attacks.put(
                "events as dead letters",
                channel ->
                        channel.queueDeclare(
                                own + ".events",
                                true,
                                false,
                                false,
                                deadLetters(Messages.EVENTS, "usage.interval")));
        attacks.put(
                "publish anything",
                channel -> channel.basicPublish(Messages.EVENTS, "x", PERSISTENT, BODY));
        attacks.put(
                "publish a dead letter",
                channel -> channel.basicPublish(Messages.DEAD, "node.online", PERSISTENT, BODY));
        attacks.put(
                "publish elsewhere",
                channel -> channel.basicPublish("amq.topic", "x", PERSISTENT, BODY));
        attacks.put("make an exchange", channel -> channel.exchangeDeclare(own, "fanout", true));
        for (String exchange : List.of(Messages.EVENTS, Messages.DEAD)) {
            attacks.put("delete " + exchange, channel -> channel.exchangeDelete(exchange));
        }
        return attacks;
    }

    private static void listen(com.rabbitmq.client.Channel channel, String queue, String key)
            throws Exception {
        channel.queueDeclare(queue, true, false, false, null);
        channel.queueBind(queue, Messages.EVENTS, key);
    }

    @ParameterizedTest
    @MethodSource("services")
    void messagesOfOthersAreRefused(ServiceGrants grants) {
        Intruder intruder = in(grants.service());
        Map<String, Intruder.Act> attacks = attacksAtTheBroker(grants);
        if (stores.isReal("rabbitmq")) {
            // One in one's own name is nobody else's, and dead letters have their own way there:
            // docs/identities.md.
            attacks.remove("make an exchange");
            if (!grants.messages().orElseThrow().publishes().isEmpty()) {
                attacks.remove("events as dead letters");
            }
        }
        attacks.forEach(
                (what, attack) ->
                        assertThatThrownBy(
                                        () -> intruder.broker(attack),
                                        "%s: %s",
                                        grants.name(),
                                        what)
                                .satisfies(
                                        e ->
                                                assertThat(Throwables.text(e))
                                                        .as(what)
                                                        .contains("reply-code=403")));
    }

    static Stream<ServiceGrants> owners() {
        return services().filter(grants -> grants.database().isPresent());
    }

    @ParameterizedTest
    @MethodSource("owners")
    void databasesOfOthersAreRefused(ServiceGrants grants) throws Exception {
        String own = grants.database().orElseThrow();
        try (var client = in(grants.service()).mongodb()) {
            for (ServiceGrants other : owners().toList()) {
                if (other.equals(grants)) {
                    continue;
                }
                String foreign = other.database().orElseThrow();
                for (Document command : commands(foreign)) {
                    refused(() -> client.getDatabase(foreign).runCommand(command), command);
                }
                for (Document command : reaching(foreign)) {
                    refused(() -> client.getDatabase(own).runCommand(command), command);
                }
                refusesForeignCursors(other, own, client);
            }
            for (Document command : administration(own)) {
                refused(() -> client.getDatabase("admin").runCommand(command), command);
            }
            Document drop = new Document("dropDatabase", 1);
            refused(() -> client.getDatabase(own).runCommand(drop), drop);
            for (String database :
                    List.of(
                            "admin",
                            "local",
                            "config",
                            "test",
                            own + "2",
                            own.toUpperCase(java.util.Locale.ROOT))) {
                Document find = new Document("find", "rows");
                refused(() -> client.getDatabase(database).runCommand(find), find);
            }
        }
        // And everything of the other is still there
        for (ServiceGrants other : owners().toList()) {
            try (var client = in(other.service()).mongodb()) {
                assertThat(
                                client.getDatabase(other.database().orElseThrow())
                                        .getCollection("rows")
                                        .countDocuments())
                        .isEqualTo(10);
            }
        }
    }

    private void refusesForeignCursors(
            ServiceGrants other, String own, com.mongodb.client.MongoClient client)
            throws Exception {
        try (var owner = in(other.service()).mongodb()) {
            Document opened =
                    owner.getDatabase(other.database().orElseThrow())
                            .runCommand(new Document("find", "rows").append("batchSize", 2));
            long cursor = opened.get("cursor", Document.class).getLong("id");
            assertThat(cursor).isNotZero();
            Document more =
                    new Document("getMore", cursor)
                            .append("collection", "rows")
                            .append("batchSize", 2);
            refused(() -> client.getDatabase(own).runCommand(more), more);
            Document kill = new Document("killCursors", "rows").append("cursors", List.of(cursor));
            refused(() -> client.getDatabase(own).runCommand(kill), kill);
            // It is the owner's, still.
            assertThat(
                            owner.getDatabase(other.database().orElseThrow())
                                    .runCommand(more)
                                    .get("cursor", Document.class)
                                    .getList("nextBatch", Document.class))
                    .isNotEmpty();
        }
    }

    private static void refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, Document command) {
        assertThatThrownBy(call, command.toJson().replace("%", "%%"))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(13));
    }

    private static List<Document> commands(String foreign) {
        return List.of(
                new Document("find", "rows"),
                new Document("FIND", "rows"),
                new Document("count", "rows"),
                new Document("distinct", "rows").append("key", "secret"),
                new Document("aggregate", "rows")
                        .append("pipeline", List.of())
                        .append("cursor", new Document()),
                new Document("insert", "rows").append("documents", List.of(new Document("a", 1))),
                new Document("update", "rows")
                        .append(
                                "updates",
                                List.of(
                                        new Document("q", new Document())
                                                .append(
                                                        "u",
                                                        new Document(
                                                                "$set", new Document("a", 1))))),
                new Document("delete", "rows")
                        .append(
                                "deletes",
                                List.of(new Document("q", new Document()).append("limit", 0))),
                new Document("findAndModify", "rows").append("remove", true),
                new Document("create", "more"),
                new Document("drop", "rows"),
                new Document("dropDatabase", 1),
                new Document("createIndexes", "rows")
                        .append(
                                "indexes",
                                List.of(
                                        new Document("key", new Document("a", 1))
                                                .append("name", "a"))),
                new Document("dropIndexes", "rows").append("index", "*"),
                new Document("listCollections", 1),
                new Document("listIndexes", "rows"),
                new Document("collStats", "rows"),
                new Document("dbStats", 1),
                new Document("validate", "rows"),
                new Document("explain", new Document("find", "rows")),
                new Document("getMore", 1L).append("collection", "rows"),
                new Document("killCursors", "rows").append("cursors", List.of(1L)),
                new Document("triggerInternalException", foreign));
    }

    /** From one's own database. */
    private static List<Document> reaching(String foreign) {
        Document there = new Document("db", foreign).append("coll", "rows");
        List<Document> stages =
                List.of(
                        new Document("$merge", new Document("into", there)),
                        new Document("$out", there),
                        new Document(
                                "$lookup",
                                new Document("from", there)
                                        .append("pipeline", List.of())
                                        .append("as", "x")),
                        new Document("$unionWith", there),
                        new Document(
                                "$facet",
                                new Document(
                                        "a",
                                        List.of(
                                                new Document(
                                                        "$lookup",
                                                        new Document("from", there)
                                                                .append("as", "x"))))),
                        new Document(
                                "$lookup",
                                new Document("from", "rows")
                                        .append("as", "x")
                                        .append(
                                                "pipeline",
                                                List.of(
                                                        new Document(
                                                                "$merge",
                                                                new Document("into", there))))),
                        new Document("$changeStream", new Document("allChangesForCluster", true)),
                        new Document("$currentOp", new Document("allUsers", true)));
        return stages.stream()
                .map(
                        stage ->
                                new Document("aggregate", "rows")
                                        .append("pipeline", List.of(stage))
                                        .append("cursor", new Document()))
                .toList();
    }

    private static List<Document> administration(String own) {
        return Stream.of(
                        new Document("listDatabases", 1),
                        new Document("renameCollection", "activate_legacy_api.rows")
                                .append("to", own + ".taken"),
                        new Document("renameCollection", own + ".rows")
                                .append("to", "activate_agent_hub.given"),
                        new Document("shutdown", 1),
                        new Document("getLog", "*"),
                        new Document("hostInfo", 1),
                        new Document("getCmdLineOpts", 1),
                        new Document("serverStatus", 1),
                        new Document("copydb", 1),
                        new Document("createUser", "mine")
                                .append("pwd", "x")
                                .append("roles", List.of("root")),
                        new Document("currentOp", 1),
                        new Document("fsync", 1),
                        new Document("replSetGetStatus", 1),
                        new Document("setParameter", 1))
                .toList();
    }

    static Stream<ServiceGrants> writers() {
        return services().filter(grants -> grants.schema().isPresent());
    }

    @ParameterizedTest
    @MethodSource("writers")
    void schemasOfOthersAreRefused(ServiceGrants grants) throws Exception {
        Intruder intruder = in(grants.service());
        List<String> attacks =
                new ArrayList<>(
                        List.of(
                                "create table public.mine (id int)",
                                "create schema mine",
                                "create temporary table mine (id int)",
                                "create database mine",
                                "create role mine",
                                "create extension dblink",
                                "alter role " + grants.login() + " superuser",
                                "alter role " + grants.login() + " createrole",
                                "set role activate",
                                "set session authorization activate",
                                "select pg_read_file('PG_VERSION')",
                                "select pg_ls_dir('.')",
                                "select * from pg_authid",
                                "select lo_import('/etc/passwd')",
                                "copy (select 1) to program 'true'",
                                "copy (select 1) to '/tmp/mine'",
                                "alter system set fsync = off",
                                "select pg_reload_conf()"));
        for (ServiceGrants other : writers().toList()) {
            if (!other.equals(grants)) {
                String schema = other.schema().orElseThrow();
                attacks.addAll(
                        List.of(
                                "select * from " + schema + ".kept",
                                "insert into " + schema + ".kept values (1)",
                                "delete from " + schema + ".kept",
                                "truncate " + schema + ".kept",
                                "drop table " + schema + ".kept",
                                "drop schema " + schema + " cascade",
                                "create table " + schema + ".mine (id int)",
                                "create view looks as select * from "
                                        + schema
                                        + ".kept; select * from looks",
                                "select nextval('" + schema + ".counter')",
                                "grant all on schema " + schema + " to " + grants.login(),
                                "set role " + other.login(),
                                "grant " + other.login() + " to " + grants.login(),
                                "alter role " + other.login() + " password 'x'",
                                "drop role " + other.login()));
            }
        }
        for (String attack : attacks) {
            try (var connection = intruder.postgres("")) {
                assertThatThrownBy(() -> connection.createStatement().execute(attack))
                        .as("%s: %s", grants.name(), attack)
                        .isInstanceOfSatisfying(
                                java.sql.SQLException.class,
                                e -> assertThat(e.getSQLState()).isIn("42501", "22023", "0LP01"));
            }
        }
        if (!stores.isReal("postgres")) {
            for (String database : List.of("postgres", "template1")) {
                assertThatThrownBy(() -> intruder.postgres(database).close())
                        .hasMessageContaining("pg_hba.conf");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void theEnvironmentNamesNoSecretOfAnother(Service service) throws Exception {
        stores.environment().writeForDevelopment(service);
        String development =
                java.nio.file.Files.readString(
                        stores.home().part("dev").resolve(service.part() + ".env"));
        String all = development + in(service).environment();
        try (var files = java.nio.file.Files.list(stores.home().root().resolve("secrets"))) {
            for (Path file : files.toList()) {
                boolean isOwn = file.getFileName().toString().endsWith("-" + service.part());
                if (!isOwn) {
                    assertThat(all.contains(java.nio.file.Files.readString(file).strip()))
                            .as("%s in %s", file.getFileName(), service)
                            .isFalse();
                }
            }
        }
        for (Service other : Service.values()) {
            if (other != service) {
                assertThat(all)
                        .doesNotContain("/" + other.part() + ".pem", "/" + other.part() + ".p12");
            }
        }
        if (service == Service.INGRESS) {
            assertThatCode(() -> in(service)).doesNotThrowAnyException();
            assertThat(in(service).environment().keySet())
                    .noneMatch(
                            name ->
                                    name.startsWith("QUARKUS_VAULT")
                                            || name.startsWith("RABBITMQ")
                                            || name.startsWith("QUARKUS_MONGODB")
                                            || name.startsWith("QUARKUS_DATASOURCE"));
        }
    }
}
