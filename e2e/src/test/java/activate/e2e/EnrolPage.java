package activate.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines of `docs/enrol.md`, with the rig's platform and its certificate for those of the page.
 */
final class EnrolPage {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```$");

    private final String text;
    private final List<String> blocks;
    private final Path certificate;

    EnrolPage(Rig rig) {
        this(rig, rig.folder.resolve("ca.pem"));
    }

    /**
     * @param certificate where the node has the platform's certificate
     */
    EnrolPage(Rig rig, Path certificate) {
        try {
            text = Files.readString(rig.checkout.resolve("docs/enrol.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        blocks = BLOCK.matcher(text).results().map(found -> found.group(1)).toList();
        this.certificate = certificate;
    }

    /** What a user runs at home: a cluster, and the file `token`. */
    String atHome() {
        return blocks.get(0);
    }

    /** What a user runs on the node, up to the line that starts the agent. */
    String onNode() {
        return blocks.get(1)
                .replace("PLATFORM", "activate.test")
                .replace("curl ", "curl --cacert " + certificate + " ")
                .replace(
                        "--server https://activate.test",
                        "--server https://activate.test --ca-file " + certificate)
                .replace(line("$agent doctor"), "");
    }

    /** The variables that the page's other lines use. */
    String variables() {
        return line("agent=");
    }

    /** The line for the node that starts with {@code start}. */
    String line(String start) {
        return blocks.get(1)
                .lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the page has no line " + start));
    }

    /** What the page has between backquotes, from {@code start} on. */
    String quoted(String start) {
        return Pattern.compile("`(" + start + "[^`]*)`")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the page does not say " + start));
    }
}
