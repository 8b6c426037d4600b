package activate.legacyapi;

import static activate.legacyapi.resource.Who.ADMINISTRATOR;
import static activate.legacyapi.resource.Who.MEMBER;
import static activate.legacyapi.resource.Who.NODE;
import static activate.legacyapi.resource.Who.PLATFORM;
import static activate.legacyapi.resource.Who.SELF;
import static activate.legacyapi.resource.Who.SERVICE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import activate.legacyapi.resource.Operation;
import activate.legacyapi.rig.Stores;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code @Allows} says of each operation is what happens. */
@QuarkusTest
@QuarkusTestResource(Stores.class)
class AuthorizationTest {
    private static final String PASSWORD = "Another-Good-Password-1";
    private static final List<Operation> ALL = Operation.all();

    private String member = "";

    @BeforeEach
    void ready() {
        Api.awaitReady();
        member = Api.login(Api.newUser(PASSWORD), PASSWORD);
    }

    @Test
    void whoShowsNothingIsRefusedEverywhere() {
        assertAnswers(
                ALL.stream().filter(one -> one.isForUsers()).toList(),
                "default",
                () -> given().contentType(ContentType.JSON),
                401,
                "unauthenticated");
    }

    @Test
    void machinesAreNoUsersAndUsersNoMachines() {
        List<Operation> users = ALL.stream().filter(one -> one.isForUsers()).toList();
        assertAnswers(users, "default", Api::hub, 401, "unauthenticated");
        List<Operation> services = ALL.stream().filter(one -> one.isFor(SERVICE)).toList();
        assertAnswers(services, "default", this::browser, 401, "service_unauthenticated");
        List<Operation> machines = ALL.stream().filter(one -> one.isFor(NODE, SERVICE)).toList();
        assertAnswers(machines, "default", this::browser, 401, "unauthenticated");
    }

    @Test
    void membersDoNothingOfAdministrators() {
        assertAnswers(
                ALL.stream()
                        .filter(
                                one ->
                                        one.isFor(ADMINISTRATOR)
                                                || one.isFor(PLATFORM)
                                                || one.isFor(SELF, ADMINISTRATOR))
                        .toList(),
                "default",
                this::browser,
                403,
                "forbidden");
    }

    @Test
    void anotherOrganizationIsAsIfThereWereNone() {
        List<Operation> all =
                ALL.stream()
                        .filter(one -> one.path().contains("{organization}"))
                        .filter(
                                one ->
                                        one.isFor(ADMINISTRATOR)
                                                || one.isFor(MEMBER)
                                                || one.isFor(SELF, ADMINISTRATOR))
                        .toList();
        assertAnswers(all, "elsewhere", this::browser, 404, "organization_not_found");
        assertAnswers(all, "elsewhere", Api::admin, 404, "organization_not_found");
    }

    @Test
    void aDocumentThatIsNotTheCallersIsAsIfThereWereNone() {
        String key = Api.newAdminKey();
        for (String type : List.of("clusters", "managed-clusters")) {
            String name = Api.unique("c");
            RequestSpecification admin =
                    Api.key(key).body(java.util.Map.of("name", name, "type", "existing"));
            admin.post(
                            type.equals("clusters")
                                    ? "/api/clusters"
                                    : "/api/organizations/default/managed-clusters")
                    .then()
                    .statusCode(200);
            for (Operation one : ALL) {
                if (one.isFor() && one.path().contains("/" + type + "/{name}")) {
                    int status =
                            browser()
                                    .body("{}")
                                    .request(one.method(), filled(one, "default", name))
                                    .then()
                                    .extract()
                                    .statusCode();
                    assertThat(status).as(one.method() + " " + one.path()).isEqualTo(404);
                }
            }
        }
    }

    private RequestSpecification browser() {
        return Api.browser(member);
    }

    private static void assertAnswers(
            List<Operation> operations,
            String organization,
            Supplier<RequestSpecification> caller,
            int status,
            String code) {
        assertThat(operations).isNotEmpty();
        for (Operation one : operations) {
            String path = filled(one, organization, "x");
            String as = one.method() + " " + path;
            var answer = caller.get().body("{}").request(one.method(), path);
            assertThat(answer.statusCode()).as(as).isEqualTo(status);
            assertThat(answer.<String>path("code")).as(as).isEqualTo(code);
        }
    }

    private static String filled(Operation operation, String organization, String name) {
        return operation
                .path()
                .replace("{organization}", organization)
                .replace("{user}", "admin")
                .replace("{username}", "admin")
                .replaceAll("\\{[^}]*}", name);
    }
}
