package activate.legacyapi.organization.member;

import activate.legacyapi.identity.account.Account;
import activate.servicekit.problem.Problem;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies about users. */
public final class UserBody {
    private UserBody() {}

    /** A user that is asked for. */
    public record New(
            @NotNull(message = USERNAME_WORDS)
                    @Pattern(regexp = "[A-Za-z][A-Za-z0-9.-]{0,62}", message = USERNAME_WORDS)
                    String username,
            @NotBlank(message = NAME_WORDS)
                    @Pattern(regexp = "(?s)\\s*(?:\\S(?:.{0,126}\\S)?)?\\s*", message = NAME_WORDS)
                    String name,
            @Pattern(
                            regexp = "\\s*(?:[^@\\s]{1,64}@[^@\\s]{1,190})?\\s*",
                            message = "an address of the form name@host")
                    @Nullable String email,
            @Nullable Boolean active,
            @Nullable String password,
            @Min(value = 1, message = UID_WORDS)
                    @Max(value = Integer.MAX_VALUE, message = UID_WORDS)
                    @Nullable Long uid) {
        private static final String USERNAME_WORDS =
                "a letter, then up to 62 letters, digits, dots and dashes";
        private static final String NAME_WORDS = "1 to 128 characters";
        private static final String UID_WORDS = "1 to 2147483647";

        /** Never shows the password. */
        @Override
        public String toString() {
            return "New[username=" + username + "]";
        }
    }

    /** A new user. */
    public record Made(String username, String name, String email, String organization) {}

    /** Whether a user may use the platform. */
    public record Active(@NotNull(message = "true or false") Boolean active) {}

    /** A password set by an administrator. */
    public record Password(@Nullable String newPassword, @Nullable String confirmPassword) {
        /** The password, which must have been given twice. */
        String confirmed() {
            if (newPassword == null || !newPassword.equals(confirmPassword)) {
                throw Problem.invalid("/confirmPassword", "Give the same password twice.");
            }
            return newPassword;
        }

        /** Never shows the password. */
        @Override
        public String toString() {
            return "Password[]";
        }
    }

    /** One page of users. */
    public record Page(List<Listed> users, long total) {}

    /** A user as administrators see it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Listed(
            String id,
            String username,
            String name,
            String email,
            String organization,
            boolean active,
            boolean admin,
            boolean billingAdmin,
            boolean complimentary,
            String licenseStatus,
            Instant createdAt,
            @Nullable Instant lastLogin,
            @Nullable Instant lastPing,
            @Nullable Long uid) {
        static Listed of(Account account) {
            return new Listed(
                    account.id(),
                    account.username(),
                    account.name(),
                    account.email(),
                    account.organization(),
                    account.active(),
                    account.roles().platformAdmin(),
                    false,
                    false,
                    account.active() ? "active" : "inactive",
                    account.trail().createdAt(),
                    account.seen().lastLoginAt(),
                    account.seen().lastPingAt(),
                    account.profile().uid());
        }
    }

    /** A user as other users of the organization see it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Profile(
            String id,
            String username,
            String name,
            String organization,
            boolean billingAdmin,
            boolean complimentary,
            List<String> groups,
            String licenseStatus,
            boolean organizationAdmin,
            boolean organizationOwner,
            boolean platformAdmin,
            Instant createdAt,
            @Nullable Instant lastPing) {
        static Profile of(Account account) {
            return new Profile(
                    account.id(),
                    account.username(),
                    account.name(),
                    account.organization(),
                    false,
                    false,
                    List.of(),
                    account.active() ? "active" : "inactive",
                    account.roles().organizationAdmin(),
                    account.roles().organizationOwner(),
                    account.roles().platformAdmin(),
                    account.trail().createdAt(),
                    account.seen().lastPingAt());
        }
    }
}
