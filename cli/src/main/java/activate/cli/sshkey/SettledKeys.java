package activate.cli.sshkey;

import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import activate.cli.machine.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Which key of each login the platform was seen to know, so that it is not asked at each ssh; it is
 * asked again after an hour, because keys can be deleted elsewhere. A file of lines: login, time,
 * key; one that is damaged or cannot be written costs a question only.
 */
final class SettledKeys {
    private static final Duration GOOD = Duration.ofHours(1);

    private final Invocation invocation;
    private final Path file;
    private final String account;

    SettledKeys(Invocation invocation, Path directory) throws Failure {
        this.invocation = invocation;
        this.file = directory.resolve("registered");
        this.account =
                invocation.login().server().getRawAuthority()
                        + "|"
                        + invocation
                                .login()
                                .identity()
                                .map(identity -> identity.context())
                                .orElseGet(() -> "PW_API_KEY " + digest())
                                .replaceAll("[\\s\\p{Cntrl}]", "_");
    }

    /** Different keys are different users. */
    private String digest() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(
                                    invocation
                                            .login()
                                            .credential()
                                            .secret()
                                            .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException | Failure e) {
            throw new IllegalStateException("every JVM has SHA-256 and the login is chosen", e);
        }
    }

    boolean has(PublicKey key) {
        return material().filter(key.material()::equals).isPresent();
    }

    /** The key that this login was last seen to have. */
    Optional<String> material() {
        for (String line : lines()) {
            String[] parts = line.split(" ", 3);
            if (parts.length == 3 && parts[0].equals(account) && isFresh(parts[1])) {
                return Optional.of(parts[2]);
            }
        }
        return Optional.empty();
    }

    private static boolean isFresh(String epochSeconds) {
        if (!epochSeconds.matches("\\d{1,12}")) {
            return false;
        }
        Duration age =
                Duration.between(
                        Instant.ofEpochSecond(Long.parseLong(epochSeconds)), Instant.now());
        return !age.isNegative() && age.compareTo(GOOD) < 0;
    }

    void add(PublicKey key) {
        List<String> lines = new ArrayList<>();
        lines.add(account + " " + Instant.now().getEpochSecond() + " " + key.material());
        lines().stream().filter(line -> !line.startsWith(account + " ")).forEach(lines::add);
        try {
            PrivateFile.write(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            invocation.trace(Failure.reason(e));
        }
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException _) {
            return List.of();
        }
    }
}
