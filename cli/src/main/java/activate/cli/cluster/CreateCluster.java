package activate.cli.cluster;

import activate.cli.api.Api;
import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import activate.cli.output.OutputFormat;
import activate.messages.connect.ClusterName;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `pw clusters create N --type existing|managed` */
@CommandLine.Command(
        name = "create",
        description = "Creates a cluster: existing is yours, managed is the organization's.",
        mixinStandardHelpOptions = true)
final class CreateCluster extends Command {
    /** The kinds of cluster that can be made here. */
    enum Type {
        existing,
        managed
    }

    @Parameters(index = "0", paramLabel = "NAME", description = ClusterName.WORDS)
    private String name = "";

    @Option(
            names = "--type",
            required = true,
            paramLabel = "TYPE",
            description = "existing or managed")
    private Type type = Type.existing;

    @Option(names = "--description", paramLabel = "TEXT", description = "what it is for")
    private @Nullable String description;

    @Option(names = "--display-name", paramLabel = "TEXT", description = "name for people")
    private @Nullable String displayName;

    @Option(names = "--tag", paramLabel = "TAG", description = "may be given several times")
    private List<String> tags = new ArrayList<>();

    @Option(
            names = "--slurm-username",
            paramLabel = "USER",
            description =
                    "account to log in with; __USER__ stands for your own name (existing clusters)")
    private @Nullable String slurmUsername;

    CreateCluster(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure, IOException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", name);
        put(body, "description", description);
        put(body, "displayName", displayName);
        if (!tags.isEmpty()) {
            tags.forEach(body.putArray("tags")::add);
        }
        JsonNode made =
                switch (type) {
                    case existing -> {
                        put(body.put("type", "existing"), "slurmUsername", slurmUsername);
                        yield invocation().api().post("/api/clusters", body);
                    }
                    case managed ->
                            invocation()
                                    .api()
                                    .post(
                                            "/api/organizations/"
                                                    + Api.part(
                                                            new FindCluster(invocation())
                                                                    .organization())
                                                    + "/managed-clusters",
                                            body);
                };
        if (invocation().options().output() == OutputFormat.table) {
            invocation().machine().say("created cluster " + made.path("name").asText(name));
            invocation()
                    .machine()
                    .say("enrol a node with the token of: pw clusters node-token " + name);
        } else {
            invocation().printer().one(made, ListClusters.COLUMNS);
        }
    }

    private static void put(ObjectNode body, String member, @Nullable String value) {
        if (value != null) {
            body.put(member, value);
        }
    }
}
