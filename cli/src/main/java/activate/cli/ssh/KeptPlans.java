package activate.cli.ssh;

import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import activate.cli.machine.LocalMachine;
import activate.cli.machine.PrivateFile;
import activate.cli.machine.SshDirectory;
import activate.cli.openssh.ShellWords;
import activate.cli.route.Via;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Command lines of ssh that the launcher takes again for five minutes without starting this
 * program, one file for each name of a cluster. Nothing that the platform decides is in them but
 * the name of the login: the stream asks for the node and writes its host keys down first, as for
 * `pw ssh configure`, and a login that fails makes this forgotten.
 *
 * <p>The launcher looks for what would change the answer: a word or a variable that chooses
 * something, and the credentials file, whose time each of these files has.
 */
final class KeptPlans {
    /** The launcher has the same one. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

    /** The launcher has the same ones. */
    private static final List<String> CHOOSING =
            List.of(
                    "PW_API_KEY",
                    "PW_CONTEXT",
                    "PW_PLATFORM_HOST",
                    "PW_CA_FILE",
                    "PW_CREDENTIALS_DIR",
                    "XDG_CONFIG_HOME");

    private final Invocation invocation;
    private final @Nullable FileTime credentials;

    /** To be made before the login is chosen, whose file it looks at. */
    KeptPlans(Invocation invocation) {
        this.invocation = invocation;
        this.credentials = time(invocation.machine());
    }

    private static @Nullable FileTime time(LocalMachine machine) {
        try {
            return Files.getLastModifiedTime(machine.configDirectory().resolve("credentials"));
        } catch (IOException _) {
            return null;
        }
    }

    /** Whether the words and variables of this run choose nothing but a cluster by its name. */
    boolean isFor(PrepareSsh.Request request) {
        return credentials != null
                && NAME.matcher(request.cluster()).matches()
                && request.node() == null
                && request.via() == Via.auto
                && !request.isQuiet()
                && !invocation.options().verbose()
                && invocation.options().context().isEmpty()
                && invocation.options().platformHost().isEmpty()
                && invocation.options().caFile().isEmpty()
                && CHOOSING.stream()
                        .allMatch(name -> invocation.machine().variable(name).isEmpty());
    }

    /** Keeps what was made of such a request; where that cannot be, it is made again. */
    void keep(PrepareSsh.Request request, SshPlan plan) {
        LocalMachine machine = invocation.machine();
        if (credentials == null) {
            return;
        }
        String text =
                plan.text()
                        + "\nkept_at="
                        + Instant.now().getEpochSecond()
                        + "\nkept_cluster="
                        + request.cluster()
                        + "\nkept_self="
                        + ShellWords.quote(machine.variable("PW_SELF").orElse(""))
                        + "\nkept_agent="
                        + ShellWords.quote(machine.variable("SSH_AUTH_SOCK").orElse(""))
                        + "\n";
        Path file = folder(machine).resolve(request.cluster());
        try {
            PrivateFile.write(file, text);
            Files.setLastModifiedTime(file, credentials);
        } catch (IOException e) {
            invocation.trace(Failure.reason(e));
        }
    }

    /** Forgets all of them, as after a login that failed. */
    static void forget(LocalMachine machine) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(machine))) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException _) {
            // None are kept, or none can be; each is too old soon.
        }
    }

    private static Path folder(LocalMachine machine) {
        return new SshDirectory(machine).usual().resolve("plans");
    }
}
