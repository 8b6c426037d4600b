package activate.cloudcacher;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import activate.cloudcacher.provider.AccountsAway;
import activate.cloudcacher.provider.ReadAccounts;
import activate.cloudcacher.refresh.RefreshCatalog;
import activate.messages.event.EventType;
import activate.testkit.store.TestBroker;
import activate.testkit.time.Eventually;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stores.class)
final class CatalogTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final String ACCOUNT = "cloud-accounts/main";

    @ConfigProperty(name = "test.broker")
    String brokerAddress;

    @ConfigProperty(name = "activate.catalog.folder")
    Path folder;

    @Inject RefreshCatalog refresh;
    @Inject ReadAccounts accounts;

    @AfterEach
    void forget() {
        Stores.vault().unseal();
        // A store that was sealed says 503 a moment longer.
        Eventually.holds(
                "the account can be forgotten",
                SOON,
                () -> {
                    try {
                        Stores.vault().delete(ACCOUNT);
                        return true;
                    } catch (IllegalStateException e) {
                        return false;
                    }
                });
        refresh.nudge();
        Eventually.holds("no account", SOON, () -> !configured());
    }

    @Test
    void withoutAnAccountEveryListIsEmptyAndSaysSo() throws Exception {
        for (String list : new String[] {"providers", "regions", "instance-types"}) {
            get(list)
                    .body("items", empty())
                    .body("configured", equalTo(false))
                    .body("refreshedAt", nullValue());
        }
    }

    @Test
    void onlyServicesRead() {
        given().get("/internal/v1/providers")
                .then()
                .statusCode(401)
                .body("code", equalTo("service_unauthenticated"));
    }

    @Test
    void aMessageMakesANewAccountKnown() throws Exception {
        Stores.vault().put(ACCOUNT, "{\"provider\":\"aws\",\"secret\":\"canary\"}");

        publish();

        Eventually.holds("the account is known", SOON, this::configured);
        get("providers").body("items[0].id", equalTo("aws")).body("items.size()", equalTo(1));
        get("regions")
                .body("items", empty())
                .body("configured", equalTo(true))
                .body("refreshedAt", nullValue());
        String file = Files.readString(folder.resolve("catalog.json"));
        assertThat(file).contains("aws").doesNotContain("canary");
    }

    @Test
    void whatIsKnownStaysWhileTheCredentialStoreIsAway() throws Exception {
        Stores.vault().put(ACCOUNT, "{\"provider\":\"azure\"}");
        publish();
        Eventually.holds("the account is known", SOON, this::configured);

        Stores.vault().delete(ACCOUNT);
        Stores.vault().seal();
        publish();

        assertThatThrownBy(accounts::all).isInstanceOf(AccountsAway.class);
        get("providers").body("items[0].id", equalTo("azure"));
        Stores.vault().unseal();
        Eventually.holds("the loop goes on by itself", SOON, () -> !configured());
    }

    private boolean configured() throws Exception {
        return get("providers").extract().path("configured");
    }

    private static ValidatableResponse get(String list) throws Exception {
        return given().header(
                        "Authorization",
                        "Bearer " + Stores.KEYS.token("internal-api", "cloud-cacher"))
                .get("/internal/v1/" + list)
                .then()
                .statusCode(200);
    }

    private void publish() throws Exception {
        try (Connection connection = TestBroker.clientOf(brokerAddress).newConnection();
                Channel channel = connection.createChannel()) {
            Eventually.holds(
                    "the queue is consumed",
                    SOON,
                    () -> {
                        try (Channel probe = connection.createChannel()) {
                            return probe.consumerCount("cloud-cacher.accounts") > 0;
                        }
                    });
            channel.basicPublish(
                    EventType.EXCHANGE, "cloud-account.changed", null, new byte[] {'{', '}'});
        }
    }
}
