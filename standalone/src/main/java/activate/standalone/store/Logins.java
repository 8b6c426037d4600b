package activate.standalone.store;

import activate.embedded.grant.ServiceGrants;
import activate.standalone.settings.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the services' logins in one store come from.
 *
 * @param credential the variable of an administrator's credential; with the name of a service
 *     behind it, that of the service's own
 */
public record Logins(Settings settings, Store store, String credential) {

    /** The stores whose one login the operator lets all services share. */
    public static final String SHARED = "ACTIVATE_SHARED_LOGINS";

    /** Stores whose services are not kept apart, because the operator said so. */
    public static List<Store> shared(Settings settings) {
        return settings.value(SHARED).stream()
                .flatMap(text -> Stream.of(text.strip().split("\\s*,\\s*", -1)))
                .map(name -> Store.of(name).orElseThrow(() -> unknown(name)))
                .filter(store -> store.url(settings).isPresent())
                .toList();
    }

    private static IllegalArgumentException unknown(String name) {
        String expected =
                Stream.of(Store.values()).map(Store::part).collect(Collectors.joining(", "));
        return new IllegalArgumentException(SHARED + ": " + name + " (expected: " + expected + ")");
    }

    /** What a person has to know about it. */
    public static String warning(Store store) {
        return "%s: all services share one login (%s), so whoever takes over one of them has everything of the others there"
                .formatted(store.part(), SHARED);
    }

    public boolean isShared() {
        return shared(settings).contains(store);
    }

    /** The services that need one. */
    List<ServiceGrants> users() {
        return ServiceGrants.all().stream().filter(store::serves).toList();
    }

    /** The service's own credential, where the operator made it. */
    Optional<String> given(ServiceGrants grants) {
        return settings.value(variable(grants));
    }

    /**
     * Whether the operator made one for each.
     *
     * @throws IllegalArgumentException when he made some and forgot others
     */
    boolean areGiven() {
        List<ServiceGrants> missing =
                users().stream().filter(grants -> given(grants).isEmpty()).toList();
        if (missing.isEmpty() || missing.size() == users().size()) {
            return missing.isEmpty();
        }
        throw new IllegalArgumentException(
                variable(missing.getFirst()) + ": missing (the others' are given)");
    }

    /** Whether we make one for each. */
    boolean areOurs() {
        return !isShared() && !areGiven();
    }

    /** What to do where the administrator's credential does not allow to make logins. */
    String remedy() {
        return "give each service its own in %s_<SERVICE> (docs/identities.md says with which rights), or let all share one with %s=%s"
                .formatted(credential, SHARED, store.part());
    }

    private String variable(ServiceGrants grants) {
        return credential + "_" + grants.login().toUpperCase(Locale.ROOT);
    }
}
