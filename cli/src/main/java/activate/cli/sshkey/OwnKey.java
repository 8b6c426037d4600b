package activate.cli.sshkey;

import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.machine.PrivateFile;
import activate.cli.openssh.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The key of this machine that `pw` makes, beside the credentials, so that the user's own stay. */
final class OwnKey {
    static final String NAME = "id_ed25519";
    private static final String HINT =
            "make one yourself with ssh-keygen, and: pw ssh-public-keys add FILE";

    private final Path directory;

    OwnKey(Path directory) {
        this.directory = directory;
    }

    Path file() {
        return directory.resolve(NAME);
    }

    boolean exists() {
        return Files.exists(file());
    }

    /** Its public half; made anew from the private one where the file is gone or damaged. */
    PublicKey publicKey() throws Failure, IOException {
        Optional<PublicKey> kept = kept();
        if (kept.isPresent()) {
            return kept.get();
        }
        PublicKey derived = derived();
        PrivateFile.write(beside(), derived.line() + "\n");
        return derived;
    }

    /** The same, without writing anything. */
    PublicKey read() throws Failure, IOException {
        Optional<PublicKey> kept = kept();
        return kept.isPresent() ? kept.get() : derived();
    }

    private Path beside() {
        return directory.resolve(NAME + ".pub");
    }

    private Optional<PublicKey> kept() throws IOException {
        return Files.exists(beside())
                ? Files.readString(beside()).lines().findFirst().flatMap(PublicKey::parse)
                : Optional.empty();
    }

    private PublicKey derived() throws Failure {
        return KeysHere.derived(file())
                .orElseThrow(
                        () ->
                                new Failure(
                                        ExitCode.FAILED,
                                        "the SSH key " + file() + " is damaged",
                                        "remove it; the next pw ssh makes another"));
    }

    /** Makes it where nobody sees it before it is whole. */
    void make() throws Failure, IOException {
        PrivateFile.makeDirectory(directory);
        Path draft =
                Files.createTempDirectory(
                        directory,
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        try {
            Path made = draft.resolve(NAME);
            generate(made);
            // The private one last: where it is, the key is.
            move(draft.resolve(NAME + ".pub"), directory.resolve(NAME + ".pub"));
            move(made, file());
        } finally {
            try (Stream<Path> left = Files.list(draft)) {
                for (Path file : left.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(draft);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void generate(Path file) throws Failure {
        String reason = "";
        // The second one for machines that may use approved kinds only.
        for (String type : List.of("ed25519", "ecdsa")) {
            try {
                Tool.Outcome outcome =
                        Tool.run(
                                Map.of(),
                                true,
                                List.of(
                                        "ssh-keygen",
                                        "-q",
                                        "-t",
                                        type,
                                        "-N",
                                        "",
                                        "-C",
                                        "pw on " + machine(),
                                        "-f",
                                        file.toString()));
                if (outcome.code() == 0) {
                    return;
                }
                reason = outcome.lines().stream().findFirst().orElse("it was ended");
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new Failure(
                        ExitCode.FAILED, "there is no ssh-keygen", "install OpenSSH's client", e);
            }
        }
        throw new Failure(ExitCode.FAILED, "ssh-keygen did not make a key: " + reason, HINT);
    }

    /** Not by the resolver, which may take its time for a name that it does not know. */
    private static String machine() {
        try {
            String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            return name.matches("[\\x21-\\x7e]{1,64}") ? name : "this machine";
        } catch (IOException _) {
            return "this machine";
        }
    }
}
