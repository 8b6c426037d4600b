package activate.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Resources as they should not be, and as they should, against operations of the contract. */
final class OperationComparisonTest {
    private final ApiContract contract = ApiContract.read();

    /** API keys as the contract has them. */
    @Path("/api/apikeys")
    public static final class Good {
        /** A key. */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        public record Shown(
                String id, String title, Instant created, Kind type, @Nullable String keyHint) {}

        /** What a key is for. */
        public enum Kind {
            @JsonProperty("platform")
            PLATFORM
        }

        /** The keys. */
        @GET
        public List<Shown> list() {
            return List.of();
        }

        /** Deletes one. */
        @DELETE
        @Path("/{id: [a-z]+}")
        public void delete(@PathParam("id") String id) {}
    }

    /** The same with mistakes. */
    @Path("/api/apikeys")
    public static final class Wrong {
        /** Without an id; with a number, nulls, a word and a member of its own. */
        public record WrongKey(
                long title,
                @Nullable Instant created,
                Metal type,
                @Nullable String keyHint,
                int age) {}

        /** What a key is for. */
        public enum Metal {
            platform,
            gold
        }

        /** The keys. */
        @GET
        public List<WrongKey> list(@QueryParam("age") int age) {
            return List.of();
        }

        /** Answers where nothing should come. */
        @DELETE
        @Path("/{id}")
        public String delete(@PathParam("id") String id, @HeaderParam("If-Match") String version) {
            return id + version;
        }
    }

    /** Parameters and a body, in part. */
    @Path("/api")
    public static final class Partial {
        /** Two of six, one with another default. */
        public static final class Query {
            @QueryParam("limit")
            @DefaultValue("20")
            int limit;

            @QueryParam("search")
            int search;
        }

        /** Half of what may be sent, of which one member more than the contract is demanded. */
        public record NewUser(
                String username,
                String name,
                String email,
                @Nullable String shoe,
                String password) {}

        /** A new user. */
        public record Made(String username, String name, String email, String organization) {}

        /** Users. */
        @GET
        @Path("users")
        public Object users(@BeanParam Query query) {
            return query;
        }

        /** Makes one. */
        @POST
        @Path("organizations/{organization}/users")
        public Made make(@PathParam("organization") String organization, NewUser body) {
            return new Made(body.username(), body.name(), body.email(), organization);
        }
    }

    @Test
    void whatIsAsTheContractSaysHasNoFindings() {
        assertThat(findings(Good.class)).isEmpty();
    }

    @Test
    void eachMistakeIsAFinding() {
        assertThat(findings(Wrong.class))
                .containsExactlyInAnyOrder(
                        "ADDITION GET /api/apikeys: query `age`",
                        "ADDITION GET /api/apikeys: answer `[].age`",
                        "ADDITION GET /api/apikeys: answer `[].type` has the word `gold`",
                        "DIFFERENCE GET /api/apikeys: answer `[].title` is long, not string",
                        "DIFFERENCE GET /api/apikeys: answer `[].created` may be null",
                        "DIFFERENCE GET /api/apikeys: answer `[].keyHint` may be null instead of"
                                + " absent",
                        "DIFFERENCE GET /api/apikeys: answer `[].id` is missing",
                        "ADDITION DELETE /api/apikeys/{name}: header `If-Match`",
                        "ADDITION DELETE /api/apikeys/{name}: answer",
                        "DIFFERENCE DELETE /api/apikeys/{name}: success is 200, not 204");
    }

    @Test
    void whatIsNotReadOrReadOtherwiseIsAFinding() {
        String users = "DIFFERENCE GET /api/users: query ";
        String make = " POST /api/organizations/{organization}/users: body ";

        assertThat(findings(Partial.class))
                .containsExactlyInAnyOrder(
                        users + "`limit` is 20 by default",
                        users + "`search` is int, not {\"type\":\"string\"}",
                        users + "`skip` is not read",
                        users + "`active` is not read",
                        users + "`sortBy` is not read",
                        users + "`sortDir` is not read",
                        "ADDITION" + make + "`shoe`",
                        "DIFFERENCE" + make + "`password` is demanded",
                        "DIFFERENCE" + make + "`active` is not read",
                        "DIFFERENCE" + make + "`uid` is not read",
                        "DIFFERENCE" + make + "`workspaceType` is not read");
    }

    private List<String> findings(Class<?> resource) {
        return OfferedOperation.of(resource).stream()
                .flatMap(
                        one ->
                                new OperationComparison(
                                                contract.schemas(),
                                                one,
                                                contract.find(one.method(), one.path())
                                                        .orElseThrow())
                                        .findings().stream())
                .map(found -> found.kind() + " " + found.where() + ": " + found.what())
                .toList();
    }
}
