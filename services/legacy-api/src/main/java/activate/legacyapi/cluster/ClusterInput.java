package activate.legacyapi.cluster;

import activate.servicekit.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with the input about a cluster, and refuses it all at once. */
public final class ClusterInput {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern LOGIN = Pattern.compile("[A-Za-z_][A-Za-z0-9._-]{0,63}|__USER__");
    private static final Set<String> AUTH_METHODS =
            Set.of("proxy-certificates", "pw-cli", "ssh-key", "workspace-key");
    private static final int LONGEST_TEXT = 4_000;
    private static final int LONGEST_PAGE = 64_000;
    private static final int LONGEST_SHOWN = 100;
    private static final int MOST_TAGS = 50;
    private static final int MOST_NODES = 32;

    private final List<Problem.FieldError> errors = new ArrayList<>();

    /** A name as in host names: lower case letters, digits, and dashes inside. */
    public ClusterInput name(@Nullable String name) {
        return check(
                name != null && NAME.matcher(name).matches(),
                "/name",
                "name: " + shown(name) + " (expected: 1 to 63 of a-z, 0-9 and inner dashes)");
    }

    /** A text for people; may be absent. */
    public ClusterInput text(String pointer, @Nullable String text) {
        return check(
                text == null || text.length() <= LONGEST_TEXT,
                pointer,
                "too long (expected: at most " + LONGEST_TEXT + " characters)");
    }

    /** A text that fills a page; may be absent. */
    public ClusterInput page(String pointer, @Nullable String text) {
        return check(
                text == null || text.length() <= LONGEST_PAGE,
                pointer,
                "too long (expected: at most " + LONGEST_PAGE + " characters)");
    }

    ClusterInput present(String pointer, @Nullable Object item) {
        return check(item != null, pointer, "null (expected: an object)");
    }

    /** Tags; may be absent. */
    public ClusterInput tags(@Nullable List<String> tags) {
        boolean good =
                tags == null
                        || (tags.size() <= MOST_TAGS
                                && tags.stream()
                                        .allMatch(
                                                tag ->
                                                        tag != null
                                                                && !tag.isBlank()
                                                                && tag.length() <= 100));
        return check(good, "/tags", "tags: (expected: at most 50, each of 1 to 100 characters)");
    }

    ClusterInput login(String pointer, @Nullable String login) {
        return check(
                login == null || login.isEmpty() || LOGIN.matcher(login).matches(),
                pointer,
                "not a login name (expected: a letter, then letters, digits and ._-)");
    }

    ClusterInput authMethod(@Nullable String method) {
        return check(
                method == null || AUTH_METHODS.contains(method),
                "/authMethod",
                "authMethod: " + shown(method) + " (expected: one of " + AUTH_METHODS + ")");
    }

    ClusterInput address(String pointer, @Nullable String address) {
        return check(
                address == null || address.isEmpty() || HostAndPort.isAddress(address),
                pointer,
                "not an address (expected: host or host:port)");
    }

    ClusterInput addresses(String pointer, List<String> addresses) {
        check(addresses.size() <= MOST_NODES, pointer, "too many (expected: at most 32)");
        for (int i = 0; i < addresses.size(); i++) {
            address(pointer + "/" + i + "/node", addresses.get(i));
        }
        return this;
    }

    /** Throws a problem that names every wrong place, if there is one. */
    public void refuseIfWrong() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors.getFirst().detail(), errors);
        }
    }

    /** What the caller has sent, as much of it as helps. */
    private static @Nullable String shown(@Nullable String text) {
        return text == null || text.length() <= LONGEST_SHOWN
                ? text
                : text.substring(0, LONGEST_SHOWN) + "...";
    }

    private ClusterInput check(boolean good, String pointer, String detail) {
        if (!good) {
            errors.add(new Problem.FieldError(pointer, "invalid", detail));
        }
        return this;
    }
}
