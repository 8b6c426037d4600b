package activate.cli.route;

import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.messages.hub.SshTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where an ssh goes and by which keys the other side is known, as the platform says it. */
public record SshDestination(
        String cluster,
        String id,
        String node,
        String user,
        List<String> hostKeys,
        List<Direct> direct) {
    /** An address that may be reached without the platform. */
    public record Direct(String host, int port) {}

    // These go into files and command lines of ssh: nothing but plain words may pass.
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,254}");
    private static final Pattern HOST_KEY =
            Pattern.compile("[a-z0-9@.-]{1,64} [A-Za-z0-9+/]{16,8192}={0,3}");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9_:][A-Za-z0-9.:_-]{0,254}");

    /**
     * Takes what may stand in files and command lines.
     *
     * @throws Failure where something of it may not
     */
    public static SshDestination of(SshTarget answer) throws Failure {
        List<String> keys = new ArrayList<>();
        for (String key : given(answer.hostKeys())) {
            String[] parts = key.strip().split("\\s+", 3);
            keys.add(
                    checked(
                            HOST_KEY,
                            parts.length < 2 ? key : parts[0] + " " + parts[1],
                            "hostKeys"));
        }
        List<Direct> direct = new ArrayList<>();
        for (SshTarget.Address candidate : given(answer.direct())) {
            direct.add(
                    new Direct(
                            checked(ADDRESS, candidate.host(), "direct"),
                            Math.clamp(candidate.port(), 1, 65_535)));
        }
        return new SshDestination(
                Objects.requireNonNullElse(answer.cluster(), ""),
                Objects.requireNonNullElse(answer.clusterId(), ""),
                Objects.requireNonNullElse(answer.node(), ""),
                checked(WORD, answer.user(), "user"),
                List.copyOf(keys),
                List.copyOf(direct));
    }

    private static <T> List<T> given(@Nullable List<T> members) {
        return members == null ? List.of() : members;
    }

    private static String checked(Pattern pattern, @Nullable String value, String member)
            throws Failure {
        if (value != null && pattern.matcher(value).matches()) {
            return value;
        }
        throw new Failure(
                ExitCode.FAILED,
                "the platform's answer about the cluster has no usable " + member,
                "ask an administrator of the platform");
    }

    /** The lines of a known_hosts file in which the other side has this name. */
    public String knownHosts(String name) {
        StringBuilder lines = new StringBuilder();
        hostKeys.forEach(key -> lines.append(name).append(' ').append(key).append('\n'));
        return lines.toString();
    }
}
