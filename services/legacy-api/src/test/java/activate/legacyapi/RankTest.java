package activate.legacyapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.identity.account.AddAccount;
import activate.legacyapi.identity.account.Passwords;
import activate.legacyapi.rig.Stores;
import activate.legacyapi.stored.Actor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Nobody acts on a user of a higher rank.
@QuarkusTest
@QuarkusTestResource(Stores.class)
class RankTest {
    private static final String PASSWORD = "Another-Good-Password-1";
    private static final String USERS = "/api/organizations/default/users/";

    @Inject AddAccount accounts;
    @Inject Passwords passwords;
    private String owner = "";
    private String other = "";
    private String manager = "";

    @BeforeEach
    void given() {
        Api.awaitReady();
        owner = add(new Account.Roles(false, true, true));
        other = add(new Account.Roles(false, true, false));
        manager = Api.login(add(new Account.Roles(false, true, false)), PASSWORD);
    }

    private String add(Account.Roles roles) {
        String name = Api.unique("rank");
        accounts.add(
                new AddAccount.NewAccount(
                        name,
                        name,
                        name + "@example.org",
                        "default",
                        roles,
                        true,
                        null,
                        passwords.hash(PASSWORD)),
                Actor.SYSTEM);
        return name;
    }

    private RequestSpecification manager() {
        return Api.browser(manager);
    }

    @Test
    void administratorOfAnOrganizationChangesNobodyAboveHim() {
        for (String above : new String[] {"admin", owner}) {
            manager()
                    .body(Map.of("newPassword", PASSWORD, "confirmPassword", PASSWORD))
                    .put(USERS + above + "/password")
                    .then()
                    .statusCode(403)
                    .body("code", is("forbidden"));
            manager()
                    .body(Map.of("active", false))
                    .put(USERS + above + "/active")
                    .then()
                    .statusCode(403);
            manager().delete(USERS + above + "/login-sessions").then().statusCode(403);
            manager().delete(USERS + above + "/login-sessions/x").then().statusCode(403);
        }
        // Nothing was changed.
        assertThat(Api.tryLogin(owner, PASSWORD)).isLessThan(300);
        Api.admin().get("/api/auth/session").then().statusCode(200);
    }

    @Test
    void administratorOfAnOrganizationChangesHisEqualsAndUsers() {
        manager().delete(USERS + other + "/login-sessions").then().statusCode(204);
        manager()
                .body(Map.of("active", false))
                .put(USERS + other + "/active")
                .then()
                .statusCode(204);
        assertThat(Api.tryLogin(other, PASSWORD)).isEqualTo(401);
    }
}
