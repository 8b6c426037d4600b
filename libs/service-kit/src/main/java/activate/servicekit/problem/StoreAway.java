package activate.servicekit.problem;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a store that is away from a fault of our own. MongoDB, PostgreSQL and Vault each say it in
 * their own words, in several layers; no service has all of them, so their exceptions are known by
 * name.
 */
final class StoreAway {
    private static final Set<String> WORDS =
            Set.of(
                    "com.mongodb.MongoException",
                    "java.sql.SQLException",
                    "jakarta.persistence.PersistenceException",
                    "jakarta.transaction.RollbackException",
                    "jakarta.transaction.SystemException",
                    "io.quarkus.narayana.jta.QuarkusTransactionException",
                    "io.quarkus.vault.client.VaultException");

    /** Classes of SQL states that do not pass with time: data, constraint, statement. */
    private static final Set<String> OUR_FAULTS = Set.of("22", "23", "42");

    private StoreAway() {}

    /** Whether {@code failure} says, itself or by its causes, that a store does not answer. */
    static boolean isReasonOf(Throwable failure) {
        boolean found = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isOurFault(sql)) {
                return false;
            }
            found |= isNamed(cause.getClass());
        }
        return found;
    }

    private static boolean isNamed(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (WORDS.contains(each.getName())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOurFault(SQLException failure) {
        return Optional.ofNullable(failure.getSQLState())
                .filter(state -> state.length() > 2 && OUR_FAULTS.contains(state.substring(0, 2)))
                .isPresent();
    }
}
