package activate.legacyapi.user;

import activate.legacyapi.account.Account;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies about users. */
public final class UserBody {
    private UserBody() {}

    /** A user that is asked for. */
    public record New(
            @Nullable String username,
            @Nullable String name,
            @Nullable String email,
            @Nullable Boolean active,
            @Nullable String password,
            @Nullable Long uid) {
        /** Never shows the password. */
        @Override
        public String toString() {
            return "New[username=" + username + "]";
        }
    }

    /** A new user. */
    public record Made(String username, String name, String email, String organization) {}

    /** Whether a user may use the platform. */
    public record Active(@Nullable Boolean active) {}

    /** A password set by an administrator. */
    public record Password(@Nullable String newPassword, @Nullable String confirmPassword) {
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
                    account.createdAt(),
                    account.lastLoginAt(),
                    account.lastPingAt(),
                    account.uid());
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
                    account.createdAt(),
                    account.lastPingAt());
        }
    }
}
