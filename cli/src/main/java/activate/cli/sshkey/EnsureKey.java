package activate.cli.sshkey;

import activate.cli.api.Invocation;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.machine.FileLease;
import activate.cli.machine.SshDirectory;
import activate.cli.openssh.SshText;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sees to it that ssh has a key that the platform knows: one of the user's own that is registered
 * and really here, else a key of this machine, which is made and registered at the first use.
 */
public final class EnsureKey {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Not -i, which takes a file's name for a pattern but looks for it as it is written. */
    private static final String IDENTITY = "IdentityFile";

    private final Invocation invocation;
    private final String host;

    /** For an ssh to what the user's configuration knows by this name. */
    public EnsureKey(Invocation invocation, String host) {
        this.invocation = invocation;
        this.host = host;
    }

    /** The options of ssh by which it offers the key: none where it offers it by itself. */
    public Map<String, String> options() throws Failure, IOException {
        SshDirectory kept = new SshDirectory(invocation.machine());
        Path usual = kept.usual();
        // A key that is there serves, also where nothing can be written any more.
        Path directory = new OwnKey(usual).exists() ? usual : kept.writable();
        OwnKey own = new OwnKey(directory);
        SettledKeys settled = new SettledKeys(invocation, directory);
        if (own.exists()) {
            if (!settled.has(own.publicKey())) {
                try (FileLease _ = lease(directory)) {
                    register(own, settled);
                }
            }
            return only(own);
        }
        return withoutOwn(own, settled, directory);
    }

    private Map<String, String> withoutOwn(OwnKey own, SettledKeys settled, Path directory)
            throws Failure, IOException {
        Map<String, Optional<Path>> here = new KeysHere(invocation.machine(), host).find();
        Optional<String> known = settled.material().filter(here::containsKey);
        if (known.isPresent()) {
            return offer(here, known.get());
        }
        try (FileLease _ = lease(directory)) {
            if (!own.exists()) {
                List<PublicKey> registered;
                try {
                    registered = registered(invocation);
                } catch (Failure e) {
                    // Whoever has a key can go on while that part of the platform is away.
                    invocation.trace("the registered SSH keys are not known: " + e.getMessage());
                    return Map.of();
                }
                for (PublicKey key : registered) {
                    if (here.containsKey(key.material())) {
                        settled.add(key);
                        return offer(here, key.material());
                    }
                }
                invocation
                        .machine()
                        .say(
                                registered.isEmpty()
                                        ? "you have no SSH key yet: making one, " + own.file()
                                        : "none of your SSH keys is on this machine: making one, "
                                                + own.file());
                own.make();
            }
            register(own, settled);
        }
        return only(own);
    }

    private static FileLease lease(Path directory) throws IOException {
        return FileLease.take(directory.resolve("lock"), PATIENCE);
    }

    static Map<String, String> offer(Map<String, Optional<Path>> here, String material) {
        Optional<Path> file = here.getOrDefault(material, Optional.empty());
        return file.map(path -> Map.of(IDENTITY, SshText.quoted(path))).orElse(Map.of());
    }

    /** A server ends the connection after some wrong keys, and an agent may hold many. */
    static Map<String, String> only(OwnKey own) {
        return new TreeMap<>(Map.of(IDENTITY, SshText.quoted(own.file()), "IdentitiesOnly", "yes"));
    }

    static List<PublicKey> registered(Invocation invocation) throws Failure {
        List<PublicKey> keys = new ArrayList<>();
        for (JsonNode row : invocation.api().get("/api/ssh-public-keys")) {
            PublicKey.parse(row.path("key").asText()).ifPresent(keys::add);
        }
        return keys;
    }

    private boolean isRegistered(PublicKey key) throws Failure {
        return registered(invocation).stream().anyMatch(it -> it.material().equals(key.material()));
    }

    private void register(OwnKey own, SettledKeys settled) throws Failure, IOException {
        PublicKey key = own.publicKey();
        if (settled.has(key)) {
            // Another pw was faster.
            return;
        }
        try {
            if (isRegistered(key)) {
                settled.add(key);
                return;
            }
        } catch (Failure e) {
            invocation.trace("the registered SSH keys are not known: " + e.getMessage());
            return;
        }
        invocation
                .machine()
                .say("registering the SSH key " + own.file() + ".pub with the platform");
        String title = key.line().substring(key.material().length()).strip();
        try {
            post(key, title);
        } catch (Failure e) {
            if (e.code() != ExitCode.CONFLICT) {
                throw e;
            }
            if (!isRegistered(key)) {
                // Another key has the title: machines may have one name.
                post(key, title + " " + key.material().substring(key.material().length() - 8));
            }
        }
        settled.add(key);
    }

    private void post(PublicKey key, String title) throws Failure {
        invocation
                .api()
                .post(
                        "/api/ssh-public-keys",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("title", title)
                                .put("key", key.line()));
    }
}
