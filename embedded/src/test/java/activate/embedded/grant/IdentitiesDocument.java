package activate.embedded.grant;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The generated part of {@code docs/identities.md}: the table of grants in the words of each store.
 */
final class IdentitiesDocument {

    static final String BEGIN = "<!-- from the table of grants -->\n";

    private IdentitiesDocument() {}

    static String generated() {
        var text = new StringBuilder();
        text.append("| Service | Vault | Publishes | Queues ← keys | MongoDB | PostgreSQL |\n");
        text.append("|---|---|---|---|---|---|\n");
        for (ServiceGrants grants : ServiceGrants.all()) {
            text.append(row(grants));
        }
        for (ServiceGrants grants : ServiceGrants.all()) {
            text.append("\n### ").append(grants.name()).append("\n\n");
            text.append("Policy of Vault:\n\n```hcl\n")
                    .append(grants.policy().hcl())
                    .append("```\n\nPermissions of RabbitMQ, once the exchanges exist:\n\n```\n")
                    .append(rabbitMq(grants))
                    .append("```\n");
            grants.database()
                    .ifPresent(
                            database ->
                                    text.append("\nMongoDB: `{createUser: \"")
                                            .append(grants.login())
                                            .append("\", roles: [{role: \"readWrite\", db: \"")
                                            .append(database)
                                            .append("\"}]}` in that database.\n"));
            grants.schema().ifPresent(schema -> text.append(sql(grants.login(), schema)));
        }
        return text.toString();
    }

    private static String row(ServiceGrants grants) {
        Messages messages = grants.messages();
        return "| "
                + String.join(
                        " | ",
                        grants.name(),
                        list(
                                grants.secrets().stream()
                                        .map(
                                                folder ->
                                                        "`secret/"
                                                                + folder.path()
                                                                + "/` "
                                                                + folder.access().words())
                                        .toList()),
                        list(messages.publishes().stream().map(key -> "`" + key + "`").toList()),
                        list(
                                messages.consumes().stream()
                                        .map(
                                                queue ->
                                                        "`"
                                                                + queue.name()
                                                                + "` ← "
                                                                + queue.keys().stream()
                                                                        .map(key -> "`" + key + "`")
                                                                        .collect(
                                                                                Collectors.joining(
                                                                                        ", ")))
                                        .toList()),
                        grants.database().map(name -> "`" + name + "`").orElse("–"),
                        grants.schema().map(name -> "`" + name + "`").orElse("–"))
                + " |\n";
    }

    private static String list(List<String> items) {
        return items.isEmpty() ? "–" : String.join("; ", items);
    }

    private static String rabbitMq(ServiceGrants grants) {
        RabbitMqRights rights = RabbitMqRights.of(grants);
        var text = new StringBuilder();
        text.append("configure ").append(rights.configure()).append('\n');
        text.append("write     ").append(rights.write()).append('\n');
        text.append("read      ").append(rights.read()).append('\n');
        for (RabbitMqRights.Topics topics : rights.topics()) {
            text.append("topics of ")
                    .append(topics.exchange())
                    .append(": write ")
                    .append(topics.write())
                    .append(" read ")
                    .append(topics.read())
                    .append('\n');
        }
        return text.toString();
    }

    private static String sql(String login, String schema) {
        return "\nPostgreSQL:\n\n```sql\n"
                + "create role \"%s\" login nosuperuser nocreatedb nocreaterole connection limit 40;\n"
                        .formatted(login)
                + "grant connect on database activate to \"%s\";\n".formatted(login)
                + "create schema if not exists \"%s\" authorization \"%s\";\n"
                        .formatted(schema, login)
                + "alter role \"%s\" set search_path = \"%s\";\n".formatted(login, schema)
                + "```\n";
    }
}
