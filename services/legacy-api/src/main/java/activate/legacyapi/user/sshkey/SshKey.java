package activate.legacyapi.user.sshkey;

import activate.legacyapi.stored.Stored;
import activate.legacyapi.stored.Target;
import activate.legacyapi.stored.Trail;
import activate.servicekit.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.Map;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * An SSH public key of a user, who has each key once.
 *
 * @param key type and base64, without a comment
 * @param fingerprint SHA-256 of the key's text
 */
@RegisterForReflection
public record SshKey(
        @BsonId String id,
        Trail trail,
        String accountId,
        String username,
        String title,
        String key,
        String fingerprint)
        implements Stored<SshKey> {
    private static final String TITLE_WORDS = "1 to 100 printable characters";
    private static final int LONGEST_TITLE = 100;
    private static final int HINT_LENGTH = 8;

    /** A key that is to be added; without a title, its comment is its title. */
    public record New(
            @Pattern(regexp = "[^\\p{Cc}]{0,100}", message = TITLE_WORDS) @Nullable String title,
            @Nullable String key) {
        String titleOf(PublicKeyText text) {
            String wanted = title == null || title.isBlank() ? text.comment() : title.strip();
            if (wanted.length() > LONGEST_TITLE) {
                throw Problem.invalid("/title", "title: (expected: " + TITLE_WORDS + ")");
            }
            return wanted.isEmpty()
                    ? "ssh-key-" + text.fingerprint().substring(0, HINT_LENGTH)
                    : wanted;
        }
    }

    /** A key as it is shown. */
    public record Shown(String id, String title, String key, Instant createdAt) {
        static Shown of(SshKey key) {
            return new Shown(key.id, key.title, key.key, key.trail.createdAt());
        }
    }

    @Override
    public SshKey with(Trail other) {
        return new SshKey(id, other, accountId, username, title, key, fingerprint);
    }

    @Override
    public Target target() {
        return new Target("ssh-key", id, title, null);
    }

    @Override
    public String uniqueKey() {
        return accountId + "/" + fingerprint;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("fingerprint", fingerprint);
    }
}
