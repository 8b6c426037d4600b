package activate.legacyapi.resource;

import activate.legacyapi.identity.account.Account;
import java.util.Map;
import java.util.Optional;

/** The names in the path of a request; where it names nobody, the caller is meant. */
public record Place(Map<String, String> names) {
    private static final String ORGANIZATION = "organization";
    private static final String USER = "user";

    /** Copies the names. */
    public Place {
        names = Map.copyOf(names);
    }

    /** The value of a parameter of the path that is there. */
    public String name(String parameter) {
        return find(parameter)
                .orElseThrow(() -> new IllegalStateException("no {" + parameter + "} in the path"));
    }

    /** The value of a parameter of the path. */
    public Optional<String> find(String parameter) {
        return Optional.ofNullable(names.get(parameter));
    }

    String organization(Account caller) {
        return find(ORGANIZATION).orElse(caller.organization());
    }

    String user(Account caller) {
        return find(USER).orElse(caller.username());
    }
}
