package activate.cli.openssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the user's own configuration of ssh says for a host, as ssh itself reads it: files of the
 * user and of the machine, Include, Host and Match.
 */
public final class SshSettings {
    private final List<String> lines;

    private SshSettings(List<String> lines) {
        this.lines = lines;
    }

    /** Asks ssh; where that cannot be, as with a broken file, there are no settings. */
    public static SshSettings of(String host, String... options) {
        List<String> words = new ArrayList<>(List.of("ssh", "-G"));
        words.addAll(List.of(options));
        words.addAll(List.of("--", host));
        return new SshSettings(Tool.ask(Map.of(), words));
    }

    /** All values of an option, such as IdentityFile. */
    public List<String> all(String option) {
        String start = option.toLowerCase(Locale.ROOT) + " ";
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }

    public Optional<String> one(String option) {
        return all(option).stream().findFirst();
    }
}
