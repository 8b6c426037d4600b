package activate.legacyapi.resource;

import activate.servicekit.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The permissions of a shared thing, as it is stored and as {@code …/permissions} shows it: by
 * word, of the members of its organization and of its groups.
 */
@RegisterForReflection
public record Permissions(
        Map<String, Boolean> organization, Map<String, Map<String, Boolean>> groups) {
    /** Nobody but the owner. */
    public static final Permissions NONE = new Permissions(Map.of(), Map.of());

    /** Copies the maps. */
    public Permissions {
        organization = Map.copyOf(organization);
        groups = Map.copyOf(groups);
    }

    /** The permissions that shall be; who is absent has none. */
    public record Wanted(
            @Nullable Map<String, Boolean> organization,
            @Nullable Map<String, Map<String, Boolean>> groups) {
        /** Refuses other words than these, and groups: there are none on this platform yet. */
        public Permissions of(Set<String> words) {
            // Who leaves one out has most likely mistyped it, and would take all permissions away.
            Map<String, Boolean> granted = required("organization", organization);
            Map<String, Map<String, Boolean>> ofGroups = required("groups", groups);
            for (Map.Entry<String, Boolean> grant : granted.entrySet()) {
                if (!words.contains(grant.getKey()) || grant.getValue() == null) {
                    throw Problem.invalid(
                            "/organization/" + grant.getKey(),
                            grant.getKey()
                                    + ": (expected: one of "
                                    + words
                                    + " with true or false)");
                }
            }
            if (!ofGroups.isEmpty()) {
                String group = ofGroups.keySet().iterator().next();
                throw Problem.invalid(
                        "/groups/" + group, "There is no group of this name: " + group);
            }
            return new Permissions(granted, Map.of());
        }

        private static <T> T required(String name, @Nullable T member) {
            if (member == null) {
                throw Problem.invalid("/" + name, name + ": (expected: an object, empty for none)");
            }
            return member;
        }
    }

    /** Whether every member of the organization has this permission. */
    public boolean granted(String permission) {
        return Boolean.TRUE.equals(organization.get(permission));
    }
}
