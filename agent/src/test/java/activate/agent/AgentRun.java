package activate.agent;

import static org.assertj.core.api.Assertions.assertThat;

import activate.agent.twin.HubTwin;
import activate.testkit.network.TestCertificate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One command line and all that came of it. */
record AgentRun(int code, String out, String err) {
    /**
     * Enrols a node.
     *
     * @param more words of the command
     */
    static void enrol(HubTwin hub, TestCertificate certificate, Path state, String... more) {
        String[] words = enrolWords(hub, certificate, state, more);
        AgentRun run = of(Map.of("ACTIVATE_TOKEN", "pwrt_a.b.0"), "", words);
        assertThat(run.code()).as(run.err()).isZero();
    }

    /** The words that enrol a node, and more of the command. */
    static String[] enrolWords(
            HubTwin hub, TestCertificate certificate, Path state, String... more) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "enrol",
                                "--server",
                                hub.url(),
                                "--ca-file",
                                certificate.pem().toString(),
                                "--state",
                                state.toString()));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    static AgentRun of(Map<String, String> environment, String in, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console =
                new Console(
                        environment,
                        new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        int code = AgentCommand.run(console, words);
        return new AgentRun(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
