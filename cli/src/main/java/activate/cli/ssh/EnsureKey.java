package activate.cli.ssh;

import activate.cli.api.Invocation;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.machine.PrivateFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Makes and registers an SSH key at the first use without any: its own, beside the credentials, so
 * that the user's own keys stay as they are. A user who has registered a key needs none.
 */
final class EnsureKey {
    private static final int KEYGEN_SECONDS = 20;

    private final Invocation invocation;
    private final Path directory;

    EnsureKey(Invocation invocation) {
        this.invocation = invocation;
        this.directory = invocation.machine().configDirectory().resolve("ssh");
    }

    /** The key that ssh should offer beside the user's others, where there is one. */
    Optional<Path> ensure() throws Failure, IOException {
        Path key = directory.resolve("id_ed25519");
        Path settled = directory.resolve("registered");
        String account =
                invocation.login().server().getAuthority()
                        + " "
                        + invocation
                                .login()
                                .identity()
                                .map(identity -> identity.context())
                                .orElse("PW_API_KEY");
        if (!isSettled(settled, account) && register(key)) {
            String before = Files.exists(settled) ? Files.readString(settled) : "";
            PrivateFile.write(settled, before + account + "\n");
        }
        return Files.exists(key) ? Optional.of(key) : Optional.empty();
    }

    private static boolean isSettled(Path settled, String account) throws IOException {
        return Files.exists(settled) && Files.readAllLines(settled).contains(account);
    }

    private boolean register(Path key) throws Failure, IOException {
        JsonNode registered;
        try {
            registered = invocation.api().get("/api/ssh-public-keys");
        } catch (Failure e) {
            // Whoever has a key can go on while that part of the platform is away.
            invocation.trace("the registered SSH keys are not known now: " + e.getMessage());
            return false;
        }
        if (!Files.exists(key)) {
            if (!registered.isEmpty()) {
                return true;
            }
            make(key);
        }
        String line = Files.readString(key.resolveSibling(key.getFileName() + ".pub")).strip();
        String[] parts = line.split(" ", 3);
        for (JsonNode known : registered) {
            if (known.path("key").asText().startsWith(parts[0] + " " + parts[1])) {
                return true;
            }
        }
        invocation.machine().say("registering the SSH key " + key + ".pub with the platform");
        invocation
                .api()
                .post(
                        "/api/ssh-public-keys",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("title", parts[2])
                                .put("key", line));
        return true;
    }

    private void make(Path key) throws Failure, IOException {
        invocation.machine().say("you have no SSH key yet: making one, " + key);
        PrivateFile.makeDirectory(directory);
        Process keygen =
                new ProcessBuilder(
                                "ssh-keygen",
                                "-q",
                                "-t",
                                "ed25519",
                                "-N",
                                "",
                                "-C",
                                "pw on " + machine(),
                                "-f",
                                key.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            if (!keygen.waitFor(KEYGEN_SECONDS, TimeUnit.SECONDS) || keygen.exitValue() != 0) {
                keygen.destroyForcibly();
                throw new Failure(
                        ExitCode.FAILED,
                        "ssh-keygen did not make a key",
                        "run it yourself and add the key with: pw ssh-public-keys add FILE");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "this machine";
        }
    }
}
