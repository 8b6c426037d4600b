package activate.legacyapi.identity.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.legacyapi.credential.CredentialStore;
import activate.legacyapi.identity.account.Account;
import activate.legacyapi.identity.account.TestAccount;
import activate.legacyapi.platform.ManualPlatform;
import activate.legacyapi.platform.Platform;
import activate.servicekit.caller.UserTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SigningKeysTest {
    private final Published published = new Published();
    private final Secrets secrets = new Secrets();
    private final Platform platform = ManualPlatform.at(InstantSource.system());
    private final Account ann = TestAccount.of("ann");

    /** Public keys in memory. */
    private static final class Published extends SigningKeyStore {
        private @Nullable SigningKeyDocument document;

        @Override
        Optional<SigningKeyDocument> read() {
            return Optional.ofNullable(document);
        }

        @Override
        void addFirst(SigningKeyDocument.PublicKey key) {
            if (document == null) {
                document =
                        new SigningKeyDocument(SigningKeyDocument.ID, 1, key.kid(), List.of(key));
            }
        }

        @Override
        void succeed(String old, SigningKeyDocument.PublicKey key) {
            SigningKeyDocument before = read().orElseThrow();
            if (before.current().equals(old)) {
                List<SigningKeyDocument.PublicKey> keys = new ArrayList<>(before.keys());
                keys.add(key);
                document = new SigningKeyDocument(before.id(), 1, key.kid(), keys);
            }
        }
    }

    /** Secrets in memory, which can be away or lost. */
    private static final class Secrets implements CredentialStore {
        private final Map<String, Map<String, String>> kept = new HashMap<>();
        private boolean away;

        @Override
        public Optional<Map<String, String>> read(String path) {
            answer();
            return Optional.ofNullable(kept.get(path));
        }

        @Override
        public void write(String path, Map<String, String> secret) {
            answer();
            kept.put(path, secret);
        }

        @Override
        public void delete(String path) {
            answer();
            kept.remove(path);
        }

        @Override
        public List<String> list(String folder) {
            answer();
            return kept.keySet().stream()
                    .filter(path -> path.startsWith(folder))
                    .map(path -> path.substring(folder.length()))
                    .toList();
        }

        private void answer() {
            if (away) {
                throw new IllegalStateException("away");
            }
        }
    }

    @Test
    void theFirstKeyIsMadeOnceAndItsPrivateHalfIsASecret() {
        SigningKeys keys = keys();

        assertThat(keys.signer().getKeyId()).isEqualTo(keys.signer().getKeyId());
        assertThat(secrets.kept).hasSize(1);
        assertThat(keys.publicKeys()).hasSize(1);
        assertThat(published.read().orElseThrow().keys().getFirst().jwk())
                .doesNotContain("\"d\"", "\"p\"", "\"q\"");
    }

    @Test
    void anotherReplicaSignsWithTheSameKey() {
        assertThat(keys().signer().getKeyId()).isEqualTo(keys().signer().getKeyId());
        assertThat(secrets.kept).hasSize(1);
    }

    @Test
    void aKeyThatIsLostIsSucceededAndItsTokensAreStillGood() {
        String token = issue(keys());
        secrets.kept.clear();

        SigningKeys after = keys();
        String later = issue(after);

        assertThat(after.publicKeys()).hasSize(2);
        assertThat(after.verify(token)).isInstanceOf(UserTokens.Verdict.Good.class);
        assertThat(after.verify(later)).isInstanceOf(UserTokens.Verdict.Good.class);
    }

    @Test
    void aReplicaLearnsOfTheKeyOfAnother() {
        SigningKeys one = keys();
        String token = issue(one);
        secrets.kept.clear();
        String later = issue(keys());

        assertThat(one.verify(token)).isInstanceOf(UserTokens.Verdict.Good.class);
        assertThat(one.verify(later)).isInstanceOf(UserTokens.Verdict.Good.class);
    }

    @Test
    void signingGoesOnWhileTheStoreIsAway() {
        SigningKeys keys = keys();
        keys.prepare();
        secrets.away = true;

        assertThat(keys.verify(issue(keys))).isInstanceOf(UserTokens.Verdict.Good.class);
        assertThatThrownBy(() -> keys().signer()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTokenOfAStrangerIsNotGood() {
        String foreign = issue(new SigningKeysTest().keys());

        assertThat(keys().verify(foreign)).isNotInstanceOf(UserTokens.Verdict.Good.class);
        assertThat(keys().verify("nonsense")).isNotInstanceOf(UserTokens.Verdict.Good.class);
    }

    @Test
    void aTokenNeverOutlivesItsCredential() {
        IssueUserToken issue = new IssueUserToken(keys(), platform);
        Instant now = platform.now().truncatedTo(ChronoUnit.SECONDS);
        Duration hour = Duration.ofHours(1);

        assertThat(issue.issue(ann, new CheckedCredential("c", now, null), hour).expiresAt())
                .isEqualTo(now.plus(hour));
        assertThat(
                        issue.issue(ann, new CheckedCredential("c", now, now.plusSeconds(60)), hour)
                                .expiresAt())
                .isEqualTo(now.plusSeconds(60));
        assertThat(
                        issue.issue(
                                        ann,
                                        new CheckedCredential("c", now, now.plusSeconds(7200)),
                                        hour)
                                .expiresAt())
                .isEqualTo(now.plus(hour));
    }

    @Test
    void everyPublishedKeyIsForSignaturesOnly() {
        SigningKeys keys = keys();
        keys.prepare();

        assertThat(keys.publicKeys())
                .allSatisfy(
                        key -> {
                            assertThat(key.getUse()).isEqualTo("sig");
                            assertThat(key.getAlgorithm()).isEqualTo("RS256");
                            assertThat(key.toParams(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE))
                                    .doesNotContainKey("d");
                        });
    }

    private SigningKeys keys() {
        return new SigningKeys(published, secrets, platform);
    }

    private String issue(SigningKeys keys) {
        return new IssueUserToken(keys, platform)
                .issue(ann, new CheckedCredential("c", platform.now(), null), Duration.ofMinutes(5))
                .token();
    }
}
