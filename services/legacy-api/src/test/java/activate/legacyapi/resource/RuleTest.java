package activate.legacyapi.resource;

import static activate.legacyapi.resource.Who.ADMINISTRATOR;
import static activate.legacyapi.resource.Who.MEMBER;
import static activate.legacyapi.resource.Who.PLATFORM;
import static activate.legacyapi.resource.Who.SELF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.identity.account.TestAccount;
import activate.legacyapi.identity.caller.Caller;
import activate.legacyapi.identity.caller.CredentialKind;
import activate.legacyapi.identity.token.CheckedCredential;
import activate.legacyapi.stored.Actor;
import activate.servicekit.problem.Problem;
import activate.servicekit.servicetoken.ServiceOnly;
import activate.testkit.document.GeneratedDocument;
import jakarta.ws.rs.GET;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class RuleTest {
    private static final Account.Roles MANAGES = new Account.Roles(false, true, false);
    private static final Place OF_ANN = place("acme", "ann");

    @Test
    void everyOperationSaysWhoMayCallIt() {
        assertThat(Operation.all()).hasSizeGreaterThan(40);
    }

    @Test
    @Tag(GeneratedDocument.TAG)
    void theDocumentSaysWhoMayCallEachOperation() {
        StringBuilder text = new StringBuilder(HEAD);
        for (Operation one : Operation.all()) {
            text.append(
                    "| %s | `%s` | %s |\n".formatted(one.method(), one.path(), one.rule().words()));
        }
        GeneratedDocument.whole("authorization.md").check(text.toString());
    }

    @Test
    void anOperationWithoutARuleIsToldHowToGetOne() {
        assertThatThrownBy(() -> rule("nobodyKnows"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Resource.nobodyKnows")
                .hasMessageContaining("put @Allows(SELF)");
        assertThatThrownBy(() -> rule("empty")).hasMessageContaining("put @Allows(SELF)");
        assertThatThrownBy(() -> rule("services")).hasMessageContaining("put @ServiceOnly");
        assertThatThrownBy(() -> rule("two")).hasMessageContaining("keep one of them");
    }

    @Test
    void ofOnesOwnThingsOneIsTheUserInThePath() {
        Rule rule = new Rule(Set.of(SELF), "", false);
        assertAllowed(rule, user("acme", "ann", Account.Roles.USER), OF_ANN);
        assertAllowed(rule, user("acme", "Ann", Account.Roles.USER), OF_ANN);
        assertAllowed(rule, user("acme", "bob", Account.Roles.USER), place(null, null));
        assertRefused(rule, user("acme", "bob", Account.Roles.USER), OF_ANN, "forbidden");
        assertRefused(
                rule, user("other", "ann", Account.Roles.USER), OF_ANN, "organization_not_found");
    }

    @Test
    void membersAreThoseOfTheOrganizationInThePath() {
        Rule rule = new Rule(Set.of(MEMBER), "", false);
        assertAllowed(rule, user("acme", "bob", Account.Roles.USER), OF_ANN);
        assertAllowed(rule, user("other", "bob", Account.Roles.USER), place(null, null));
        assertRefused(
                rule, user("other", "bob", Account.Roles.OWNER), OF_ANN, "organization_not_found");
    }

    @Test
    void administratorsAreThoseOfTheOrganizationInThePath() {
        Rule rule = new Rule(Set.of(ADMINISTRATOR), "", false);
        assertAllowed(rule, user("acme", "bob", MANAGES), OF_ANN);
        assertAllowed(rule, user("acme", "bob", Account.Roles.OWNER), OF_ANN);
        assertRefused(rule, user("acme", "ann", Account.Roles.USER), OF_ANN, "forbidden");
        assertRefused(rule, user("other", "bob", MANAGES), OF_ANN, "organization_not_found");
    }

    @Test
    void thePlatformIsAdministeredByItsAdministratorsOnly() {
        Rule rule = new Rule(Set.of(PLATFORM), "", false);
        assertAllowed(rule, user("acme", "bob", Account.Roles.OWNER), place(null, null));
        assertRefused(rule, user("acme", "bob", MANAGES), place(null, null), "forbidden");
    }

    @Test
    void oneOfThemIsEnough() {
        Rule rule = new Rule(Set.of(SELF, ADMINISTRATOR), "", false);
        assertAllowed(rule, user("acme", "ann", Account.Roles.USER), OF_ANN);
        assertAllowed(rule, user("acme", "bob", MANAGES), OF_ANN);
        assertRefused(rule, user("acme", "bob", Account.Roles.USER), OF_ANN, "forbidden");
    }

    @Test
    void aKeyIsNoBrowser() {
        Rule rule = new Rule(Set.of(SELF), "", true);
        Account ann = user("acme", "ann", Account.Roles.USER);
        assertThatCode(() -> rule.require(caller(ann, CredentialKind.COOKIE), OF_ANN))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> rule.require(caller(ann, CredentialKind.API_KEY), OF_ANN))
                .extracting(e -> ((Problem) e).code().code())
                .isEqualTo("browser_session_required");
    }

    /** What an operation may look like. */
    static final class Resource {
        @GET
        public void nobodyKnows() {}

        @GET
        @Allows
        public void empty() {}

        @GET
        @Allows(Who.SERVICE)
        public void services() {}

        @GET
        @Allows(SELF)
        @ServiceOnly
        public void two() {}
    }

    private static Rule rule(String name) {
        return Arrays.stream(Resource.class.getMethods())
                .filter(method -> method.getName().equals(name))
                .map(method -> Rule.of(Resource.class, method))
                .findFirst()
                .orElseThrow();
    }

    private static void assertAllowed(Rule rule, Account account, Place place) {
        assertThatCode(() -> rule.require(caller(account, CredentialKind.API_KEY), place))
                .doesNotThrowAnyException();
    }

    private static void assertRefused(Rule rule, Account account, Place place, String code) {
        assertThatThrownBy(() -> rule.require(caller(account, CredentialKind.API_KEY), place))
                .extracting(e -> ((Problem) e).code().code())
                .isEqualTo(code);
    }

    private static Place place(@Nullable String organization, @Nullable String user) {
        return new Place(
                organization == null || user == null
                        ? Map.of()
                        : Map.of("organization", organization, "user", user));
    }

    private static Caller caller(Account account, CredentialKind kind) {
        return new Caller(
                account, new CheckedCredential("c", Instant.EPOCH, null), kind, Actor.SYSTEM);
    }

    private static Account user(String organization, String name, Account.Roles roles) {
        return TestAccount.with(name, organization, roles);
    }

    private static final String HEAD =
            """
            # Who may do what

            Each operation of legacy-api, and who may call it; the rules are `@Allows` on the methods of its resources.
            "The user" is the one in the path, else whoever calls. Everybody else is refused: without a good credential `401`, of another organization
            `404`, else `403`. Whoever has not even the least permission to a document is told that there is none: `404`.

            | Method | Path | Who |
            |---|---|---|
            """;
}
