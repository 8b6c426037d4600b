package activate.cli.cluster;

import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import com.fasterxml.jackson.databind.JsonNode;

/** Where the API has the nodes of a cluster, which differs by its kind. */
record ClusterNodes(Invocation invocation, String organization) {
    JsonNode of(ClusterRow row) throws Failure {
        String path = row.path(organization);
        return row.isManaged()
                ? invocation.api().get(path).path("nodes")
                : invocation.api().get(path + "/nodes");
    }

    /** The node's name for people. */
    static String name(JsonNode node) {
        return node.path("hostname").asText(node.path("name").asText());
    }
}
