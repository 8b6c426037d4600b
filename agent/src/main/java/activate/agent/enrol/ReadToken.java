package activate.agent.enrol;

import activate.agent.state.AgentFailure;
import activate.agent.state.AgentFailure.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Gets the registration token from a file, the environment or standard input; never from the
 * command line, which others can read.
 */
public final class ReadToken {
    private static final int LONGEST = 4096;
    private static final String PREFIX = "pwrt_";

    private final Map<String, String> environment;
    private final InputStream in;

    public ReadToken(Map<String, String> environment, InputStream in) {
        this.environment = environment;
        this.in = in;
    }

    public String read(Optional<Path> file) throws AgentFailure {
        String text = file.isPresent() ? fromFile(file.get()) : fromEnvironment();
        String token = text.strip();
        if (token.startsWith(PREFIX) && token.chars().allMatch(c -> c > ' ' && c < 127)) {
            return token;
        }
        throw new AgentFailure(
                Code.USAGE,
                "what was given is not a registration token (expected: " + PREFIX + "…)",
                "get one with: pw clusters node-token CLUSTER");
    }

    private static String fromFile(Path file) throws AgentFailure {
        try (InputStream content = Files.newInputStream(file)) {
            return new String(content.readNBytes(LONGEST), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new AgentFailure(Code.USAGE, "the token file " + file + " cannot be read", "", e);
        }
    }

    private String fromEnvironment() throws AgentFailure {
        String value = environment.getOrDefault("ACTIVATE_TOKEN", "");
        if (!value.isBlank()) {
            return value;
        }
        try {
            return new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new AgentFailure(
                    Code.USAGE,
                    "the token cannot be read from standard input",
                    "use --token-file FILE",
                    e);
        }
    }
}
