package activate.cli.openssh;

import java.nio.file.Path;

/** Texts as ssh reads them in its options. */
public final class SshText {
    private SshText() {}

    /** ssh expands percent signs in what it is given. */
    public static String escaped(String text) {
        return text.replace("%", "%%");
    }

    /** A path of any letters as one value. */
    public static String quoted(Path path) {
        return "\"" + escaped(path.toString().replace("\\", "\\\\").replace("\"", "\\\"")) + "\"";
    }
}
