package activate.cli.sshkey;

import activate.cli.api.Invocation;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.machine.SshDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The key that {@link EnsureKey} would settle on, found without making or registering any. */
public final class FindKey {
    private final Invocation invocation;
    private final String host;

    /** For an ssh to what the user's configuration knows by this name. */
    public FindKey(Invocation invocation, String host) {
        this.invocation = invocation;
        this.host = host;
    }

    /**
     * The key.
     *
     * @param options of ssh by which it offers the key
     * @param what the key, for people
     * @param isRegistered whether the platform said so; where it could not be asked, it did not
     */
    public record Found(Map<String, String> options, String what, boolean isRegistered) {}

    /**
     * @throws Failure where no key is both here and registered
     */
    public Found find() throws Failure, IOException {
        Optional<List<PublicKey>> registered;
        try {
            registered = Optional.of(EnsureKey.registered(invocation));
        } catch (Failure e) {
            invocation.trace("the registered SSH keys are not known: " + e.getMessage());
            registered = Optional.empty();
        }
        Optional<Path> own = new SshDirectory(invocation.machine()).holding(OwnKey.NAME);
        return own.isPresent() ? own(new OwnKey(own.get()), registered) : users(registered);
    }

    private Found own(OwnKey own, Optional<List<PublicKey>> registered)
            throws Failure, IOException {
        PublicKey key = own.read();
        boolean isKnown =
                registered.stream()
                        .flatMap(List::stream)
                        .anyMatch(it -> it.material().equals(key.material()));
        if (registered.isPresent() && !isKnown) {
            throw new Failure(
                    ExitCode.FAILED,
                    own.file() + " is not registered with the platform",
                    "pw ssh registers it within the hour; at once: pw ssh-public-keys add "
                            + own.file()
                            + ".pub");
        }
        return new Found(EnsureKey.only(own), own.file().toString(), isKnown);
    }

    private Found users(Optional<List<PublicKey>> registered) throws Failure {
        if (registered.isEmpty()) {
            return new Found(Map.of(), "whatever your ssh offers", false);
        }
        Map<String, Optional<Path>> here = new KeysHere(invocation.machine(), host).find();
        for (PublicKey key : registered.get()) {
            Optional<Path> file = here.get(key.material());
            if (file != null) {
                return new Found(
                        EnsureKey.offer(here, key.material()),
                        file.map(Path::toString).orElse("a key that your ssh offers"),
                        true);
            }
        }
        throw new Failure(
                ExitCode.FAILED,
                registered.get().isEmpty()
                        ? "you have registered no SSH key"
                        : "none of your "
                                + registered.get().size()
                                + " registered SSH keys is here",
                "the next pw ssh makes one and registers it; or register yours: pw ssh-public-keys add FILE.pub");
    }
}
