package activate.legacyapi.account;

import activate.legacyapi.change.Change;
import activate.legacyapi.change.Tracked;
import activate.legacyapi.change.TrackedCollection;
import activate.servicekit.outbox.OutboxEntry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A user's account.
 *
 * @param usernameKey user name in lower case: unique on the platform
 * @param safeUsername user name as a POSIX login name: unique too
 * @param emailKey address in lower case, unique; absent when none was given
 * @param passwordHash Argon2id in PHC form; absent for who cannot sign in with a password
 * @param credentialsVersion grows with each change of the password and each time the account is
 *     disabled; sessions of earlier versions are void. Absent means 0
 * @param keptSession the one session of an earlier version that is not: its user has changed the
 *     password with it
 */
@RegisterForReflection
public record Account(
        @BsonId String id,
        int schemaVersion,
        long version,
        String username,
        String usernameKey,
        String safeUsername,
        String name,
        @Nullable String emailKey,
        String email,
        String organization,
        Roles roles,
        boolean active,
        @Nullable Long uid,
        @Nullable String passwordHash,
        @Nullable Long credentialsVersion,
        @Nullable String keptSession,
        Instant createdAt,
        @Nullable Instant passwordUpdatedAt,
        @Nullable Instant lastLoginAt,
        @Nullable Instant lastPingAt,
        List<OutboxEntry> outbox,
        @Nullable Instant outboxAt,
        @Nullable Instant deletedAt)
        implements Tracked {
    /** Shape of the documents written now. */
    static final int SCHEMA_VERSION = 1;

    /** To see what users see of each other. */
    public static final String PROFILE = "user:profile";

    /** To see on which days a user did something. */
    public static final String ACTIVITY = "user:activity";

    private static final Pattern NOT_POSIX = Pattern.compile("[^a-z0-9_-]");

    /** What an account may do beyond its own things. */
    @RegisterForReflection
    public record Roles(
            boolean platformAdmin, boolean organizationAdmin, boolean organizationOwner) {
        /** An ordinary user. */
        public static final Roles USER = new Roles(false, false, false);

        /** The first account: administrator of the platform, owner of the organization. */
        public static final Roles OWNER = new Roles(true, true, true);
    }

    /** The user name as a login name on any POSIX system. */
    public static String safe(String username) {
        String safe = NOT_POSIX.matcher(username.toLowerCase(Locale.ROOT)).replaceAll("_");
        return Character.isLetter(safe.charAt(0)) ? safe : "u" + safe;
    }

    /** Whether this is an administrator of this organization, or of the whole platform. */
    public boolean administers(String other) {
        return roles.platformAdmin() || (roles.organizationAdmin() && isOf(other));
    }

    /** Whether this account belongs to this organization. */
    public boolean isOf(String other) {
        return organization.equals(other);
    }

    /** The organization whose things this account sees in lists; absent where it sees all. */
    public @Nullable String seenOrganization() {
        return roles.platformAdmin() ? null : organization;
    }

    /** Whether this is the account of this user name in this organization. */
    public boolean is(String otherOrganization, String otherUsername) {
        return isOf(otherOrganization) && username.equalsIgnoreCase(otherUsername);
    }

    /** Whether {@code asking} has this permission to this account. */
    public boolean grants(Account asking, String permission) {
        return switch (permission) {
            case PROFILE -> asking.isOf(organization) || asking.roles().platformAdmin();
            case ACTIVITY -> asking.id().equals(id) || asking.administers(organization);
            default -> false;
        };
    }

    /** The account as it is after the given change. */
    Account changed(Change change, Passwording password, boolean isActive) {
        return new Account(
                id,
                SCHEMA_VERSION,
                version + 1,
                username,
                usernameKey,
                safeUsername,
                name,
                emailKey,
                email,
                organization,
                roles,
                isActive,
                uid,
                password.hash(),
                password.version(),
                password.keptSession(),
                createdAt,
                password.updatedAt(),
                lastLoginAt,
                lastPingAt,
                TrackedCollection.plus(outbox, change),
                change.dueAt(),
                deletedAt);
    }

    /** The password part of an account. */
    Passwording passwording() {
        return new Passwording(
                passwordHash, passwordUpdatedAt, currentCredentialsVersion(), keptSession);
    }

    /** The version under which a session that begins now is good. */
    public long currentCredentialsVersion() {
        return credentialsVersion == null ? 0 : credentialsVersion;
    }

    /** Whether a credential of this version is still good; absent is good in every version. */
    public boolean honours(String credentialId, @Nullable Long version) {
        return version == null
                || version == currentCredentialsVersion()
                || credentialId.equals(keptSession);
    }

    /** Hash of the password, when it was set, and which sessions know it. */
    record Passwording(
            @Nullable String hash,
            @Nullable Instant updatedAt,
            long version,
            @Nullable String keptSession) {

        /** The same password, but every session that knows it is void. */
        Passwording withoutSessions() {
            return new Passwording(hash, updatedAt, version + 1, null);
        }

        @Override
        public String toString() {
            return "Passwording[updatedAt=" + updatedAt + "]";
        }
    }

    /** Never shows the hash. */
    @Override
    public String toString() {
        return "Account[id=" + id + ", username=" + username + ", version=" + version + "]";
    }
}
