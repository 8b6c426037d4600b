package activate.messages.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClusterAccessTest {
    @ParameterizedTest
    @CsvSource({
        // user, organization, administrator, shared with the organization, let in
        "ann, default, false, false, true",
        "bob, default, false, false, true",
        "eve, default, false, false, false",
        "eve, default, false, true, true",
        "eve, other, false, true, false",
        "ann, other, false, false, false",
        "bob, other, false, true, false",
        "eve, other, true, false, true",
    })
    void ownerNamedUsersMembersAndAdministratorsAreLetIn(
            String username, String organization, boolean admin, boolean shared, boolean letIn) {
        ClusterAccess cluster =
                new ClusterAccess(
                        "c-1",
                        "default",
                        "alpha",
                        "existing",
                        "ann",
                        1,
                        false,
                        false,
                        List.of("bob"),
                        shared,
                        null,
                        22,
                        null);

        assertThat(cluster.admits(new ClusterAccess.User(username, organization, admin)))
                .isEqualTo(letIn);
    }
}
