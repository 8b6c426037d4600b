package activate.cli.openssh;

import java.util.List;
import java.util.stream.Collectors;

/** Words quoted so that a POSIX shell gives back exactly these words. */
public final class ShellWords {
    private ShellWords() {}

    public static String quote(List<String> words) {
        return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    }

    public static String quote(String word) {
        boolean plain =
                !word.isEmpty()
                        && word.chars()
                                .allMatch(
                                        c ->
                                                c < 128
                                                        && (Character.isLetterOrDigit(c)
                                                                || "_-./:=,@%+".indexOf(c) >= 0));
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
