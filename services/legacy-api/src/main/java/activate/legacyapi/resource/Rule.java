package activate.legacyapi.resource;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.identity.caller.Caller;
import activate.legacyapi.identity.caller.CallerProblems;
import activate.servicekit.servicetoken.ServiceOnly;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may call an operation, as {@link Allows} or {@link ServiceOnly} says it.
 *
 * @param grant the permission that the document in the path must give; empty where none is needed
 */
record Rule(Set<Who> who, String grant, boolean browserOnly) {

    private static final Rule SERVICE_ONLY = new Rule(Set.of(Who.SERVICE), "", false);

    /** Copies the set. */
    Rule {
        who = Set.copyOf(who);
    }

    /**
     * The rule of an operation.
     *
     * @throws IllegalStateException where it has none, or two
     */
    static Rule of(Class<?> resource, Method method) {
        Allows allows = method.getAnnotation(Allows.class);
        boolean serviceOnly =
                method.isAnnotationPresent(ServiceOnly.class)
                        || resource.isAnnotationPresent(ServiceOnly.class);
        String name = resource.getName() + "." + method.getName();
        if (serviceOnly) {
            if (allows != null) {
                throw new IllegalStateException(
                        name + " has @Allows and @ServiceOnly: keep one of them.");
            }
            return SERVICE_ONLY;
        }
        if (allows == null || (allows.value().length == 0 && allows.grant().isEmpty())) {
            throw new IllegalStateException(
                    name
                            + " does not say who may call it: put @Allows(SELF), @Allows(MEMBER),"
                            + " @Allows(grant = \"cluster:admin\") or the like on it; see Who for"
                            + " all of them.");
        }
        if (Arrays.equals(allows.value(), new Who[] {Who.SERVICE})) {
            throw new IllegalStateException(
                    name + " is for services alone: put @ServiceOnly on it, not @Allows.");
        }
        return new Rule(
                Arrays.stream(allows.value()).collect(Collectors.toSet()),
                allows.grant(),
                allows.browserOnly());
    }

    boolean isPublic() {
        return who.contains(Who.PUBLIC);
    }

    /** Whether only services may, which the filter of {@link ServiceOnly} makes sure of. */
    boolean isServiceOnly() {
        return who.equals(SERVICE_ONLY.who());
    }

    /** Whether no user may call it at all. */
    boolean isForMachines() {
        return !who.isEmpty() && who.stream().allMatch(Who::isMachine);
    }

    /** Refuses a caller who is none of those who may. */
    void require(Caller caller, Place place) {
        if (browserOnly && !caller.isBrowser()) {
            throw CallerProblems.browserOnly();
        }
        Account account = caller.account();
        if (who.isEmpty() || who.stream().anyMatch(one -> one.includes(account, place))) {
            return;
        }
        String organization = place.organization(account);
        if (!account.isOf(organization)) {
            throw CallerProblems.noOrganization(organization);
        }
        throw CallerProblems.administratorsOnly();
    }

    /** The same for people. */
    String words() {
        List<String> parts = new ArrayList<>();
        if (!who.isEmpty()) {
            parts.add(who.stream().sorted().map(Who::words).collect(Collectors.joining(" and ")));
        }
        if (!grant.isEmpty()) {
            parts.add("whoever has `" + grant + "`");
        }
        String words = String.join(", of them ", parts);
        return browserOnly ? words + "; with the browser only" : words;
    }
}
