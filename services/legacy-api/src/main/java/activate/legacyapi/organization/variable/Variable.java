package activate.legacyapi.organization.variable;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.input.Echoed;
import activate.legacyapi.stored.Stored;
import activate.legacyapi.stored.Target;
import activate.legacyapi.stored.Trail;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A variable of an organization or of a user, who has each key once.
 *
 * @param value absent where it is secret
 * @param secretId under which name Vault has the value of a secret variable; each value has another
 */
@RegisterForReflection
public record Variable(
        @BsonId String id,
        Trail trail,
        Owner owner,
        String key,
        @Nullable String value,
        @Nullable String secretId)
        implements Stored<Variable> {
    private static final String KEY = "[A-Za-z_][A-Za-z0-9_]{0,127}";
    private static final String KEY_WORDS = "a letter or _, then letters, digits and _, 128 in all";
    private static final int LONGEST_VALUE = 4_096;
    private static final String VALUE_WORDS = "a text of at most 4096 characters";

    /** Whose it is: the organization of this name, or the account with this id. */
    @RegisterForReflection
    public record Owner(boolean organization, String name) {
        static Owner organization(String name) {
            return new Owner(true, name);
        }

        static Owner user(Account account) {
            return new Owner(false, account.id());
        }

        String unique(String key) {
            return (organization ? "organization/" : "user/") + name + "/" + key;
        }
    }

    /** A variable that is to be made. */
    public record New(
            @NotNull(message = KEY_WORDS)
                    @Pattern(regexp = KEY, message = KEY_WORDS, payload = Echoed.class)
                    String key,
            @NotNull(message = VALUE_WORDS) @Size(max = LONGEST_VALUE, message = VALUE_WORDS)
                    String value,
            @Nullable Boolean secret) {
        boolean isSecret() {
            return Boolean.TRUE.equals(secret);
        }

        /** Never shows the value. */
        @Override
        public String toString() {
            return "New[key=" + key + "]";
        }
    }

    /** What shall be otherwise; what is absent stays. */
    public record Patch(
            @Size(max = LONGEST_VALUE, message = VALUE_WORDS) @Nullable String value,
            @Nullable Boolean secret) {
        /** Never shows the value. */
        @Override
        public String toString() {
            return "Patch[]";
        }
    }

    /** A variable as it is shown; the value of a secret one is not. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Shown(String key, boolean secret, @Nullable String value) {
        static Shown of(Variable variable) {
            return new Shown(variable.key, variable.isSecret(), variable.value);
        }

        /** Never shows the value. */
        @Override
        public String toString() {
            return "Shown[key=" + key + "]";
        }
    }

    boolean isSecret() {
        return secretId != null;
    }

    /** The same with another value: either the value itself, or where it is in Vault. */
    Variable having(@Nullable String newValue, @Nullable String newSecretId) {
        return new Variable(id, trail, owner, key, newValue, newSecretId);
    }

    @Override
    public Variable with(Trail other) {
        return new Variable(id, other, owner, key, value, secretId);
    }

    @Override
    public Target target() {
        return new Target("variable", id, key, owner.organization ? owner.name : null);
    }

    @Override
    public String uniqueKey() {
        return owner.unique(key);
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("secret", Boolean.toString(isSecret()));
    }

    /** Never shows the value. */
    @Override
    public String toString() {
        return "Variable[id=" + id + ", key=" + key + "]";
    }
}
