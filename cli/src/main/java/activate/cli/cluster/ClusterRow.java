package activate.cli.cluster;

import activate.cli.api.Api;
import com.fasterxml.jackson.databind.JsonNode;

/** A row of `GET /api/clusters` and where the API keeps that cluster. */
record ClusterRow(JsonNode row) {
    String name() {
        return row.path("name").asText();
    }

    String owner() {
        return row.path("user").asText();
    }

    boolean isManaged() {
        return row.path("type").asText().equals("managed-cluster");
    }

    /** How this cluster is named without doubt. */
    String address() {
        return isManaged() || owner().isEmpty()
                ? "pw://" + name()
                : "pw://" + owner() + "/" + name();
    }

    String path(String organization) {
        String base = "/api/organizations/" + Api.part(organization);
        return isManaged()
                ? base + "/managed-clusters/" + Api.part(name())
                : base + "/users/" + Api.part(owner()) + "/clusters/" + Api.part(name());
    }
}
