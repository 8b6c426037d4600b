package activate.cli.cluster;

import activate.cli.api.Api;
import activate.messages.hub.ClusterAddress;
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
    ClusterAddress address() {
        return new ClusterAddress(isManaged() || owner().isEmpty() ? null : owner(), name());
    }

    boolean isMeantBy(ClusterAddress address) {
        return address.means(owner(), name(), row.path("id").asText());
    }

    String path(String organization) {
        String base = "/api/organizations/" + Api.part(organization);
        return isManaged()
                ? base + "/managed-clusters/" + Api.part(name())
                : base + "/users/" + Api.part(owner()) + "/clusters/" + Api.part(name());
    }
}
