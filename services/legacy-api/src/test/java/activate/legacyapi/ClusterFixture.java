package activate.legacyapi;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/// What the tests of clusters share: the administrator's API key, and existing clusters of his.
abstract class ClusterFixture {
    static String key = "";

    @BeforeEach
    void ready() {
        Api.awaitReady();
        if (key.isEmpty()) {
            key = Api.newAdminKey();
        }
    }

    static RequestSpecification as(String key) {
        return Api.key(key);
    }

    static Response create(String name) {
        return as(key).body(Map.of("name", name, "type", "existing")).post("/api/clusters");
    }

    static String path(String name) {
        return "/api/organizations/default/users/admin/clusters/" + name;
    }
}
