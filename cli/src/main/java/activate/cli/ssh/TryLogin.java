package activate.cli.ssh;

import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import activate.cli.openssh.Tool;
import activate.cli.route.SshDestination;
import activate.cli.route.Via;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One login by the user's own ssh and the command line of `pw ssh`, which asks for nothing, runs
 * `true` there and leaves nothing behind.
 */
public final class TryLogin {
    /** What ssh itself says of its progress; all else that comes is a complaint. */
    private static final List<String> PROGRESS =
            List.of(
                    "debug1: ",
                    "OpenSSH",
                    "Authenticated to ",
                    "Transferred: ",
                    "Bytes per second");

    /** Against an ssh of the user's configuration that would wait, share, forward or remember. */
    private static final List<String> QUIETLY =
            Stream.of(
                            "BatchMode=yes",
                            "LogLevel=DEBUG1",
                            "ConnectTimeout=15",
                            "ControlPath=none",
                            "ClearAllForwardings=yes",
                            "PermitLocalCommand=no",
                            "RemoteCommand=none",
                            "AddKeysToAgent=no")
                    .flatMap(option -> Stream.of("-o", option))
                    .toList();

    private final Invocation invocation;

    public TryLogin(Invocation invocation) {
        this.invocation = invocation;
    }

    /**
     * How far it came.
     *
     * @param isHostKnown whether the node has a host key that the platform told
     * @param isIn whether the node let the user in
     * @param code that of the command, or of ssh
     * @param complaint the line that tells why, where something failed
     */
    public record Outcome(boolean isHostKnown, boolean isIn, int code, String complaint) {
        private static final String OUT_OF_TIME = "ssh did not end in time";

        static Outcome of(Tool.Outcome ended) {
            List<String> lines = ended.lines();
            boolean isHostKnown =
                    lines.stream()
                            .anyMatch(
                                    line ->
                                            line.startsWith("debug1: Host '")
                                                    && line.contains("' is known and matches the"));
            boolean isIn =
                    lines.stream()
                            .anyMatch(
                                    line ->
                                            line.startsWith("Authenticated to ")
                                                    || line.startsWith(
                                                            "debug1: Authentication succeeded"));
            String complaint =
                    ended.isInTime() ? complaint(lines).orElse("ssh says nothing") : OUT_OF_TIME;
            return new Outcome(isHostKnown, isIn, ended.code(), complaint);
        }

        /** What this program says as the stream comes first: ssh only sees that it ended. */
        private static Optional<String> complaint(List<String> lines) {
            List<String> complaints =
                    lines.stream()
                            .filter(line -> PROGRESS.stream().noneMatch(line::startsWith))
                            .filter(line -> !line.startsWith("@@@") && !line.isBlank())
                            .toList();
            return first(complaints, "pw: ")
                    .or(() -> first(complaints, "REMOTE HOST IDENTIFICATION HAS CHANGED"))
                    .or(() -> first(complaints, "Permission denied ("))
                    .or(() -> complaints.reversed().stream().findFirst());
        }

        private static Optional<String> first(List<String> lines, String part) {
            return lines.stream()
                    .filter(line -> line.contains(part))
                    .findFirst()
                    .map(line -> line.replaceAll("^@ *| *@$", ""));
        }

        /** Whether the stream broke, not ssh. */
        public boolean isOfStream() {
            return complaint.startsWith("pw: ");
        }

        /** Whether it was ended because it took too long. */
        public boolean isOutOfTime() {
            return complaint.equals(OUT_OF_TIME);
        }
    }

    /** The word by which the user's configuration of ssh knows a cluster. */
    public static String host(String cluster) {
        return new PrepareSsh.Request(cluster, null, Via.auto, true).host();
    }

    /**
     * Logs in and out again.
     *
     * @param key options by which ssh offers the key
     */
    public Outcome run(
            String cluster, @Nullable String node, SshDestination to, Map<String, String> key)
            throws Failure, IOException {
        Path knownHosts = Files.createTempFile("pw-doctor", "");
        try {
            Files.writeString(knownHosts, to.knownHosts(SshName.ofNode(invocation, to, node)));
            SshPlan plan =
                    new PrepareSsh(invocation)
                            .plan(
                                    new PrepareSsh.Request(cluster, node, Via.auto, true),
                                    to,
                                    knownHosts,
                                    key,
                                    QUIETLY);
            List<String> words = new ArrayList<>(List.of("ssh", "-n", "-T"));
            words.addAll(plan.first());
            words.addAll(plan.last());
            words.add("true");
            return Outcome.of(Tool.run(invocation.machine().environment(), true, words));
        } finally {
            Files.deleteIfExists(knownHosts);
        }
    }
}
