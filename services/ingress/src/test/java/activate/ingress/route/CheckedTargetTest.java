package activate.ingress.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one place of a path where a slash may be encoded: the address of a cluster. */
final class CheckedTargetTest {
    private static boolean passes(String uri) {
        return switch (CheckedTarget.parse(uri)) {
            case CheckedTarget.Outcome.Accepted(var target) -> {
                assertThat(target.uri()).as("nothing is repaired").isEqualTo(uri);
                yield true;
            }
            case CheckedTarget.Outcome.Refused _ -> false;
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/clusters/pw%3A%2F%2Fann%2Flab",
                "/api/clusters/pw%3a%2f%2fann%40x.org%2flab-1/nodes?a=b",
                "/api/clusters/pw%3A%2F%2Flab",
            })
    void addressOfAClusterPasses(String uri) {
        assertThat(passes(uri)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/clusters/pw%3A%2F%2F..%2Flab",
                "/api/clusters/pw%3A%2F%2Fann%2F..",
                "/api/clusters/pw%3A%2F%2Fann%2Flab%2Fx",
                "/api/clusters/pw%3A%2F%2F",
                "/api/clusters/xpw%3A%2F%2Fann%2Flab",
                "/api/clusters/PW%3A%2F%2Fann%2Flab",
                "/api/clusters/pw%3A%2F%2Fa%40b%40c%2Flab",
                "/api/clusters/pw%3A%2F%2Fann%2Flab%00",
                "/api/clusters/pw%3A%2F%2Fann%2F%2Flab",
                "/ws/pw%3A%2F%2Fann%2Flab",
            })
    void whatLooksLikeOneDoesNot(String uri) {
        assertThat(passes(uri)).isFalse();
    }

    @Test
    void noLengthIsMoreThanTheStackBears() throws InterruptedException {
        String name = "a".repeat(8_000);
        String[] uris = {
            "/api/clusters/pw%3A%2F%2F" + name,
            "/api/clusters/pw%3A%2F%2F" + name + "%2Flab",
            "/api/clusters/pw%3A%2F%2Fann%2F" + name,
            "/api/clusters/pw%3A%2F%2F" + "%40".repeat(2_000) + "%2Flab",
        };
        boolean[] refused = {false};

        Thread small =
                new Thread(
                        null,
                        () -> {
                            for (String uri : uris) {
                                if (passes(uri)) {
                                    return;
                                }
                            }
                            refused[0] = true;
                        },
                        "small stack",
                        256 * 1024);
        small.start();
        small.join();

        assertThat(refused[0]).isTrue();
    }
}
