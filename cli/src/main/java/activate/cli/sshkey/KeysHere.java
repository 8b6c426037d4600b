package activate.cli.sshkey;

import activate.cli.machine.LocalMachine;
import activate.cli.openssh.SshSettings;
import activate.cli.openssh.Tool;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of the user that can be used on this machine: those of the agent, of the identity files
 * of ssh's configuration, and the other pairs in `~/.ssh`.
 */
final class KeysHere {
    private final LocalMachine machine;
    private final SshSettings settings;

    KeysHere(LocalMachine machine, String host) {
        this.machine = machine;
        this.settings = SshSettings.of(host);
    }

    /**
     * Each key's material, with the file that ssh has to be told of; without one where it offers
     * the key by itself.
     */
    Map<String, Optional<Path>> find() {
        Map<String, Optional<Path>> found = new LinkedHashMap<>();
        if (!settings.one("IdentitiesOnly").orElse("no").equals("yes")) {
            agent().forEach(key -> found.put(key.material(), Optional.empty()));
        }
        settings.all("IdentityFile").stream()
                .map(KeysHere::path)
                .forEach(
                        file ->
                                publicKey(file)
                                        .ifPresent(
                                                key ->
                                                        found.putIfAbsent(
                                                                key.material(), Optional.empty())));
        pairs().forEach(
                        file ->
                                publicKey(file)
                                        .ifPresent(
                                                key ->
                                                        found.putIfAbsent(
                                                                key.material(),
                                                                Optional.of(file))));
        return found;
    }

    private List<PublicKey> agent() {
        String socket = settings.one("IdentityAgent").orElse("SSH_AUTH_SOCK");
        Optional<String> path =
                switch (socket) {
                    case "none" -> Optional.empty();
                    case "SSH_AUTH_SOCK" -> machine.variable("SSH_AUTH_SOCK");
                    default ->
                            socket.startsWith("$")
                                    ? machine.variable(socket.replaceAll("[${}]", ""))
                                    : Optional.of(path(socket).toString());
                };
        return path
                .map(it -> Tool.ask(Map.of("SSH_AUTH_SOCK", it), List.of("ssh-add", "-L")))
                .orElse(List.of())
                .stream()
                .flatMap(line -> PublicKey.parse(line).stream())
                .toList();
    }

    /** ssh takes the home from the account, whatever HOME says. */
    private static Path path(String text) {
        String home = System.getProperty("user.home");
        return Path.of(
                text.startsWith("~/")
                        ? home + text.substring(1)
                        : text.replace("%d", home).replace("%u", System.getProperty("user.name")));
    }

    /** Private keys in `~/.ssh` with their public ones beside them. */
    private List<Path> pairs() {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all =
                Files.newDirectoryStream(machine.home().resolve(".ssh"), "*.pub")) {
            for (Path file : all) {
                String name = file.getFileName().toString();
                found.add(file.resolveSibling(name.substring(0, name.length() - 4)));
            }
        } catch (IOException _) {
            // No folder, no keys.
        }
        return found;
    }

    /** The public key of a private one that is really there. */
    private static Optional<PublicKey> publicKey(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            return Optional.empty();
        }
        try {
            Path beside = file.resolveSibling(file.getFileName() + ".pub");
            if (Files.isReadable(beside)) {
                return Files.readString(beside).lines().findFirst().flatMap(PublicKey::parse);
            }
        } catch (IOException _) {
            // The private key may tell.
        }
        return derived(file);
    }

    /** The public key as the private one has it, unless a passphrase keeps it. */
    static Optional<PublicKey> derived(Path file) {
        return Tool.ask(Map.of(), List.of("ssh-keygen", "-y", "-P", "", "-f", file.toString()))
                .stream()
                .findFirst()
                .flatMap(PublicKey::parse);
    }
}
