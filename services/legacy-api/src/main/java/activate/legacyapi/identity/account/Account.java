package activate.legacyapi.identity.account;

import activate.legacyapi.stored.ActivityType;
import activate.legacyapi.stored.Announcement;
import activate.legacyapi.stored.Stored;
import activate.legacyapi.stored.Target;
import activate.legacyapi.stored.Trail;
import activate.messages.event.CredentialRevoked;
import activate.messages.event.EventType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/** A user's account. */
@RegisterForReflection
public record Account(
        @BsonId String id,
        Trail trail,
        Profile profile,
        String organization,
        Standing standing,
        Password password,
        Seen seen)
        implements Stored<Account> {
    /** To see what users see of each other. */
    public static final String PROFILE = "user:profile";

    /** To see on which days a user did something. */
    public static final String ACTIVITY = "user:activity";

    private static final Pattern NOT_POSIX = Pattern.compile("[^a-z0-9_-]");

    /**
     * Who the user is; the user name in lower case is unique on the platform.
     *
     * @param safeUsername user name as a POSIX login name: unique too
     * @param emailKey address in lower case, unique; absent when none was given
     */
    @RegisterForReflection
    public record Profile(
            String username,
            String safeUsername,
            String name,
            @Nullable String emailKey,
            String email,
            @Nullable Long uid) {}

    /** Whether the user is let in, and as what. */
    @RegisterForReflection
    public record Standing(boolean active, Roles roles) {}

    /** When the user was last there. */
    @RegisterForReflection
    public record Seen(@Nullable Instant lastLoginAt, @Nullable Instant lastPingAt) {
        static final Seen NEVER = new Seen(null, null);
    }

    /** What an account may do beyond its own things. */
    @RegisterForReflection
    public record Roles(
            boolean platformAdmin, boolean organizationAdmin, boolean organizationOwner) {
        /** An ordinary user. */
        public static final Roles USER = new Roles(false, false, false);

        /** The first account: administrator of the platform, owner of the organization. */
        public static final Roles OWNER = new Roles(true, true, true);

        private int rank() {
            return platformAdmin ? 3 : organizationOwner ? 2 : organizationAdmin ? 1 : 0;
        }
    }

    /** The user name as a login name on any POSIX system. */
    public static String safe(String username) {
        String safe = NOT_POSIX.matcher(username.toLowerCase(Locale.ROOT)).replaceAll("_");
        return Character.isLetter(safe.charAt(0)) ? safe : "u" + safe;
    }

    /** Whether this is an administrator of this organization, or of the whole platform. */
    public boolean administers(String other) {
        return roles().platformAdmin() || (roles().organizationAdmin() && isOf(other));
    }

    /** Whether this account may act on another: on itself, and on nobody of a higher rank. */
    public boolean mayActOn(Account other) {
        return id.equals(other.id()) || roles().rank() >= other.roles().rank();
    }

    /** Whether this account belongs to this organization. */
    public boolean isOf(String other) {
        return organization.equals(other);
    }

    /** The organization whose things this account sees in lists; absent where it sees all. */
    public @Nullable String seenOrganization() {
        return roles().platformAdmin() ? null : organization;
    }

    /** Whether this is the account of this user name in this organization. */
    public boolean is(String otherOrganization, String otherUsername) {
        return isOf(otherOrganization) && username().equalsIgnoreCase(otherUsername);
    }

    /** Whether {@code asking} has this permission to this account. */
    public boolean grants(Account asking, String permission) {
        return switch (permission) {
            case PROFILE -> asking.isOf(organization) || asking.roles().platformAdmin();
            case ACTIVITY -> asking.id().equals(id) || asking.administers(organization);
            default -> false;
        };
    }

    /** Whether a credential of this version is still good; absent is good in every version. */
    public boolean honours(String credentialId, @Nullable Long version) {
        return version == null
                || version == password.currentVersion()
                || credentialId.equals(password.keptSession());
    }

    /**
     * The password, and which sessions know it.
     *
     * @param hash Argon2id in PHC form; absent for who cannot sign in with a password
     * @param version grows with each change of the password and each time the account is disabled;
     *     sessions of earlier versions are void. Absent means 0
     * @param keptSession the one session of an earlier version that is not: its user has changed
     *     the password with it
     */
    @RegisterForReflection
    public record Password(
            @Nullable String hash,
            @Nullable Instant updatedAt,
            @Nullable Long version,
            @Nullable String keptSession) {
        /** The version under which a session that begins now is good. */
        public long currentVersion() {
            return version == null ? 0 : version;
        }

        /** The same password, but every session that knows it is void. */
        Password withoutSessions() {
            return new Password(hash, updatedAt, currentVersion() + 1, null);
        }

        /** Never shows the hash. */
        @Override
        public String toString() {
            return "Password[updatedAt=" + updatedAt + "]";
        }
    }

    /** The same account with another password, let in or not. */
    Account changed(Password other, boolean active) {
        return new Account(
                id, trail, profile, organization, new Standing(active, roles()), other, seen);
    }

    @Override
    public Account with(Trail other) {
        return new Account(id, other, profile, organization, standing, password, seen);
    }

    @Override
    public Target target() {
        return new Target("user", id, username(), organization);
    }

    @Override
    public String uniqueKey() {
        return username().toLowerCase(Locale.ROOT);
    }

    /** Those who have seen tokens of a user who is locked out are told. */
    @Override
    public Optional<Announcement> announcement(ActivityType type) {
        return type == AccountActivity.DISABLED
                ? Optional.of(
                        new Announcement(
                                EventType.CREDENTIAL_REVOKED,
                                new CredentialRevoked(id, "user", username())))
                : Optional.empty();
    }

    /** User name, as it was given. */
    public String username() {
        return profile.username();
    }

    /** What the user is called. */
    public String name() {
        return profile.name();
    }

    /** Address of the user; empty where none was given. */
    public String email() {
        return profile.email();
    }

    /** Whether the user is let in. */
    public boolean active() {
        return standing.active();
    }

    /** What the user may do beyond the own things. */
    public Roles roles() {
        return standing.roles();
    }

    /** Never shows the hash. */
    @Override
    public String toString() {
        return "Account[id=" + id + ", username=" + username() + "]";
    }
}
