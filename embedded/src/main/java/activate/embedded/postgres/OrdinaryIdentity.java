package activate.embedded.postgres;

import activate.embedded.part.PartFailure;
import activate.embedded.part.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * PostgreSQL refuses to run as root. Under root it gets an identity that it takes for an ordinary
 * account.
 */
final class OrdinaryIdentity {

    private static final String NOBODY = "65534";

    private OrdinaryIdentity() {}

    /** The words to put in front of a command; none for an ordinary account. */
    static List<String> wrapper(Path folder) {
        if (!System.getProperty("user.name").equals("root")) {
            return List.of();
        }
        // In a user namespace of its own the server sees itself and its files as nobody's, and the
        // files stay ours.
        Optional<String> unshare = Programs.find("unshare");
        if (unshare.isPresent() && succeeds(List.of(unshare.get(), "-U", "true"))) {
            return List.of(unshare.get(), "-U");
        }
        Optional<String> setpriv = Programs.find("setpriv");
        if (setpriv.isPresent()
                && succeeds(List.of("chown", "-R", NOBODY + ":" + NOBODY, folder.toString()))) {
            // The folders above belong to root and stay closed: the one capability lets the server
            // walk through them.
            return List.of(
                    setpriv.get(),
                    "--reuid=" + NOBODY,
                    "--regid=" + NOBODY,
                    "--clear-groups",
                    "--inh-caps=+dac_override",
                    "--ambient-caps=+dac_override",
                    "--");
        }
        throw new PartFailure(
                "PostgreSQL does not run as root, and this machine has neither user namespaces nor setpriv:"
                        + " run as an ordinary user, or set ACTIVATE_POSTGRES_URL");
    }

    private static boolean succeeds(List<String> command) {
        var program = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            return Programs.succeeds(program, "", Duration.ofSeconds(30));
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
