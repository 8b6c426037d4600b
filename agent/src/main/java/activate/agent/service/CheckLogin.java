package activate.agent.service;

import activate.agent.heartbeat.RunProgram;
import activate.agent.service.CheckResult.Bad;
import activate.agent.service.CheckResult.Good;
import activate.agent.service.CheckResult.Unknown;
import activate.agent.sshd.FindKeysWay;
import activate.agent.sshd.KeysWay;
import activate.agent.sshd.SetUpSshd;
import activate.agent.sshd.UserKeys;
import activate.agent.state.AgentFailure;
import activate.agent.state.AgentFailure.Code;
import activate.agent.state.StateDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a login needs behind the tunnel: an account, keys, and a server that asks for them. */
final class CheckLogin {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int HOME = 5;
    private static final int SHELL = 6;

    private final StateDirectory directory;
    private final Map<String, String> environment;

    CheckLogin(StateDirectory directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /**
     * @param login who logs in; empty leaves out what depends on the name
     */
    List<CheckResult> run(String login) {
        SetUpSshd sshd = SetUpSshd.here(environment, directory);
        if (login.isEmpty()) {
            return List.of(
                    new Unknown("account", "name who logs in: --login NAME"),
                    userKeys(sshd, "anybody"));
        }
        List<CheckResult> findings = new ArrayList<>();
        Optional<String[]> account = account(login);
        findings.add(account(login, account));
        findings.add(keys(login));
        findings.add(
                userKeys(
                        account.map(entry -> sshd.withHome(Path.of(entry[HOME]))).orElse(sshd),
                        login));
        return findings;
    }

    /** The entry of the account database, whichever that is on this machine. */
    private static Optional<String[]> account(String login) {
        // A number would be looked for as a user id.
        return RunProgram.run(LIMIT, "getent", "passwd", "--", login)
                .map(line -> line.strip().split(":", -1))
                .filter(entry -> entry.length > SHELL && entry[0].equals(login));
    }

    private static CheckResult account(String login, Optional<String[]> account) {
        if (account.isEmpty()) {
            return account("root").isEmpty()
                    ? new Unknown("account", "the accounts of this machine cannot be listed")
                    : new Bad(
                            "account",
                            "there is no account " + login + " on this machine",
                            "make it, or log in under a name that exists: pw ssh CLUSTER -l NAME");
        }
        String shell = account.get()[SHELL];
        return shell.endsWith("/nologin") || shell.endsWith("/false")
                ? new Bad(
                        "account",
                        login + " may not log in: its shell is " + shell,
                        "as root: chsh -s /bin/sh " + login)
                : new Good("account", login + " exists, at home in " + account.get()[HOME]);
    }

    private CheckResult keys(String login) {
        try {
            int keys = UserKeys.of(login, directory, environment).size();
            return keys > 0
                    ? new Good("keys", "the platform tells " + keys + " keys of " + login)
                    : new Bad(
                            "keys",
                            "the platform tells no key of " + login + " for this node",
                            "the user registers one (pw ssh-public-keys add), and must be allowed to use the cluster");
        } catch (AgentFailure e) {
            return e.code() == Code.USAGE
                    ? new Bad(
                            "keys",
                            String.valueOf(e.getMessage()),
                            "give the name as on this machine")
                    : new Unknown("keys", String.valueOf(e.getMessage()));
        }
    }

    private CheckResult userKeys(SetUpSshd sshd, String login) {
        return switch (new FindKeysWay(sshd).of(login)) {
            case KeysWay.Found(String how) -> new Good("user-keys", how);
            case KeysWay.Ignored(String cause, String fix) -> new Bad("user-keys", cause, fix);
            case KeysWay.NotKnown _ ->
                    new Unknown(
                            "user-keys",
                            "nothing tells this machine's SSH server the keys of the platform's users; set it up: activate-agent install --sshd --state "
                                    + directory.path());
        };
    }
}
