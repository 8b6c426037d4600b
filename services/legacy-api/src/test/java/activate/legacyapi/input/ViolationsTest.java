package activate.legacyapi.input;

import static org.assertj.core.api.Assertions.assertThat;

import activate.servicekit.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // What is read from JSON may be null whatever its type says.
final class ViolationsTest {

    /** What an operation may look like. */
    static final class Resource {
        public void make(
                @NotNull(message = "Give a thing.") @Valid Body body,
                @QueryParam("limit") @Max(value = 500, message = "1 to 500") int limit) {}
    }

    record Body(
            @Pattern(regexp = "[a-z]+", message = "letters", payload = Echoed.class) String name,
            @Pattern(regexp = "[a-z]+", message = "letters") String password,
            List<@NotNull(message = "an object") @Valid Row> rows) {}

    record Row(@NotNull(message = "an address") String node) {}

    @Test
    void eachWrongPlaceIsNamedInTheOrderOfTheMembers() {
        List<Row> rows = new ArrayList<>(List.of(new Row("a"), new Row(null)));
        rows.add(null);
        Problem problem = refusal(new Body("UP", "SECRET-1", rows), 1);
        assertThat(problem.errors())
                .extracting(Problem.FieldError::place)
                .containsExactly("/name", "/password", "/rows/1/node", "/rows/2");
        assertThat(problem.detail()).isEqualTo("name: UP (expected: letters)");
        assertThat(problem.code().status()).isEqualTo(400);
    }

    @Test
    void whatMayBeSecretIsNotShown() {
        Problem problem = refusal(new Body("a", "SECRET-1", List.of()), 1);
        assertThat(problem.errors())
                .singleElement()
                .extracting(Object::toString)
                .asString()
                .contains("password: (expected: letters)")
                .doesNotContain("SECRET-1");
    }

    @Test
    void anAbsentBodyIsTheWholeBody() {
        Problem problem = refusal(null, 1);
        assertThat(problem.detail()).isEqualTo("Give a thing.");
        assertThat(problem.errors().getFirst().place()).isEmpty();
    }

    @Test
    void aParameterHasItsName() {
        Problem problem = refusal(new Body("a", "b", List.of()), 501);
        assertThat(problem.detail()).isEqualTo("limit: 501 (expected: 1 to 500)");
        assertThat(problem.errors().getFirst().place()).isEqualTo("limit");
    }

    @Test
    void aLongValueIsShownShortened() {
        Problem problem = refusal(new Body("X".repeat(200), "b", List.of()), 1);
        assertThat(problem.detail()).contains("X".repeat(100) + "...").hasSizeLessThan(150);
    }

    private static Problem refusal(@Nullable Body body, int limit) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            return Violations.problem(
                    factory.getValidator()
                            .forExecutables()
                            .validateParameters(
                                    new Resource(),
                                    Arrays.stream(Resource.class.getMethods())
                                            .filter(method -> method.getName().equals("make"))
                                            .findFirst()
                                            .orElseThrow(),
                                    new Object[] {body, limit}));
        }
    }
}
