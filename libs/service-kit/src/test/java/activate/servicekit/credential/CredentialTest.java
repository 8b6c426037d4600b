package activate.servicekit.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CredentialTest {
    private static final Credential KEY = new Credential.ApiKey("pwt_a.b");

    /** {@code <…>} stands for the text in base64, {@code _} for a space and {@code ~} for a tab. */
    @ParameterizedTest
    @CsvSource({
        "Basic_<pwt_a.b:>, ApiKey",
        "Basic_<pwt_a.b>, ApiKey",
        "Basic_<pwt_a.b:password>, ApiKey",
        "Basic_<pwt_a.b:pass:word>, ApiKey",
        "basic_<pwt_a.b:>, ApiKey",
        "BASIC_<pwt_a.b:>, ApiKey",
        "Basic___<pwt_a.b:>_, ApiKey",
        "Basic_cHd0X2EuYg, ApiKey",
        "Basic_<pwan_0123.b:>, NodeKey",
        "Basic_<eyJh.eyJi.c:>, Token",
        "Bearer_eyJh.eyJi.c, Token",
        "bEARER___eyJh.eyJi.c~, Token",
        "Bearer_pwt_a.b, Token",
        "Bearer_pwan_a.b, NodeKey",
        "bearer_pwan_a.b, NodeKey",
        "Bearer_xpwan_a.b, Token",
        "Basic_<ann:password>, Malformed",
        "Basic_<eyJh.c:>, Malformed",
        "Basic_<:password>, Malformed",
        "Basic_<:>, Malformed",
        "Basic_<pwt_a b:>, Malformed",
        "Basic_%%%, Malformed",
        "Basic_cHd0X2EuYg-, Malformed",
        "Basic_cHd0X2EuYg==_x, Malformed",
        "Basic_/////w==, Malformed",
        "Bearer_a_b, Malformed",
        "Bearer_a~b, Malformed",
        "Bearer_é, Malformed",
        "Basic, Unsupported",
        "Bearer_, Unsupported",
        "Bearer~eyJh.eyJi.c, Unsupported",
        "_Bearer_eyJh.eyJi.c, Unsupported",
        "Bearereyjh.eyJi.c, Unsupported",
        "Digest_x, Unsupported",
        "Negotiate_YII=, Unsupported",
        "'', Unsupported"
    })
    void oneHeaderIsReadByItsSchemeAndPrefix(String written, String kind) {
        Credential credential = Credential.of(header(written));

        assertThat(credential.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(Credential.of(List.of(header(written)))).isEqualTo(credential);
    }

    private static String header(String written) {
        int from = written.indexOf('<');
        int to = written.indexOf('>');
        String scheme = from < 0 ? written : written.substring(0, from);
        String pair = from < 0 ? "" : encoded(written.substring(from + 1, to));
        String rest = from < 0 ? "" : written.substring(to + 1);
        // A key has an underscore too, which stands behind the scheme's.
        return separated(scheme) + pair + separated(rest);
    }

    private static String separated(String text) {
        return text.replace("pwt_", "pwt\0")
                .replace("pwan_", "pwan\0")
                .replace('_', ' ')
                .replace('~', '\t')
                .replace('\0', '_');
    }

    private static String encoded(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void noHeaderAndSeveralAreKindsOfTheirOwn() {
        assertThat(Credential.of((String) null)).isEqualTo(new Credential.Absent());
        assertThat(Credential.of((List<String>) null)).isEqualTo(new Credential.Absent());
        assertThat(Credential.of(List.of())).isEqualTo(new Credential.Absent());
        assertThat(Credential.of(List.of("Bearer a", "Bearer a")))
                .isEqualTo(new Credential.Several());
    }

    @Test
    void spellingsOfOneCredentialAreOne() {
        for (String pair : List.of("pwt_a.b:", "pwt_a.b", "pwt_a.b:x")) {
            Credential credential = Credential.of("basic  " + encoded(pair));

            assertThat(credential).isEqualTo(KEY);
            assertThat(credential.digest()).isEqualTo(KEY.digest());
        }
        assertThat(Credential.of("Basic " + encoded("pwt_c:")).digest()).isNotEqualTo(KEY.digest());
        assertThat(Credential.of("Bearer pwt_a.b").digest()).isNotEqualTo(KEY.digest());
    }

    @Test
    void whatIsTooLongToBeOneIsNotRead() {
        String longest = "pwt_" + "a".repeat(AuthorizationText.LONGEST_SECRET - 4);

        assertThat(Credential.of("Basic " + encoded(longest + ":")))
                .isEqualTo(new Credential.ApiKey(longest));
        assertThat(Credential.of("Basic " + encoded(longest + "a:")))
                .isEqualTo(new Credential.Malformed());
        assertThat(Credential.of("Bearer " + longest + "a")).isEqualTo(new Credential.Malformed());
        assertThat(Credential.of("Basic " + encoded("pwt_a:" + "x".repeat(8192))))
                .isEqualTo(new Credential.Malformed());
    }

    @Test
    void noTextShowsASecret() {
        List<Credential> all =
                List.of(
                        KEY,
                        new Credential.NodeKey("pwan_a.b"),
                        Credential.of("Bearer eyJh.eyJi.c"));

        for (Credential credential : all) {
            assertThat(credential.toString()).doesNotContain("a.b", "eyJ");
            assertThat(credential.digest()).matches("[0-9a-f]{64}");
        }
    }
}
