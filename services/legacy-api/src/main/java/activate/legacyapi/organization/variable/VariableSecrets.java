package activate.legacyapi.organization.variable;

import activate.legacyapi.credential.CredentialStore;
import activate.legacyapi.platform.Platform;
import activate.servicekit.background.BackgroundWork;
import activate.servicekit.problem.Problem;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Values of secret variables, in Vault. A value is written before the variable that names it, and
 * deleted after the variable names it no longer; what is left behind where a process dies in
 * between is found and deleted later.
 */
@ApplicationScoped
class VariableSecrets {
    private static final Logger LOG = Logger.getLogger(VariableSecrets.class);

    /** Vault's policy lets legacy-api delete in this folder alone. */
    private static final String FOLDER = "activate/legacy-api/variables/";

    private static final String VALUE = "value";
    private static final Duration SWEEP_EVERY = Duration.ofHours(1);

    /** A value that nobody names may belong to a variable that is just being written. */
    private static final Duration BEING_WRITTEN = Duration.ofMinutes(10);

    private static final int MILLIS_SHIFT = 16;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final CredentialStore vault;
    private final VariableStore variables;
    private final Platform platform;
    private final BackgroundWork background;

    @Inject
    VariableSecrets(
            CredentialStore vault,
            VariableStore variables,
            Platform platform,
            BackgroundWork background) {
        this.vault = vault;
        this.variables = variables;
        this.platform = platform;
        this.background = background;
    }

    void start(@Observes StartupEvent event) {
        background.every(SWEEP_EVERY, "sweep-variable-secrets", this::sweep);
    }

    /** Keeps a value; returns the id under which it is. */
    String write(String value) {
        String id = platform.newId();
        vault.write(FOLDER + id, Map.of(VALUE, value));
        return id;
    }

    /** Deletes a value that no variable names; where Vault is away, later. */
    void forget(@Nullable String id) {
        if (id == null) {
            return;
        }
        try {
            vault.delete(FOLDER + id);
        } catch (Problem away) {
            LOG.infof("value of a variable is deleted later cause=%s", away.getMessage());
        }
    }

    /**
     * Deletes the values that no variable names. Where no variable is secret at all, the database
     * may just be empty until it is restored: nothing is deleted then.
     */
    void sweep() {
        if (!variables.hasSecrets()) {
            return;
        }
        Instant settled = platform.now().minus(BEING_WRITTEN);
        for (String id : vault.list(FOLDER)) {
            // Whatever else stands there was not written here.
            if (ID.matcher(id).matches()
                    && writtenAt(id).isBefore(settled)
                    && !variables.isUsed(id)) {
                vault.delete(FOLDER + id);
            }
        }
    }

    /** Ids begin with the time at which they were made. */
    private static Instant writtenAt(String id) {
        return Instant.ofEpochMilli(UUID.fromString(id).getMostSignificantBits() >>> MILLIS_SHIFT);
    }
}
