package activate.cli.ssh;

import activate.cli.api.Invocation;
import activate.cli.credentials.Login;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.machine.LocalMachine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The words that start this program as the stream for ssh, with the login and the authorities of
 * this run whatever is chosen by then.
 */
final class ProxyWords {
    private ProxyWords() {}

    /** Up to the options of the stream. */
    static List<String> of(Invocation invocation) throws Failure {
        Login login = invocation.login();
        List<String> words =
                new ArrayList<>(List.of(program(invocation.machine()), "ssh", "--proxy-command"));
        login.identity()
                .ifPresent(identity -> words.addAll(List.of("--context", identity.context())));
        if (login.identity().isEmpty() || isElsewhere(invocation)) {
            words.addAll(List.of("--platform-host", login.server().getRawAuthority()));
        }
        login.caFile()
                .ifPresent(
                        file ->
                                words.addAll(
                                        List.of("--ca-file", file.toAbsolutePath().toString())));
        return words;
    }

    /**
     * The same for a file that is read in another shell: variables of this run go along, and those
     * of that one do not change the login.
     */
    static List<String> withVariables(Invocation invocation) throws Failure {
        List<String> words = new ArrayList<>(List.of("env"));
        if (invocation.login().identity().isPresent()) {
            words.addAll(List.of("PW_API_KEY=", "PW_PLATFORM_HOST=", "PW_CA_FILE="));
        }
        for (String name : List.of("PW_CREDENTIALS_DIR", "XDG_CONFIG_HOME")) {
            invocation
                    .machine()
                    .variable(name)
                    .ifPresent(path -> words.add(name + "=" + Path.of(path).toAbsolutePath()));
        }
        words.addAll(of(invocation));
        return words;
    }

    private static boolean isElsewhere(Invocation invocation) {
        return invocation.options().platformHost().isPresent()
                || invocation.machine().variable("PW_PLATFORM_HOST").isPresent();
    }

    /** The absolute path of this program, which its launcher gives. */
    private static String program(LocalMachine machine) throws Failure {
        return machine.variable("PW_SELF")
                .orElseThrow(
                        () ->
                                new Failure(
                                        ExitCode.FAILED,
                                        "this program does not know where it is",
                                        "start it by its launcher, pw"));
    }
}
