package activate.agent.sshd;

import activate.agent.heartbeat.RunProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finds out whether the SSH server heeds what {@link SetUpSshd} wrote, or believes certificates. It
 * is asked itself, which root may do alone; for others the files have to do.
 */
public final class FindKeysWay {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final String NONE = "none";

    private final SetUpSshd sshd;
    private final List<String> hostKeyOptions;

    public FindKeysWay(SetUpSshd sshd) {
        this(sshd, List.of());
    }

    /**
     * @param hostKeyOptions of sshd, which answers only where it has a host key
     */
    FindKeysWay(SetUpSshd sshd, List<String> hostKeyOptions) {
        this.sshd = sshd;
        this.hostKeyOptions = hostKeyOptions;
    }

    /** For whoever logs in under this name. */
    public KeysWay of(String login) {
        Optional<String> effective = effective(login);
        try {
            KeysWay way = effective.isPresent() ? asked(effective.get(), login) : ofFiles();
            return way instanceof KeysWay.NotKnown ? ownCopy() : way;
        } catch (IOException _) {
            // What cannot be read is not known to be there.
            return new KeysWay.NotKnown();
        }
    }

    private Optional<String> effective(String login) {
        List<String> words = new java.util.ArrayList<>();
        words.addAll(List.of("/usr/sbin/sshd", "-T", "-f", sshd.main().toString()));
        words.addAll(hostKeyOptions);
        words.addAll(List.of("-C", "user=" + login + ",host=localhost,addr=127.0.0.1"));
        return RunProgram.run(LIMIT, words.toArray(String[]::new));
    }

    private KeysWay asked(String effective, String login) throws IOException {
        if (value(effective, "authorizedkeyscommand").startsWith(sshd.script().toString())) {
            return sshd.isOurs()
                    ? new KeysWay.Found(
                            "sshd asks the platform for the keys of "
                                    + login
                                    + ", by "
                                    + sshd.snippet())
                    : new KeysWay.Ignored(
                            sshd.script() + " is missing, or asks for another state or agent",
                            "as root: activate-agent install --sshd --state "
                                    + sshd.state().path());
        }
        String authorities = value(effective, "trustedusercakeys");
        if (!authorities.equals(NONE)) {
            return certificates(Path.of(authorities));
        }
        if (Files.exists(sshd.snippet())) {
            return new KeysWay.Ignored(
                    "sshd does not heed " + sshd.snippet() + " for " + login,
                    login.equals("root")
                            ? "root is left out on purpose: log in under another name"
                            : "a setting that comes before it counts, or it is for another account; see: sshd -T -C user="
                                    + login
                                    + " | grep -i authorizedkeys");
        }
        return new KeysWay.NotKnown();
    }

    private static KeysWay certificates(Path authorities) throws IOException {
        boolean any = Files.isReadable(authorities) && Files.size(authorities) > 0;
        return any
                ? new KeysWay.Found("sshd takes certificates of the authorities in " + authorities)
                : new KeysWay.Ignored(
                        "sshd is to take certificates of the authorities in "
                                + authorities
                                + ", which is missing, empty or not readable",
                        "write the authority's public key into it");
    }

    private static String value(String effective, String name) {
        return effective
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse(NONE);
    }

    private KeysWay ofFiles() throws IOException {
        return sshd.isOurs()
                ? new KeysWay.Found("sshd asks the platform, by " + sshd.snippet())
                : new KeysWay.NotKnown();
    }

    /** sshd does not say why it takes no notice of a file that others could have written. */
    private KeysWay ownCopy() throws IOException {
        Path file = sshd.authorizedKeys();
        if (!sshd.isCopied()) {
            return new KeysWay.NotKnown();
        }
        for (Path each : List.of(file, file.resolve("..").normalize(), sshd.home())) {
            if (((int) Files.getAttribute(each, "unix:mode") & WRITABLE_BY_OTHERS) != 0) {
                return new KeysWay.Ignored(
                        "sshd takes no notice of " + file + ": others can write " + each,
                        "chmod go-w " + each);
            }
        }
        return new KeysWay.Found("a copy of your keys is in " + file);
    }
}
