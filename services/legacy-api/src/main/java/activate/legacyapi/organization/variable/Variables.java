package activate.legacyapi.organization.variable;

import activate.legacyapi.platform.Limits;
import activate.legacyapi.stored.Activity;
import activate.legacyapi.stored.DuplicateKey;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes, changes and deletes variables, together with their values in Vault. */
@ApplicationScoped
class Variables {
    private static final int TRIES = 5;

    private final VariableStore variables;
    private final VariableSecrets secrets;
    private final Limits limits;

    @Inject
    Variables(VariableStore variables, VariableSecrets secrets, Limits limits) {
        this.variables = variables;
        this.secrets = secrets;
        this.limits = limits;
    }

    /** The variables of an owner by their keys, in the order in which they were made. */
    Map<String, Variable.Shown> shown(Variable.Owner owner) {
        Map<String, Variable.Shown> shown = new LinkedHashMap<>();
        variables.of(owner).forEach(one -> shown.put(one.key(), Variable.Shown.of(one)));
        return shown;
    }

    /** Makes a variable. */
    Variable create(Variable.Owner owner, Variable.New wanted, Activity activity) {
        // Vault may be slow, and whoever holds a limit makes others wait.
        String secretId = wanted.isSecret() ? secrets.write(wanted.value()) : null;
        try {
            return limits.within(
                    new Limits.Limit(
                            "variables of this owner",
                            owner.unique(""),
                            limits.most().variablesPerOwner()),
                    () -> variables.count(owner),
                    () -> created(owner, wanted, secretId, activity));
        } catch (Problem refusal) {
            secrets.forget(secretId);
            throw refusal;
        }
    }

    /** Changes a variable. */
    Variable change(Variable.Owner owner, String key, Variable.Patch patch, Activity activity) {
        for (int tried = 0; tried < TRIES; tried++) {
            Variable before = named(owner, key);
            Variable after = patched(before, patch);
            Optional<Variable> written = write(before, after, activity);
            if (written.isPresent()) {
                return written.get();
            }
        }
        throw Problem.of(
                ProblemCode.UNAVAILABLE, "Too many want to change this variable at the moment.");
    }

    /** Deletes a variable, and its value. */
    void delete(Variable.Owner owner, String key, Activity activity) {
        Variable deleted =
                variables
                        .delete(named(owner, key).id(), activity)
                        .orElseThrow(() -> VariableProblems.notFound(key));
        secrets.forget(deleted.secretId());
    }

    private Variable named(Variable.Owner owner, String key) {
        return variables.named(owner, key).orElseThrow(() -> VariableProblems.notFound(key));
    }

    private Variable created(
            Variable.Owner owner,
            Variable.New wanted,
            @Nullable String secretId,
            Activity activity) {
        String value = wanted.isSecret() ? null : wanted.value();
        try {
            return variables.create(
                    activity,
                    null,
                    (id, trail) -> new Variable(id, trail, owner, wanted.key(), value, secretId));
        } catch (DuplicateKey _) {
            throw VariableProblems.exists(wanted.key());
        }
    }

    /** What becomes of a variable; a value that is to be secret is in Vault already. */
    private Variable patched(Variable before, Variable.Patch patch) {
        boolean isSecret = Objects.requireNonNullElse(patch.secret(), before.isSecret());
        String value = patch.value() == null ? before.value() : patch.value();
        if (!isSecret) {
            if (value == null) {
                throw VariableProblems.valueNeeded();
            }
            return before.having(value, null);
        }
        return value == null ? before : before.having(null, secrets.write(value));
    }

    /** Writes the change, unless somebody else has changed the variable since it was read. */
    private Optional<Variable> write(Variable before, Variable after, Activity activity) {
        Optional<Variable> now =
                variables.change(
                        before.id(),
                        activity,
                        found -> isSame(found, before) ? after.with(found.trail()) : found);
        boolean isWritten = now.filter(found -> isSame(found, after)).isPresent();
        String used = isWritten ? after.secretId() : before.secretId();
        String unused = isWritten ? before.secretId() : after.secretId();
        if (!Objects.equals(used, unused)) {
            secrets.forget(unused);
        }
        return isWritten ? now : Optional.empty();
    }

    private static boolean isSame(Variable one, Variable other) {
        return Objects.equals(one.value(), other.value())
                && Objects.equals(one.secretId(), other.secretId());
    }
}
