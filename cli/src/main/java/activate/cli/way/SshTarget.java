package activate.cli.way;

import activate.cli.terminal.ExitCode;
import activate.cli.terminal.Failure;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Where an ssh goes and by which keys the other side is known, as the platform says it. */
public record SshTarget(
        String cluster,
        String node,
        String user,
        String alias,
        List<String> hostKeys,
        List<Direct> direct) {
    /** An address that may be reached without the platform. */
    public record Direct(String host, int port) {}

    // These go into files and command lines of ssh: nothing but plain words may pass.
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,254}");
    private static final Pattern HOST_KEY =
            Pattern.compile("[a-z0-9@.-]{1,64} [A-Za-z0-9+/]{16,8192}={0,3}");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9_:][A-Za-z0-9.:_-]{0,254}");

    static SshTarget of(JsonNode answer) throws Failure {
        List<String> keys = new ArrayList<>();
        for (JsonNode key : answer.path("hostKeys")) {
            String[] parts = key.asText().strip().split("\\s+", 3);
            keys.add(
                    checked(
                            HOST_KEY,
                            parts.length < 2 ? key.asText() : parts[0] + " " + parts[1],
                            "hostKeys"));
        }
        List<Direct> direct = new ArrayList<>();
        for (JsonNode candidate : answer.path("direct")) {
            direct.add(
                    new Direct(
                            checked(ADDRESS, candidate.path("host").asText(), "direct"),
                            Math.clamp(candidate.path("port").asInt(22), 1, 65_535)));
        }
        return new SshTarget(
                answer.path("cluster").asText(),
                answer.path("node").asText(),
                checked(WORD, answer.path("user").asText(), "user"),
                checked(WORD, answer.path("hostKeyAlias").asText(), "hostKeyAlias"),
                List.copyOf(keys),
                List.copyOf(direct));
    }

    private static String checked(Pattern pattern, String value, String member) throws Failure {
        if (pattern.matcher(value).matches()) {
            return value;
        }
        throw new Failure(
                ExitCode.FAILED,
                "the platform's answer about the cluster has no usable " + member,
                "ask an administrator of the platform");
    }

    /** The lines of a known_hosts file. */
    public String knownHosts() {
        StringBuilder lines = new StringBuilder();
        hostKeys.forEach(key -> lines.append(alias).append(' ').append(key).append('\n'));
        return lines.toString();
    }
}
